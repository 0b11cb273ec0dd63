import type { GlobalState, RemoteDeletion } from '../../electron/main/globalState/index.ts';
import {
  check,
  type Diagnosis,
  outboxOf,
  findingsOf,
  type Finding,
  holdsPairing,
  mayRepairFully,
  plan,
  type RepairPlan,
  statusFor,
} from '../../electron/main/remoteControl/index.ts';
import type { Reason } from '../../electron/shared/reasons.ts';
import { healedLately } from '../healedLately.ts';
import type { Options } from '../options.ts';
import { commandLinePorts } from '../ports.ts';
import type { Outcome } from '../report.ts';

/** What a repair would do now. */
export type Decision =
  /** Nothing can or need be done, and the outcome says why. */
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | {
      readonly kind: 'act';
      readonly diagnosis: Diagnosis;
      /** The worst that keeps an id of this computer unknown. */
      readonly reason: Reason | null;
      readonly plan: RepairPlan;
      readonly findings: readonly Finding[];
      /** Whether there is any pairing here, of whichever account. */
      readonly isEnrolled: boolean;
    };

/** Checks and plans. With `--full` or an outbox the server is asked even where nothing is stored here. Writes nothing. */
export async function decideRepair(options: Options, state: GlobalState): Promise<Decision> {
  const command = 'repair';
  const result = await check(commandLinePorts(options, state), {
    signal: options.signal,
    evenWithoutPairing: options.full || state.record.outbox.length > 0,
  });
  const notEnrolled: Decision = {
    kind: 'outcome',
    outcome: { command, status: 'not-enrolled', detail: healedLately(state.record, Date.now()) },
  };
  switch (result.kind) {
    case 'not-enrolled':
      return notEnrolled;
    case 'unchecked': {
      const { reason, isEnrolled, message: detail } = result;
      if (!isEnrolled) return notEnrolled;
      return { kind: 'outcome', outcome: { command, status: statusFor(reason), reason, detail } };
    }
    case 'diagnosed': {
      const { diagnosis } = result;
      const isEnrolled = diagnosis.observation.local.some(holdsPairing);
      const reason = isEnrolled ? result.reason : null;
      const findings = findingsOf(diagnosis);
      if (options.full && reason !== null && !mayRepairFully(reason)) {
        return { kind: 'outcome', outcome: { command, status: statusFor(reason), reason, findings } };
      }
      const planned = plan(diagnosis, options.full ? 'full' : 'automatic');
      return { kind: 'act', diagnosis, reason, plan: planned, findings, isEnrolled };
    }
  }
}

/** What a repair would ask the server to delete: what an earlier one has left, and what is planned, each once. */
export function openDeletions(
  state: Pick<GlobalState, 'record'>,
  { observation }: Diagnosis,
  { remote }: RepairPlan,
): readonly RemoteDeletion[] {
  const deletions = [...outboxOf(state.record.outbox, observation), ...remote];
  return [...new Map(deletions.map((deletion) => [`${deletion.kind}\n${deletion.id}`, deletion])).values()];
}
