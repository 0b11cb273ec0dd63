import { readCodexHome } from '../../electron/main/codexHome/index.ts';
import { openGlobalState, type RepairRecord } from '../../electron/main/globalState/index.ts';
import {
  check,
  type CheckResult,
  diagnosticsOf,
  findingsOf,
  isStale,
  pendingOf,
  statusFor,
} from '../../electron/main/remoteControl/index.ts';
import { recentRepairNotice } from '../recentRepair.ts';
import type { Options } from '../options.ts';
import { commandLinePorts, programShown } from '../ports.ts';
import { signInObstacle, unreadableCause, type Outcome } from '../report.ts';
import { networkErrorOf } from '../rows.ts';

/** Looks and touches nothing. */
export async function runCheck(options: Options): Promise<Outcome> {
  const state = await openGlobalState({ folder: options.folder });
  const [result, program] = await Promise.all([
    check(commandLinePorts(options, state), { signal: options.signal }),
    programShown(options),
  ]);
  const isUnsigned = result.kind === 'unchecked' && result.reason === 'signed-out';
  const signIn = isUnsigned ? signInObstacle(readCodexHome(options.folder).signIn) : null;
  return {
    ...outcomeOf(result, state.record),
    signIn,
    unreadable: unreadableCause(state),
    diagnostics: diagnosticsOf({ state, result }),
    seen: { result, program, signIn, mustAuthorize: mustAuthorize(result, state.record) },
  };
}

/** Whether this computer has to be authorized again, by a person. */
export function mustAuthorize(result: CheckResult, { controller }: RepairRecord): boolean {
  if (result.kind === 'diagnosed') return pendingOf(controller, result.diagnosis.observation) !== null;
  return result.kind === 'not-enrolled' && controller.authorizations.length > 0;
}

function outcomeOf(result: CheckResult, record: RepairRecord): Outcome {
  const command = 'check';
  const detail = recentRepairNotice(record, Date.now());
  switch (result.kind) {
    case 'not-enrolled':
      return { command, status: 'not-enrolled', detail };
    case 'unchecked':
      return { command, status: statusFor(result.reason), reason: result.reason, detail: result.message };
    case 'diagnosed': {
      const { reason } = result;
      const findings = findingsOf(result.diagnosis);
      const errorCode = networkErrorOf(result);
      if (reason !== null) {
        return {
          command,
          status: statusFor(reason),
          reason,
          findings,
          errorCode,
        };
      }
      if (findings.some(isStale)) return { command, status: 'stale', findings };
      return { command, status: 'healthy', findings, detail };
    }
  }
}
