import type { Diagnosis } from './diagnose.ts';

/** How old a proof may be when it is acted on, in milliseconds. */
const FRESH_MS = 10_000;

/** Whether a diagnosis may still be acted on, `now` on the monotonic clock in milliseconds: after that it has to be made again. */
export function isFresh({ observation }: Pick<Diagnosis, 'observation'>, now: number): boolean {
  const last = observation.readings.at(-1);
  return last !== undefined && Math.abs(now - last.readAt) <= FRESH_MS;
}
