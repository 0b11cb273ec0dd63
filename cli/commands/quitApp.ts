import { setTimeout as delay } from 'node:timers/promises';
import { whoElseRuns, type RunningProgram } from '../../electron/main/codexHome/index.ts';
import { askToQuit, howToOpen, openAgain } from '../desktopApp.ts';
import type { Options } from '../options.ts';
import type { Outcome } from '../report.ts';
import { refusedBy } from '../stateLock.ts';
import { runRepair } from './repair.ts';

const ASK_AGAIN_MS = 200;

/**
 * Asks the desktop app to quit, waits for that, repairs, and opens it again, whatever came of the repair. An app that stays
 * (it may be asking its person something) is left alone, and nothing is changed.
 */
export async function repairWithoutApp(options: Options): Promise<Outcome> {
  const program = await whoElseRuns(options.folder, 'write');
  if (program === null) return runRepair(options);
  if (program.pid === null) return refusedBy('repair', program);
  const way = await howToOpen(program.pid);
  await askToQuit(program.pid);
  const left = await waitUntilGone(options);
  if (left !== null) return refusedBy('repair', left);
  try {
    return await runRepair(options);
  } finally {
    if (way !== null) await openAgain(way);
  }
}

async function waitUntilGone({ folder, signal }: Options): Promise<RunningProgram | null> {
  for (;;) {
    const running = await whoElseRuns(folder, 'write');
    if (running === null || signal.aborted) return running;
    await delay(ASK_AGAIN_MS);
  }
}
