import { setTimeout as delay } from 'node:timers/promises';
import { whoElseRuns, type RunningProgram } from '../electron/main/codexHome/index.ts';
import { takeLock } from '../electron/main/globalState/index.ts';
import type { Options } from './options.ts';
import type { CommandName, Outcome } from './report.ts';

const ASK_AGAIN_MS = 50;

/**
 * Runs `work` as the only writer of the state. Refused while the desktop app runs on it, and after the time-out where
 * another command is still at work; `--force` skips the first refusal and never the second.
 */
export async function whileOwningState(
  command: CommandName,
  { folder, force, full, signal }: Options,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const program = force ? null : await whoElseRuns(folder, full ? 'full' : 'write');
  if (program !== null) return refusedBy(command, detailOf(program));
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
    if (role === 'app') return refusedBy(command, `It's Mobile Setup, process ${pid}.`);
    if (signal.aborted) return refusedBy(command, `It's another mobile-setup, process ${pid}.`);
    await delay(ASK_AGAIN_MS);
  }
}

function refusedBy(command: CommandName, detail: string): Outcome {
  return { command, status: 'refused', reason: 'app-running', detail };
}

/** Which program it is, or that this can't be known. */
export function detailOf({ kind, name, pid }: RunningProgram): string {
  if (kind === 'unlisted') return "The system didn't say which programs are running, so one may be.";
  return `It's ${name}${pid === null ? '' : `, process ${pid}`}.`;
}
