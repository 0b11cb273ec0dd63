import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 5;

/** Looks until `isSo`. `false`: it was not within so many milliseconds. */
export async function until(milliseconds: number, isSo: () => boolean): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (!isSo()) {
    if (performance.now() > end) return false;
    await delay(EVERY_MS);
  }
  return true;
}
