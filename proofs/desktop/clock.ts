import type { Clock } from '../../electron/main/remoteControl/index.ts';

/** The longest wait that passes at once; a check waits so long between its two readings. */
const LEAP_MS = 1000;

/** A clock on which waiting costs no time. */
export interface LeapingClock extends Clock {
  /** Moves it on by so many milliseconds. */
  advance(milliseconds: number): void;
}

/**
 * Starts at `now`, in Unix milliseconds. A wait of up to a second is over at once, and the clock has moved on by it; a
 * longer one, as before the next check or for the life of a code, ends only when it is cut short.
 */
export function createLeapingClock(now: number = Date.now()): LeapingClock {
  let passed = 0;
  const advance = (milliseconds: number) => {
    passed += milliseconds;
  };
  return {
    now: () => now + passed,
    advance,
    async wait(milliseconds, signal) {
      if (milliseconds <= LEAP_MS) return advance(milliseconds);
      if (signal.aborted) return;
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    },
  };
}
