import type { Outcome } from '../../../shared/screen.ts';
import { countsOf } from '../decide/summary.ts';
import type { RepairResult } from './runRepair.ts';

/** What a repair has removed, and what is still to be done: kinds of things and how many, as the screen lists them. */
export function removedAndLeft({
  plan,
  drained: { deletions },
}: Pick<Extract<RepairResult, { kind: 'done' }>, 'plan' | 'drained'>): Pick<Outcome, 'removed' | 'left'> {
  return {
    removed: countsOf(
      plan.edits,
      deletions.filter(({ outcome }) => outcome === 'deleted'),
    ),
    left: countsOf(
      [],
      deletions.filter(({ outcome }) => outcome === 'queued'),
    ),
  };
}
