import type { Clock } from '../check.ts';
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
  return {
    later(retryAfterMs) {
      cancel();
      failures += 1;
      const controller = new AbortController();
      waiting = controller;
      void clock.wait(nextCheckMs(failures, retryAfterMs, random()), controller.signal).then(() => {
        if (waiting !== controller) return;
        waiting = null;
        checkAgain();
      });
    },
    done() {
      cancel();
      failures = 0;
    },
  };
}
