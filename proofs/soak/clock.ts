import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../electron/main/remoteControl/index.ts';

/** How many times as fast as real time its waits are over. */
const PACE = 40;

/** The app's own clock, hurried: its waits are real timers, so that one which is left behind shows. */
export const pacedClock: Clock = {
  now: () => Date.now(),
  wait: async (milliseconds, signal) => {
    await delay(Math.ceil(milliseconds / PACE), undefined, { signal }).catch(() => undefined);
  },
};
