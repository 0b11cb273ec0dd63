import { basename } from 'node:path';
import { readCodexHome } from '../../electron/main/codexHome/index.ts';
import { openGlobalState } from '../../electron/main/globalState/index.ts';
import {
  type CheckResult,
  diagnosticsOf,
  findingsOf,
  runRepair as runModuleRepair,
  standsInTheWay,
  statusFor,
  type RepairResult,
} from '../../electron/main/remoteControl/index.ts';
import type { Texts } from '../commandTable.ts';
import { joined } from '../details.ts';
import { recentRepairNotice } from '../recentRepair.ts';
import type { Options } from '../options.ts';
import { repairPorts } from '../ports.ts';
import {
  changesOf,
  hasDone,
  IDENTITY_CHANGE,
  type Outcome,
  signInObstacle,
  unreadableCause,
} from '../report.ts';
import { networkErrorOf } from '../rows.ts';
import { withStateLock } from '../stateLock.ts';

const command = 'repair';

/** Removes what is proven gone, or with `--full` all of this computer's own pairing, and reports what was done. */
export async function runRepair(options: Options): Promise<Outcome> {
  return withStateLock(command, options, async () => {
    const state = await openGlobalState({ folder: options.folder, access: 'write' });
    try {
      const { full, newIdentity, signal } = options;
      const result = await runModuleRepair(repairPorts(options, state), {
        mode: full ? 'full' : 'repair',
        reading: null,
        confirmed: null,
        newIdentity,
        signal,
        onStep: () => {},
      });
      const detail = recentRepairNotice(state.record, Date.now());
      const reading = readingOf(result);
      const signIn = signInObstacle(readCodexHome(options.folder).signIn);
      return {
        ...(result.kind === 'done' ? report(result, full) : nothingDone(result, detail)),
        errorCode: reading === null ? null : networkErrorOf(reading),
        signIn,
        unreadable: unreadableCause(state),
        diagnostics: diagnosticsOf({ state, result: reading }),
      };
    } finally {
      await state.close();
    }
  });
}

/** The reading that a repair went by, for a bug report. */
function readingOf(result: RepairResult): CheckResult | null {
  const diagnosis = result.kind === 'done' || result.kind === 'refused' ? result.diagnosis : null;
  if (diagnosis === null || !('reason' in result)) return null;
  return { kind: 'diagnosed', diagnosis, reason: result.reason, retryAfterMs: null };
}

function nothingDone(result: Exclude<RepairResult, { kind: 'done' }>, healed: Texts | null): Outcome {
  if (result.kind !== 'refused') return { command, status: 'not-enrolled', detail: healed };
  const { reason, message, program, diagnosis } = result;
  const findings = diagnosis === null ? [] : findingsOf(diagnosis);
  return { command, status: statusFor(reason), reason, findings, detail: message, program };
}

function report(result: Extract<RepairResult, { kind: 'done' }>, isFull: boolean): Outcome {
  const { diagnosis, plan, backup, identity, drained, reason, isEnrolled } = result;
  const changes = [...changesOf(plan.edits), ...(identity === null ? [] : [IDENTITY_CHANGE])];
  const remote = drained.deletions.map(({ kind, id, outcome }) => ({ kind, id, outcome }));
  const nothingToDo = isEnrolled ? 'nothing-to-repair' : 'not-enrolled';
  const clear = hasDone({ changes, remote }) ? 'repaired' : nothingToDo;
  return {
    command,
    status: standsInTheWay(reason) ? statusFor(reason) : clear,
    reason,
    findings: findingsOf(diagnosis),
    changes,
    remote,
    backup,
    isFull,
    detail: joined(identity && identityKept(basename(identity.backup)), leftIn(drained)),
  };
}

function identityKept(name: string): Texts {
  return { en: `The old identity is kept in ${name}.`, de: `Die alte Identität ist in ${name} aufgehoben.` };
}

/** What is still to be done, how much of it and when. */
function leftIn({
  deletions,
  retryAfterMs,
}: Extract<RepairResult, { kind: 'done' }>['drained']): Texts | null {
  const left = deletions.filter(({ outcome }) => outcome === 'queued').length;
  if (left === 0) return null;
  const ofAll = { en: `${left} of ${deletions.length}`, de: `${left} von ${deletions.length}` };
  const seconds = retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1000);
  return {
    en: [
      `${ofAll.en} could not be deleted at the server yet and ${left === 1 ? 'is' : 'are'} kept for the next repair.`,
      ...(seconds === null ? [] : [`Wait ${seconds} s, then run the command again.`]),
    ].join(' '),
    de: [
      `${ofAll.de} ${left === 1 ? 'konnte' : 'konnten'} auf dem Server noch nicht gelöscht werden; das holt die nächste Reparatur nach.`,
      ...(seconds === null ? [] : [`Warten Sie ${seconds} s, dann rufen Sie den Befehl noch einmal auf.`]),
    ].join(' '),
  };
}
