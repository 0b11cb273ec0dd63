import { setTimeout as delay } from 'node:timers/promises';

/** Time as the module sees it. */
export interface Clock {
  /** Milliseconds since 1970, as the computer believes: a person or the network may set it at any moment. For records alone. */
  now(): number;
  /** Milliseconds since some moment; never set and never going back. For everything that is measured. */
  monotonic(): number;
  /** Resolves after `milliseconds`, never before, or when `signal` aborts. Never rejects. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

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
