import type { Clock } from '../clock.ts';
import { nextCheckMs } from '../directory/retryPolicy.ts';

/** Brings an undecided check back later, ever more slowly. Idle while all is well: no timer then. */
export interface Recheck {
  later(retryAfterMs: number | null): void;
  /** All is known again; the next trouble starts with a short wait. */
  done(): void;
}

/** One timer at the most; a new one replaces it. */
export function createRecheck(clock: Clock, random: () => number, checkAgain: () => void): Recheck {
  let failures = 0;
  let waiting: AbortController | null = null;
  const cancel = () => {
    waiting?.abort();
    waiting = null;
  };
  const wait = async (milliseconds: number, controller: AbortController): Promise<void> => {
    await clock.wait(milliseconds, controller.signal);
    if (waiting !== controller) return;
    waiting = null;
    checkAgain();
  };
  return {
    later(retryAfterMs) {
      cancel();
      failures += 1;
      waiting = new AbortController();
      void wait(nextCheckMs(failures, retryAfterMs, random()), waiting);
    },
    done() {
      cancel();
      failures = 0;
    },
  };
}
