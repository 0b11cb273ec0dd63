import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `isSo`, or so many milliseconds; answers whether it came to be so. */
export async function until(isSo: () => boolean, milliseconds = 15_000): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (!isSo()) {
    if (performance.now() > end) return false;
    await delay(20);
  }
  return true;
}
