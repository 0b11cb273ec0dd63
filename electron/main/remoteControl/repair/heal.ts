import type { ProblemReason } from '../../../shared/screen.ts';
import type { CommitResult, GlobalState, RemoteId } from '../../globalState/index.ts';
import { causeOf, commitPlan, mayHealAgain } from './commitPlan.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { aliveIds } from './liveIds.ts';
import { isEmptyPlan, plan, type RepairPlan } from '../decide/plan.ts';
import { withFreshAtoms } from '../session/withFreshAtoms.ts';

/** What an automatic heal came to. */
export type Heal =
  | { readonly kind: 'nothing-to-heal' }
  | { readonly kind: 'healed'; readonly plan: RepairPlan; readonly backup: string | null }
  /** It was healed before and did not help, or a repair was undone: it is told, not repeated. */
  | { readonly kind: 'held' }
  | { readonly kind: 'failed'; readonly reason: ProblemReason };

/** Removes what a diagnosis proves gone, in one step. The commit makes sure that nothing came between verdict and cut. */
export async function heal(
  state: GlobalState,
  diagnosis: Diagnosis,
  now: number,
  isHeld: boolean,
): Promise<Heal> {
  const planned = plan(withFreshAtoms(state, diagnosis), 'automatic');
  if (isHeld) return isEmptyPlan(planned) ? { kind: 'nothing-to-heal' } : { kind: 'held' };
  state.liftTombstones(aliveIds(diagnosis, planned));
  if (isEmptyPlan(planned)) return { kind: 'nothing-to-heal' };
  const mayHeal = isFinishing(state, planned) || mayHealAgain(state.record.heals, causeOf(planned), now);
  if (!mayHeal) return { kind: 'held' };
  const committed = await commitPlan(state, planned, 'automatic', now);
  if (committed.kind === 'committed') return { kind: 'healed', plan: planned, backup: committed.backup };
  return { kind: 'failed', reason: reasonOfFailure(committed) };
}

/**
 * Whether a plan only takes away what an earlier heal has retired already: it was in a mirror that could not be read then,
 * or another program wrote it back. That is no heal that did not help, and the owner of the file drops such ids anyway.
 */
function isFinishing({ record }: GlobalState, { retire }: RepairPlan): boolean {
  const isRetired = (id: RemoteId) =>
    record.tombstones.some((each) => each.kind === id.kind && each.id === id.id);
  return retire.length > 0 && retire.every(isRetired);
}

/** The screen for a commit that did not happen. */
export function reasonOfFailure({ kind }: Exclude<CommitResult, { kind: 'committed' }>): ProblemReason {
  if (kind === 'mismatch' || kind === 'state-changed') return 'state-changed';
  return kind === 'unreadable' ? 'state-unreadable' : 'write-failed';
}
