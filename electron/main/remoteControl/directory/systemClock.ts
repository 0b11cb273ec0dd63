import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../ports.ts';

/** Real time. A timer alone may end up to a millisecond early; this wait does not. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async wait(milliseconds, signal) {
    const until = performance.now() + milliseconds;
    for (let left = milliseconds; left > 0 && !signal.aborted; left = until - performance.now()) {
      await delay(Math.ceil(left), undefined, { signal }).catch(() => undefined);
    }
  },
};
