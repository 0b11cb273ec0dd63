import { basename, resolve } from 'node:path';
import {
  findOldIdentity,
  type OldIdentity,
  putBackInstallationId,
  whoElseRuns,
} from '../../electron/main/codexHome/index.ts';
import { type GlobalState, openGlobalState, PAIRING_KEYS } from '../../electron/main/globalState/index.ts';
import { isPairedSince } from '../../electron/main/remoteControl/index.ts';
import type { Texts } from '../commandTable.ts';
import type { Options } from '../options.ts';
import { causeOf, IDENTITY_CHANGE, type Outcome } from '../report.ts';
import { refusedBy, withStateLock } from '../stateLock.ts';

const command = 'restore';

/**
 * Takes back the newest repair, or the one with the named backup, and with it the new identity that it gave this computer, unless the computer was
 * paired under that since; with `--exact` the old bytes come back whatever was saved since.
 */
export async function runRestore(options: Options): Promise<Outcome> {
  const { folder, force, exact = false, backup: named } = options;
  // A name alone is one of the folder; a path is read as the shell completes it.
  const isPath = named !== undefined && basename(named) !== named;
  const backup = isPath ? resolve(named) : named;
  // An app-server holds the identity that it began with.
  const need = findOldIdentity(folder, backup) === null ? 'write' : 'full';
  const program = force ? null : await whoElseRuns(folder, need);
  if (program !== null) return refusedBy(command, program);
  return withStateLock(command, options, async (): Promise<Outcome> => {
    const began = new Date();
    const state = await openGlobalState({ folder, access: 'write' });
    const identity = findOldIdentity(folder, backup);
    if (identity?.isAlone === true && (named !== undefined || !isPaired(state))) {
      return putBack(folder, identity, began, { command, status: 'restored', backup: identity.path });
    }
    const restored = outcomeOf(await state.restore({ backup, exact }));
    if (identity === null || identity.isAlone || restored.status !== 'restored') return restored;
    return isPairedSince(state, restored.backup ?? '')
      ? { ...restored, detail: IDENTITY_KEPT }
      : putBack(folder, identity, began, restored);
  });
}

function isPaired(state: GlobalState): boolean {
  return state.get([PAIRING_KEYS.environmentId]) !== undefined;
}

function outcomeOf(result: Awaited<ReturnType<GlobalState['restore']>>): Outcome {
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
function putBack(folder: string, identity: OldIdentity, began: Date, restored: Outcome): Outcome {
  try {
    putBackInstallationId(folder, identity, began);
    return { ...restored, changes: [IDENTITY_CHANGE], detail: OLD_IDENTITY };
  } catch {
    const detail = identity.isAlone ? null : REST_RESTORED;
    return { ...restored, status: 'refused', reason: 'identity-failed', detail };
  }
}

const OLD_IDENTITY: Texts = {
  en: 'This computer has its old identity again.',
  de: 'Dieser Computer hat wieder seine alte Identität.',
};
const IDENTITY_KEPT: Texts = {
  en: 'This computer keeps its new identity, because it was paired since.',
  de: 'Dieser Computer behält seine neue Identität, weil er seither gekoppelt wurde.',
};
const REST_RESTORED: Texts = {
  en: 'The rest of the repair was taken back.',
  de: 'Der Rest der Reparatur wurde rückgängig gemacht.',
};
