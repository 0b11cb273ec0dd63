import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 5;

/** Looks until `isSo`, or so many milliseconds; answers whether it came to be so. */
export async function until(isSo: () => boolean | Promise<boolean>, milliseconds = 15_000): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (!(await isSo())) {
    if (performance.now() > end) return false;
    await delay(EVERY_MS);
  }
  return true;
}
