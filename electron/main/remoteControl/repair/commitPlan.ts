import type { CommitResult, ControllerChange, GlobalState, HealRecord } from '../../globalState/index.ts';
import { causeOf } from '../decide/healLimit.ts';
import type { RepairPlan } from '../decide/plan.ts';

/** Commits a plan: edits, tombstones, outbox, what becomes of the controller half, and the record of the heal in one step. */
export function commitPlan(
  state: Pick<GlobalState, 'commit'>,
  plan: RepairPlan,
  mode: HealRecord['mode'],
  now: number,
  controller: readonly ControllerChange[] = [],
): Promise<CommitResult> {
  return state.commit({
    edits: plan.edits,
    retire: plan.retire,
    outbox: plan.remote,
    heal: { at: new Date(now).toISOString(), mode, cause: causeOf(plan), removed: plan.edits.length },
    controller,
  });
}
