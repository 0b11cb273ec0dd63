/** A code is renewed so long before its end, in milliseconds, so that a code about to expire is not scanned. */
const RENEW_BEFORE_MS = 2000;
/** Between two codes there is always so much time, whatever the clocks say. */
export const SHORTEST_LIFE_MS = 5000;
/** No code is known to live longer; what says so is a wrong clock. */
const LONGEST_LIFE_MS = 60 * 60 * 1000;
/** Where the clocks contradict each other. Codes live for minutes, and one that ends earlier is noticed by its claim being asked for. */
const USUAL_LIFE_MS = 2 * 60 * 1000;

/**
 * How long a code that has just been received is shown, in milliseconds of a monotonic clock. `expiresAt` in Unix seconds of the
 * server; `now` in Unix milliseconds as this computer believes, which is `clockSkewMs` ahead of the server (`null`: not known).
 */
export function codeLifetimeMs(expiresAt: number, now: number, clockSkewMs: number | null): number {
  const left = expiresAt * 1000 - (now - (clockSkewMs ?? 0)) - RENEW_BEFORE_MS;
  const isPlausible = left > -RENEW_BEFORE_MS && left <= LONGEST_LIFE_MS;
  return isPlausible ? Math.max(left, SHORTEST_LIFE_MS) : USUAL_LIFE_MS;
}
