/** The furthest moment that a `Date` can name (ECMA-262, 21.4.1.1). */
const LAST_MS = 8.64e15;

/** A time that another program names, in Unix milliseconds; `null` where it is none, as no screen could show it. */
export function calendarTime(ms: number): number | null {
  return Math.abs(ms) <= LAST_MS ? ms : null;
}
