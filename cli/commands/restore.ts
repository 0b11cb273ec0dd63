import { basename, resolve } from 'node:path';
import { whoElseRuns } from '../../electron/main/codexHome/index.ts';
import { openGlobalState } from '../../electron/main/globalState/index.ts';
import type { Options } from '../options.ts';
import { causeOf, type Outcome } from '../report.ts';
import { refusedBy, withStateLock } from '../stateLock.ts';

/** Takes back the newest repair, or the one with the named backup; with `--exact` the old bytes come back whatever was saved since. */
export async function runRestore(options: Options): Promise<Outcome> {
  const command = 'restore';
  const program = options.force ? null : await whoElseRuns(options.folder, 'write');
  if (program !== null) return refusedBy(command, program);
  return withStateLock(command, options, async (): Promise<Outcome> => {
    const state = await openGlobalState({ folder: options.folder, access: 'write' });
    const { backup, exact = false } = options;
    // A name alone is one of the folder; a path is read as the shell completes it.
    const isPath = backup !== undefined && basename(backup) !== backup;
    const result = await state.restore({ backup: isPath ? resolve(backup) : backup, exact });
    switch (result.kind) {
      case 'restored':
        return { command, status: 'restored', backup: result.backup };
      case 'no-backup':
        return { command, status: 'refused', reason: 'no-backup', detail: result.message };
      case 'state-changed':
        return { command, status: 'refused', reason: 'state-changed' };
      case 'unreadable':
        return {
          command,
          status: 'refused',
          reason: 'state-unreadable',
          detail: result.message,
          unreadable: causeOf(result),
        };
      case 'write-failed':
      case 'closed':
        return {
          command,
          status: 'refused',
          reason: 'write-failed',
          detail: result.kind === 'closed' ? null : result.message,
        };
    }
  });
}
