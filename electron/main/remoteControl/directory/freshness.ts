import type { FetchedResponse } from './request.ts';

/** Where caches say what they did: Squid, Varnish, nginx, CloudFront, Akamai (`TCP_MEM_HIT`), Cloudflare, Fastly, Vercel; RFC 9211. */
const CACHE_STATUS = [
  'cache-status',
  'x-cache',
  'x-cache-lookup',
  'x-cache-remote',
  'x-cache-status',
  'x-proxy-cache',
  'x-varnish-cache',
  'x-vercel-cache',
  'x-nextjs-cache',
  'x-fastcgi-cache',
  'cf-cache-status',
  'cdn-cache',
];
/** Without an end of the word before it: `RefreshHit`, `TCP_HIT`. */
const FROM_CACHE = /hit(?:\b|_)|stale|updating|revalidated|expired/i;

/**
 * Whether a cache gave the answer in place of the service: it carries an `Age` of whatever value (RFC 9111), or a cache says that it had it. What a
 * cache holds may be hours old, and two readings of it are one.
 */
export function isFromCache({ headers }: Pick<FetchedResponse, 'headers'>): boolean {
  const said = (name: string) => headers.get(name) ?? '';
  return (
    headers.get('age') !== null ||
    CACHE_STATUS.some((name) => FROM_CACHE.test(said(name))) ||
    // How often each cache on the way had it; the ids of this request and of the one that filled Varnish's cache.
    /[1-9]/.test(said('x-cache-hits')) ||
    /^\s*\d+\s+\d+/.test(said('x-varnish')) ||
    /^\s*(?:1|true|yes)\b/i.test(`${said('x-from-cache')}${said('x-served-from-cache')}`) ||
    /^\s*11[0-3]\b/.test(said('warning'))
  );
}

/** The service's own time in an answer, in unix milliseconds, or `null` where it names none. */
export function serverTimeOf({ headers }: Pick<FetchedResponse, 'headers'>): number | null {
  const time = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(time) ? null : time;
}
