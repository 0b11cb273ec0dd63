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

/** The words of the service's own paths. Whatever else stands behind `remote/control` is an ID. */
const WORDS = new Set([
  'client',
  'clients',
  'enroll',
  'environments',
  'finish',
  'mfa_requirement',
  'pair',
  'refresh',
  'start',
]);

/** The path, with its IDs shortened. */
function pathOf(url: string): string {
  const [base = '', rest] = new URL(url).pathname.split('/remote/control/');
  if (rest === undefined) return base;
  const segments = rest.split('/').map((segment) => (WORDS.has(segment) ? segment : shortenId(segment)));
  return `${base}/remote/control/${segments.join('/')}`;
}
