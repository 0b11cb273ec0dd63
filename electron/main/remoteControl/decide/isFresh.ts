import type { Diagnosis } from './diagnose.ts';

/** A moment on both clocks of this computer, in milliseconds: the one that is never set, and the one that a person reads. */
export interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

/**
 * How much time may have gone by between two moments, in milliseconds. Of the two clocks the one that says more counts: the monotonic one stands still
 * while the computer sleeps (Linux), the other one may have been set.
 */
export function elapsedBetween(one: Moment, other: Moment): number {
  return Math.max(Math.abs(one.monotonic - other.monotonic), Math.abs(one.wall - other.wall));
}

/** How old a proof may be when it is acted on, in milliseconds. */
const FRESH_MS = 10_000;

/** Whether a diagnosis may still be acted on: after that it has to be made again. */
export function isFresh({ observation }: Pick<Diagnosis, 'observation'>, now: Moment): boolean {
  const last = observation.readings.at(-1);
  return last !== undefined && elapsedBetween(now, last.readAt) <= FRESH_MS;
}
