import type { Clock } from '../../electron/main/remoteControl/index.ts';

/** Every wait is over after one turn of the loop, and the clock has moved on by it: all that can happen later happens soon. */
export function createHurriedClock(): Clock {
  let now = Date.now();
  return {
    now: () => now,
    async wait(milliseconds, signal) {
      if (signal.aborted) return;
      now += milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
