/** No pause is shorter, in milliseconds: what fails at once would be a loop. */
const SHORTEST_MS = 1000;
const FIRST_CEILING_MS = 2000;
/** Two minutes: half of all desktops are back within one of the end of an outage (`bench/reconnectStorm`). */
const LONGEST_CEILING_MS = 120_000;

/**
 * The pause before something that has failed `failures` times is tried again, in milliseconds: exponential back-off with full
 * jitter, from a second up to a ceiling that doubles from two seconds to two minutes, so that desktops that failed together do
 * not come back together. A `Retry-After` is kept, and spread upwards by as much as itself: a service that asks for minutes asks
 * many. `random` is in [0, 1).
 */
export function pauseMs(failures: number, retryAfterMs: number | null, random: number): number {
  const ceiling = Math.min(FIRST_CEILING_MS * 2 ** Math.max(0, failures - 1), LONGEST_CEILING_MS);
  if (retryAfterMs === null) return Math.round(SHORTEST_MS + random * (ceiling - SHORTEST_MS));
  return Math.round(retryAfterMs + random * Math.max(ceiling, Math.min(retryAfterMs, LONGEST_CEILING_MS)));
}
