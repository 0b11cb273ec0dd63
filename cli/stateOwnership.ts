import { setTimeout as delay } from 'node:timers/promises';
import { takeLock } from '../electron/main/globalState/lockFile.ts';
import type { Options } from './options.ts';
import type { CommandName, Outcome } from './report.ts';
import { findRunningApp, type RunningApp } from './runningApp.ts';

const ASK_AGAIN_MS = 50;

/**
 * Runs `work` as the only writer of the state: refused while the desktop app runs on it, and after the time-out where
 * another command holds it. `--force` skips both refusals, not the lock of a command that is at work.
 */
export async function whileOwningState(
  command: CommandName,
  { folder, force, signal }: Options,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const app = force ? null : findRunningApp(folder);
  if (app !== null) return refusedBy(command, app);
  for (;;) {
    const lock = takeLock(folder, 'command');
    if (lock.kind === 'held') {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    // A folder that takes no lock takes no state either, and that is said with its own reason.
    if (lock.kind === 'failed' || (force && lock.owner.role === 'app')) return work();
    if (signal.aborted || lock.owner.role === 'app') {
      return refusedBy(command, { name: 'another mobile-setup', pid: lock.owner.pid });
    }
    await delay(ASK_AGAIN_MS);
  }
}

function refusedBy(command: CommandName, { name, pid }: RunningApp): Outcome {
  return { command, status: 'refused', reason: 'app-running', detail: `It is ${name}, process ${pid}.` };
}
