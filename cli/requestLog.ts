import { shortenId } from '../electron/main/globalState/index.ts';
import type { Fetch } from '../electron/main/remoteControl/index.ts';

/** Tells `say` of each request and its answer, without ids, cursors, bodies or anything that was sent along. */
export function withRequestLog(fetch: Fetch, say: (line: string) => void): Fetch {
  return async (url, init) => {
    const what = `${init.method ?? 'GET'} ${pathOf(url)}`;
    const start = performance.now();
    const took = () => `${Math.round(performance.now() - start)} ms`;
    try {
      const response = await fetch(url, init);
      const request = response.headers.get('x-request-id');
      say(`${what}: ${response.status} after ${took()}${request === null ? '' : `, request ${request}`}`);
      return response;
    } catch (error) {
      say(`${what}: no answer after ${took()} (${error instanceof Error ? error.name : 'unknown'})`);
      throw error;
    }
  };
}

/** The path, with an id at its end shortened: those are longer than any word of the service's. */
function pathOf(url: string): string {
  const segments = new URL(url).pathname.split('/');
  const last = segments.at(-1) ?? '';
  return [
    ...segments.slice(0, -1),
    /[\d_]/.test(last) && last !== 'mfa_requirement' ? shortenId(last) : last,
  ].join('/');
}
