import { SECOND_READING_AFTER_MS, type Clock } from '../../electron/main/remoteControl/index.ts';

/** A clock that tells who waits. */
export interface TestClock extends Clock {
  /** The waits under way, each in milliseconds. */
  readonly waiting: readonly number[];
  /** Ends the waits of this length. */
  pass(milliseconds: number): void;
}

/** How much faster than real time the fast one is. */
const PACE = 50;

/** `fast`: waits end by themselves. `still`: they end by `pass`, except for the one between two readings of a check. */
export function createTestClock(kind: 'fast' | 'still'): TestClock {
  const waits = new Set<{ readonly milliseconds: number; readonly end: () => void }>();
  return {
    now: () => Date.now(),
    async wait(milliseconds, signal) {
      if (signal.aborted || (kind === 'still' && milliseconds === SECOND_READING_AFTER_MS)) return;
      await new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer);
          waits.delete(wait);
          resolve();
        };
        const wait = { milliseconds, end };
        waits.add(wait);
        const timer = kind === 'fast' ? setTimeout(end, milliseconds / PACE) : undefined;
        signal.addEventListener('abort', end);
      });
    },
    get waiting() {
      return [...waits].map(({ milliseconds }) => milliseconds);
    },
    pass(milliseconds) {
      for (const wait of waits) if (wait.milliseconds === milliseconds) wait.end();
    },
  };
}
