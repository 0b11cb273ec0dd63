import { FIRST_PAUSE_MS } from '../directory/retryPolicy.ts';
import type { Clock } from '../ports.ts';

/** A longer pause than this is left to the next repair, in milliseconds. */
const LONGEST_PAUSE_MS = 10_000;

/** One pause for everything that goes to the same server: exponential back-off with full jitter, and `Retry-After`. */
export interface SharedPause {
  /** Waits until the pause is over; `false` where that takes too long, was given up, or `signal` aborted. */
  isOver(): Promise<boolean>;
  /** Something failed. `retryAfterMs`: what the server asked for. */
  lengthen(retryAfterMs: number | null): void;
  /** Something worked: the next pause is a short one. */
  reset(): void;
  /** From now on it is never over. */
  giveUp(): void;
  /** Milliseconds that the server still wants to be left alone for; `null` where it did not ask. */
  readonly leftMs: number | null;
}

/** Not paused at first. */
export function createSharedPause(clock: Clock, signal: AbortSignal): SharedPause {
  let failures = 0;
  let notBefore = 0;
  let askedUntil: number | null = null;
  let isGivenUp = false;
  return {
    async isOver() {
      while (notBefore > clock.monotonic() && !signal.aborted && !isGivenUp) {
        if (notBefore - clock.monotonic() > LONGEST_PAUSE_MS) isGivenUp = true;
        else await clock.wait(notBefore - clock.monotonic(), signal);
      }
      return !signal.aborted && !isGivenUp;
    },
    lengthen(retryAfterMs) {
      // What fails during a pause was sent before it: one trouble, not several.
      if (notBefore <= clock.monotonic()) failures += 1;
      const longest = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
      const backoff = longest * Math.random();
      const until = clock.monotonic() + (retryAfterMs ?? backoff);
      notBefore = Math.max(notBefore, until);
      if (retryAfterMs !== null) askedUntil = Math.max(askedUntil ?? 0, until);
    },
    reset() {
      failures = 0;
    },
    giveUp() {
      isGivenUp = true;
    },
    get leftMs() {
      return askedUntil !== null && askedUntil > clock.monotonic() ? askedUntil - clock.monotonic() : null;
    },
  };
}
