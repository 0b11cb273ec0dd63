import type { Screen } from '../../../shared/screen.ts';

/** The one screen there is, and who listens to it. */
export interface ScreenState {
  readonly current: Screen;
  show(change: Partial<Pick<Screen, 'view' | 'outcome' | 'canUndo'>>): void;
  /** Answers how to stop. */
  subscribe(listener: (screen: Screen) => void): () => void;
}

/** Starts on "Checking your mobile setup…". Every screen carries the epoch of its moment. */
export function createScreenState(epoch: () => number): ScreenState {
  const listeners = new Set<(screen: Screen) => void>();
  let shown: Omit<Screen, 'epoch'> = {
    view: { kind: 'checking' },
    outcome: null,
    canUndo: false,
    isChecking: false,
    authorization: null,
  };
  const current = (): Screen => ({ epoch: epoch(), ...shown });
  return {
    get current() {
      return current();
    },
    show(change) {
      shown = { ...shown, ...change };
      const screen = current();
      for (const listener of listeners) listener(screen);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
