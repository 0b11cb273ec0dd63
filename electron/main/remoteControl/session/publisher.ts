import type { Screen } from '../../../shared/screen.ts';
import type { RemoteControlPorts } from '../ports.ts';
import { screenOf } from './screenOf.ts';
import type { SessionState } from './state.ts';

/** Tells what is on screen, whenever that is something else. */
export interface Publisher {
  /** As of now: what is left of a code, or of a pause, is counted from this moment. */
  readonly current: Screen;
  publish(): void;
  /** Returns how to unsubscribe. */
  subscribe(this: void, listener: (screen: Screen) => void): () => void;
}

/** Every screen carries the epoch of its moment. The controller half says its own part beside it. */
export function createPublisher(
  { state: globalState, clock }: Pick<RemoteControlPorts, 'state' | 'clock'>,
  session: { readonly state: () => SessionState; readonly pauseUntil: () => number | null },
): Publisher {
  const listeners = new Set<(screen: Screen) => void>();
  const screenAt = (now: number): Screen => ({
    epoch: globalState.epoch,
    ...screenOf(session.state(), { now, pauseUntil: session.pauseUntil() }),
    authorization: null,
  });
  // At the beginning of time a moment stands for itself: two screens that differ only in how much is left are one.
  const key = () => JSON.stringify(screenAt(0));
  let published = key();
  return {
    get current() {
      return screenAt(clock.monotonic());
    },
    publish() {
      const now = key();
      if (now === published) return;
      published = now;
      const screen = screenAt(clock.monotonic());
      for (const listener of listeners) listener(screen);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
