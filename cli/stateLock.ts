import { setTimeout as delay } from 'node:timers/promises';
import type { RunningProgram } from '../electron/main/codexHome/index.ts';
import { takeLock } from '../electron/main/globalState/index.ts';
import type { Options } from './options.ts';
import type { Outcome, ReportCommand } from './report.ts';

const ASK_AGAIN_MS = 50;

/**
 * Runs `work` as the only writer of the state. Refused while our app holds the lock, or a process that can't be looked at from
 * here, which `--force` overrules, and where another command is still at work when the time is over, which nothing overrules.
 */
export async function withStateLock(
  command: ReportCommand,
  { folder, force, signal }: Options,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
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
    const { role, pid, isVerified } = lock.owner;
    if (force && (role === 'app' || !isVerified)) return work();
    if (role !== 'command') return refusedBy(command, { kind: 'our-app', name: 'Mobile Setup', pid });
    if (signal.aborted) return refusedBy(command, { kind: 'our-app', name: 'mobile-setup', pid });
    await delay(ASK_AGAIN_MS);
  }
}

/** The refusal because of a program that runs. */
export function refusedBy(command: ReportCommand, program: RunningProgram): Outcome {
  return { command, status: 'refused', reason: 'app-running', program };
}
