import { basename, resolve } from 'node:path';
import {
  findOldIdentity,
  type OldIdentity,
  putBackInstallationId,
  whoElseRuns,
} from '../../electron/main/codexHome/index.ts';
import { openGlobalState } from '../../electron/main/globalState/index.ts';
import type { Texts } from '../commandTable.ts';
import type { Options } from '../options.ts';
import { causeOf, IDENTITY_CHANGE, type Outcome } from '../report.ts';
import { refusedBy, withStateLock } from '../stateLock.ts';

const command = 'restore';

/**
 * Takes back the newest repair, or the one with the named backup, and with it the new identity that it gave this computer; with `--exact` the
 * old bytes come back whatever was saved since.
 */
export async function runRestore(options: Options): Promise<Outcome> {
  const { folder, force, backup: named } = options;
  // A name alone is one of the folder; a path is read as the shell completes it.
  const isPath = named !== undefined && basename(named) !== named;
  const backup = isPath ? resolve(named) : named;
  // An app-server holds the identity that it began with.
  const need = findOldIdentity(folder, backup) === null ? 'write' : 'full';
  const program = force ? null : await whoElseRuns(folder, need);
  if (program !== null) return refusedBy(command, program);
  return withStateLock(command, options, async (): Promise<Outcome> => {
    const began = new Date();
    const identity = findOldIdentity(folder, backup);
    const restored: Outcome =
      identity?.isAlone === true
        ? { command, status: 'restored', backup: identity.path }
        : await restoreState(options, backup);
    if (identity === null || restored.status !== 'restored') return restored;
    return { ...restored, ...putBack(folder, identity, began) };
  });
}

async function restoreState(
  { folder, exact = false }: Options,
  backup: string | undefined,
): Promise<Outcome> {
  const state = await openGlobalState({ folder, access: 'write' });
  const result = await state.restore({ backup, exact });
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
}

/** What the identity adds to a restore. Where it can't be put back, the rest stays taken back, and the next try does what is left. */
function putBack(folder: string, identity: OldIdentity, began: Date): Partial<Outcome> {
  try {
    putBackInstallationId(folder, identity, began);
    return { changes: [IDENTITY_CHANGE], detail: OLD_IDENTITY };
  } catch {
    return { status: 'refused', reason: 'identity-failed', detail: identity.isAlone ? null : REST_RESTORED };
  }
}

const OLD_IDENTITY: Texts = {
  en: 'This computer has its old identity again.',
  de: 'Dieser Computer hat wieder seine alte Identität.',
};
const REST_RESTORED: Texts = {
  en: 'The rest of the repair was taken back.',
  de: 'Der Rest der Reparatur wurde rückgängig gemacht.',
};
