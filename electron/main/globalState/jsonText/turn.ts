import { setImmediate } from 'node:timers/promises';

/** Milliseconds that long work goes on without a break: a quarter of a frame, so that a window stays alive beside it. */
const TURN_MS = 4;

/** The time that long work has had without a break. By the clock: how much that is depends on the machine, and on what else it does. */
export class Turn {
  #start = performance.now();

  /** Lets everything else in the process go on, where the turn is over. */
  async endIfOver(): Promise<void> {
    if (performance.now() - this.#start < TURN_MS) return;
    await setImmediate();
    this.#start = performance.now();
  }
}
