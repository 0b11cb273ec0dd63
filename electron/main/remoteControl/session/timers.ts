import type { Clock } from '../ports.ts';

/** Waits by name: one of each at the most. */
export interface Timers {
  /** `then` is called after so many milliseconds. A wait of that name that is under way ends without its call. */
  start(name: string, milliseconds: number, then: () => void): void;
  /** When the wait of that name is over, by the monotonic clock; `null` where there is none. */
  until(name: string): number | null;
  cancel(name: string): void;
  cancelAll(): void;
}

/** On the module's own clock, so that a test can look at all waits. */
export function createTimers(clock: Clock): Timers {
  const waits = new Map<string, { readonly controller: AbortController; readonly until: number }>();
  const cancel = (name: string): void => {
    waits.get(name)?.controller.abort();
    waits.delete(name);
  };
  const wait = async (name: string, milliseconds: number, then: () => void): Promise<void> => {
    const controller = new AbortController();
    waits.set(name, { controller, until: clock.monotonic() + milliseconds });
    await clock.wait(milliseconds, controller.signal);
    if (controller.signal.aborted) return;
    waits.delete(name);
    then();
  };
  return {
    start(name, milliseconds, then) {
      cancel(name);
      void wait(name, milliseconds, then);
    },
    until: (name) => waits.get(name)?.until ?? null,
    cancel,
    cancelAll() {
      for (const name of waits.keys()) cancel(name);
    },
  };
}
