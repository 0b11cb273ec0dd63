import { SECOND_READING_AFTER_MS, type Clock } from '../../electron/main/remoteControl/index.ts';

/** A clock for tests that tells who waits, and that the test can move. */
export interface TestClock extends Clock {
  /** The waits under way, each in milliseconds. */
  readonly waiting: readonly number[];
  /** Ends the waits of this length. */
  pass(milliseconds: number): void;
  /** Moves the clock on by so many milliseconds without ending a wait. */
  advance(milliseconds: number): void;
  /** Sets what the computer believes the time is so much later (or earlier); nothing that is measured may notice. */
  setWallClock(byMilliseconds: number): void;
}

/**
 * When a wait is over.
 * - `still`: by `pass` alone, except for the one between the two readings of a check, which costs nothing.
 * - `leaping`: one of up to a second at once, and the clock has moved on by it; a longer one by `pass` alone.
 * - `hurried`: each after one turn of the loop, and the clock has moved on by it.
 * - a number: after a real timer, so many times as fast as real time. A wait that is left behind shows.
 */
export type Pace = 'still' | 'leaping' | 'hurried' | number;

/** What `fast` in the tests of the module means. */
export const FAST = 50;

/** Starts at `start`, in Unix milliseconds. */
export function createTestClock(pace: Pace, start: number = Date.now()): TestClock {
  const waits = new Set<{ readonly milliseconds: number; readonly end: () => void }>();
  const startedAt = performance.now();
  let passed = 0;
  let wallClock = 0;
  const speed = typeof pace === 'number' ? pace : 0;
  const monotonic = () => passed + (performance.now() - startedAt) * speed;
  const advance = (milliseconds: number) => {
    passed += milliseconds;
  };

  const waitReally = (milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        waits.delete(wait);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const wait = { milliseconds, end };
      waits.add(wait);
      const timer = speed > 0 ? setTimeout(end, Math.ceil(milliseconds / speed)) : undefined;
      signal.addEventListener('abort', end);
    });

  return {
    now: () => start + wallClock + monotonic(),
    monotonic,
    async wait(milliseconds, signal) {
      if (signal.aborted || (pace === 'still' && milliseconds === SECOND_READING_AFTER_MS)) return;
      if (pace === 'leaping' && milliseconds <= SECOND_READING_AFTER_MS) return advance(milliseconds);
      if (pace !== 'hurried') return waitReally(milliseconds, signal);
      advance(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
    },
    get waiting() {
      return [...waits].map(({ milliseconds }) => milliseconds);
    },
    pass(milliseconds) {
      advance(milliseconds);
      for (const wait of waits) if (wait.milliseconds === milliseconds) wait.end();
    },
    advance,
    setWallClock(byMilliseconds) {
      wallClock += byMilliseconds;
    },
  };
}
