import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCodexHome } from '../../electron/main/codexHome/index.ts';
import { type GlobalState, openGlobalState } from '../../electron/main/globalState/index.ts';
import {
  check,
  type CheckResult,
  decideRepair,
  diagnosticsOf,
  findingsOf,
  isStale,
  openDeletions,
  standsInTheWay,
  statusFor,
} from '../../electron/main/remoteControl/index.ts';
import type { Texts } from '../commandTable.ts';
import { recentRepairNotice } from '../recentRepair.ts';
import type { Options } from '../options.ts';
import { mustAuthorize } from './check.ts';
import { commandLinePorts, programShown } from '../ports.ts';
import {
  changesOf,
  IDENTITY_CHANGE,
  type Outcome,
  type RemoteChange,
  type Status,
  signInObstacle,
  unreadableCause,
} from '../report.ts';
import { networkErrorOf } from '../rows.ts';

const command = 'repair';

/** Says what `repair` would do, and writes nothing. */
export async function runDryRun(options: Options): Promise<Outcome> {
  const state = await openGlobalState({ folder: options.folder });
  const includeUnpaired = options.full || state.record.outbox.length > 0;
  const [result, program] = await Promise.all([
    check(commandLinePorts(options, state), { signal: options.signal, includeUnpaired }),
    programShown(options),
  ]);
  const signIn = signInObstacle(readCodexHome(options.folder).signIn);
  return {
    ...planned(options, state, result),
    errorCode: networkErrorOf(result),
    signIn,
    unreadable: unreadableCause(state),
    diagnostics: diagnosticsOf({ state, result }),
    seen: { result, program, signIn, mustAuthorize: mustAuthorize(result, state.record) },
  };
}

function planned(options: Options, state: GlobalState, result: CheckResult): Outcome {
  const decision = decideRepair(result, options.full ? 'full' : 'repair', {
    newIdentity: options.newIdentity,
  });
  switch (decision.kind) {
    case 'not-enrolled':
      return { command, status: 'not-enrolled', detail: recentRepairNotice(state.record, Date.now()) };
    case 'refused': {
      const { reason, message: detail, diagnosis } = decision;
      const findings = diagnosis === null ? [] : findingsOf(diagnosis);
      return { command, status: statusFor(reason), reason, findings, detail };
    }
    case 'act': {
      const { diagnosis, reason, plan, isEnrolled } = decision;
      const findings = findingsOf(diagnosis);
      const isRotated = options.newIdentity && existsSync(join(options.folder, 'installation_id'));
      const changes = [...changesOf(plan.edits), ...(isRotated ? [IDENTITY_CHANGE] : [])];
      const remote = openDeletions(state, diagnosis, plan).map(({ kind, id }): RemoteChange => ({
        kind,
        id,
        outcome: 'planned',
      }));
      const known = (): Status => {
        if (!isEnrolled) return 'not-enrolled';
        if (findings.some(isStale)) return 'stale';
        return changes.length + remote.length === 0 ? 'nothing-to-repair' : 'healthy';
      };
      const status = standsInTheWay(reason) ? statusFor(reason) : known();
      const isOfServer = changes.length === 0 && remote.length > 0;
      const detail = isOfServer ? wouldDelete(remote.length) : null;
      return { command, status, reason, findings, changes, remote, detail, isPlan: true };
    }
  }
}

/** Here nothing would change, and the sentence about here would not say that something would at the server. */
function wouldDelete(count: number): Texts {
  return {
    en: `A repair would ask the server to delete ${count} ${count === 1 ? 'entry' : 'entries'} there.`,
    de: `Eine Reparatur würde den Server bitten, ${count} ${count === 1 ? 'Eintrag' : 'Einträge'} dort zu löschen.`,
  };
}
