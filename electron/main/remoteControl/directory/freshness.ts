import type { FetchedResponse } from './request.ts';

/**
 * Whether a cache gave the answer in place of the service: it carries an `Age` (RFC 9111), or a cache says that it had it. What a
 * cache holds may be hours old, and two readings of it are one.
 */
export function isFromCache({ headers }: Pick<FetchedResponse, 'headers'>): boolean {
  const said = (name: string) => headers.get(name) ?? '';
  return (
    headers.get('age') !== null ||
    /\b(?:hit|stale|updating|revalidated)\b/i.test(`${said('x-cache')} ${said('cf-cache-status')}`) ||
    /;\s*hit\b/i.test(said('cache-status')) ||
    /^\s*11[0-3]\b/.test(said('warning'))
  );
}

/** The service's own time in an answer, in unix milliseconds, or `null` where it names none. */
export function serverTimeOf({ headers }: Pick<FetchedResponse, 'headers'>): number | null {
  const time = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(time) ? null : time;
}
