import { setTimeout as delay } from 'node:timers/promises';
import { takeLock } from '../globalState/index.ts';

const ASK_AGAIN_MS = 50;
/** A command that repairs is done within its own time-out; a longer wait would only keep the window away. */
const COMMAND_MS = 5000;

/** The lock that says that the app runs on this `CODEX_HOME`. */
export interface AppLock {
  /**
   * Takes it, after a command that is at work has finished. `false`: another app, or a command that goes on, has it. A folder that
   * cannot be written has no lock, and no one else can hold it.
   */
  take(): Promise<boolean>;
  release(): void;
}

/** Nothing is taken at first. */
export function createAppLock(folder: string): AppLock {
  let release: (() => void) | null = null;
  return {
    async take() {
      const until = performance.now() + COMMAND_MS;
      for (;;) {
        const lock = takeLock(folder, 'app');
        if (lock.kind === 'held') release = lock.release;
        if (lock.kind !== 'taken') return true;
        if (lock.owner.role === 'app' || performance.now() > until) return false;
        await delay(ASK_AGAIN_MS);
      }
    },
    release: () => release?.(),
  };
}
