/**
 * How many more times a check tries a request. None where the check is itself a later try: each would meet an outage three
 * times over, and the service would see that as a wave when it is back.
 */
export function requestRetries(singleAttempt: boolean): number {
  return singleAttempt ? 0 : 2;
}

/** The pause before the first of them, in milliseconds; it doubles, and up to its own length is added by chance. */
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
