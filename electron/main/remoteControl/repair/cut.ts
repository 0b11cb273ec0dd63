import type { Reason } from '../../../shared/reasons.ts';
import {
  remoteIdKey,
  type CommitResult,
  type GlobalState,
  type HealRecord,
} from '../../globalState/index.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { discardedEnrollments } from '../decide/discard.ts';
import { causeOf, mayHealAgain } from '../decide/healLimit.ts';
import { isEmptyPlan, type RepairPlan } from '../decide/plan.ts';
import { commitPlan } from './commitPlan.ts';
import { aliveIds } from './liveIds.ts';

/** What a cut came to. */
export type Cut =
  | { readonly kind: 'nothing-to-cut' }
  | { readonly kind: 'cut'; readonly backup: string | null }
  /** It was healed before by itself and did not help: it is told, not repeated. */
  | { readonly kind: 'held' }
  | { readonly kind: 'failed'; readonly reason: Reason; readonly message: string | null };

/**
 * Removes what is planned from memory and disk, in one step, and takes the ids that the server has confirmed out of the
 * tombstones. Only an automatic one may be held: what a person asks for is done. `now` in Unix milliseconds.
 */
export async function cut(
  state: GlobalState,
  diagnosis: Diagnosis,
  planned: RepairPlan,
  { mode, now }: { readonly mode: HealRecord['mode']; readonly now: number },
): Promise<Cut> {
  state.liftTombstones(aliveIds(diagnosis, planned));
  if (isEmptyPlan(planned)) return { kind: 'nothing-to-cut' };
  const heals = state.record.heals.map((heal) => ({ ...heal, at: Date.parse(heal.at) }));
  const mayCut =
    mode !== 'automatic' || isFinishing(state, planned) || mayHealAgain(heals, causeOf(planned), now);
  if (!mayCut) return { kind: 'held' };
  const discarded = discardedEnrollments(planned, diagnosis.observation);
  const committed = await commitPlan(state, planned, mode, now, discarded);
  if (committed.kind === 'committed') return { kind: 'cut', backup: committed.backup };
  return { kind: 'failed', ...failureOf(committed) };
}

/**
 * Whether a plan only takes away what an earlier heal has retired already: it was in a mirror that could not be read then,
 * or another program wrote it back. That is no heal that did not help.
 */
function isFinishing({ record }: GlobalState, { retire }: RepairPlan): boolean {
  const retired = new Set(record.tombstones.map(remoteIdKey));
  return retire.length > 0 && retire.every((id) => retired.has(remoteIdKey(id)));
}

/** Why a commit did not happen, and its sentence where it has one. */
export function failureOf(result: Exclude<CommitResult, { kind: 'committed' }>): {
  readonly reason: Reason;
  readonly message: string | null;
} {
  switch (result.kind) {
    case 'mismatch':
    case 'state-changed':
      return { reason: 'state-changed', message: null };
    case 'unreadable':
      return { reason: 'state-unreadable', message: result.message };
    case 'write-failed':
      return { reason: 'write-failed', message: result.message };
    case 'closed':
      return { reason: 'write-failed', message: null };
  }
}
