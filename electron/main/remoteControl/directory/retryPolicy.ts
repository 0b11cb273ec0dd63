import type { Reason } from '../../../shared/reasons.ts';

/** Reasons that may pass by themselves within seconds; all others need a person or a longer wait. */
const TRANSIENT: ReadonlySet<Reason> = new Set(['offline', 'timeout', 'throttled', 'server-error']);

export function isTransient(reason: Reason): boolean {
  return TRANSIENT.has(reason);
}

/** Within one check: how many more times a request is tried, and the first pause, in milliseconds. */
export const REQUEST_RETRIES = 2;
export const FIRST_PAUSE_MS = 250;

/** No timer of Node takes more than 24.8 days, and a server that asks for more than one means "not today". */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/**
 * The time a `Retry-After` asks for, in milliseconds from `now` (unix milliseconds) and a day at the most, or `null`
 * where it is missing, past or malformed. Seconds and HTTP dates both count.
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : date - now;
  return wait > 0 ? Math.min(wait, LONGEST_WAIT_MS) : null;
}

/**
 * The pause before the next whole check after `failures` failed ones, in milliseconds: doubling from two seconds to five
 * minutes, spread over half of it so that desktops that failed together do not come back together. A `Retry-After`
 * is a floor, spread upwards. `random` is in [0, 1).
 */
export function nextCheckMs(failures: number, retryAfter: number | null, random: number): number {
  const backoff = Math.min(2000 * 2 ** Math.max(0, failures - 1), 300_000);
  const spread = backoff * (0.5 + 0.5 * random);
  return Math.round(retryAfter === null ? spread : Math.max(spread, retryAfter + backoff * random));
}
