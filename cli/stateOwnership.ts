import { setTimeout as delay } from 'node:timers/promises';
import { takeLock } from '../electron/main/globalState/index.ts';
import type { Options } from './options.ts';
import type { CommandName, Outcome } from './report.ts';
import { findRunningApp, type RunningApp } from './runningApp.ts';

const ASK_AGAIN_MS = 50;

/**
 * Runs `work` as the only writer of the state. Refused while the desktop app runs on it, and after the time-out where
 * another command is still at work; `--force` skips the first refusal and never the second.
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
    // Where no lock can be made, most likely nothing can be written either: the write says so with its own reason.
    if (lock.kind === 'failed') return work();
    const { role, pid } = lock.owner;
    if (role === 'app' && force) return work();
    if (role === 'app') return refusedBy(command, { name: 'Mobile Setup', pid });
    if (signal.aborted) return refusedBy(command, { name: 'another mobile-setup', pid });
    await delay(ASK_AGAIN_MS);
  }
}

function refusedBy(command: CommandName, { name, pid }: RunningApp): Outcome {
  return { command, status: 'refused', reason: 'app-running', detail: `It is ${name}, process ${pid}.` };
}
