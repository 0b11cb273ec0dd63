import type { Moment } from './decide/isFresh.ts';
import type { Clock } from './ports.ts';

/** This moment. */
export function momentOf(clock: Pick<Clock, 'now' | 'monotonic'>): Moment {
  return { monotonic: clock.monotonic(), wall: clock.now() };
}
