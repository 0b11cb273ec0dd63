import { setTimeout as delay } from 'node:timers/promises';
import { takeLock, type LockResult } from '../globalState/index.ts';

const ASK_AGAIN_MS = 50;
/** A command that repairs is done within its own time-out; a longer wait would only keep the window away. */
const PATIENCE_MS = 5000;

/** Takes the lock that tells commands that the app runs, after a command that is at work has finished. */
export async function waitForLock(folder: string): Promise<LockResult> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const lock = takeLock(folder, 'app');
    if (lock.kind !== 'taken' || performance.now() > until) return lock;
    await delay(ASK_AGAIN_MS);
  }
}
