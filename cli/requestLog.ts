import { shortenId } from '../electron/main/globalState/index.ts';
import { errorCodeOf, type Fetch } from '../electron/main/remoteControl/index.ts';
import { oneLine } from './display.ts';

/** Logs each request with its status, or the error code that came instead, without IDs, cursors, bodies or anything that was sent along. */
export function withRequestLog(fetch: Fetch, log: (line: string) => void): Fetch {
  return async (url, init) => {
    const what = `${init.method ?? 'GET'} ${pathOf(url)}`;
    const start = performance.now();
    const took = () => `${Math.round(performance.now() - start)} ms`;
    try {
      const response = await fetch(url, init);
      const request = response.headers.get('x-request-id');
      log(
        `${what}: ${response.status} after ${took()}${request === null ? '' : `, request ${oneLine(request)}`}`,
      );
      return response;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log(`${what}: no answer after ${took()} (${errorCodeOf(error) ?? name})`);
      throw error;
    }
  };
}

/** The path, with an ID at its end shortened: those are longer than any word of the service's. */
function pathOf(url: string): string {
  const segments = new URL(url).pathname.split('/');
  const last = segments.at(-1) ?? '';
  return [
    ...segments.slice(0, -1),
    /[\d_]/.test(last) && last !== 'mfa_requirement' ? shortenId(last) : last,
  ].join('/');
}
