import { setTimeout } from 'node:timers/promises';
import type { StateChanged } from '../contract.ts';

/** How often a write is prepared that another program spoils, and the longest pause before the next time, in milliseconds. */
const ATTEMPTS = 8;
const PAUSE_MS = 40;

/** What the first attempt comes to that comes to anything; `null`: another program spoiled it. */
export async function attemptUntilDone<T>(
  attempt: (isRepeated: boolean) => Promise<T | null>,
): Promise<T | StateChanged> {
  for (let tries = 1; tries <= ATTEMPTS; tries += 1) {
    if (tries > 1) await setTimeout(Math.random() * PAUSE_MS);
    const result = await attempt(tries > 1);
    if (result !== null) return result;
  }
  return { kind: 'state-changed' };
}
