import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Options } from '../options.ts';
import type { Outcome } from '../report.ts';
import type { Ended } from '../run.ts';
import { runRepair } from './repair.ts';

/** What a launch does first: it removes what is proven gone. Whatever comes of that, the app is started. */
export async function repairBeforeLaunch(options: Options): Promise<Outcome> {
  return { ...(await runRepair(options)), command: 'launch' };
}

/** Starts the desktop app, waits for it and ends as it ends. With `isQuiet` its output goes to standard error. */
export async function launch([program = '', ...words]: readonly string[], isQuiet: boolean): Promise<Ended> {
  const child = spawn(program, words, { stdio: ['inherit', isQuiet ? 2 : 'inherit', 'inherit'] });
  const forward = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', ignore);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return { kind: 'exit', exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) };
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { kind: 'usage', message: `launch could not start '${program}' (${cause})` };
  } finally {
    process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', ignore);
  }
}

/** A terminal sends Ctrl-C to the app as well; the app decides what comes of it. */
function ignore(): void {}
