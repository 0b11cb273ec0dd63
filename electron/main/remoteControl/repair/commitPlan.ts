import type { CommitResult, ControllerChange, GlobalState, HealRecord } from '../../globalState/index.ts';
import type { RepairPlan } from '../decide/plan.ts';

/** What a plan removes, as one text: the same dead ids again are the same cause. */
export function causeOf({ retire, edits }: RepairPlan): string {
  const ids = retire.map(({ kind, id }) => `${kind}:${id}`);
  return (ids.length > 0 ? ids : edits.map(({ path }) => path.join('.'))).toSorted().join(' ');
}

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

const PERIOD_MS = 60 * 60 * 1000;
const HEALS_A_PERIOD = 3;

/**
 * Whether another automatic heal may help: not for a cause that was healed within the hour, and not a fourth time in
 * an hour, whatever the causes. A healer that enrolls in a loop piles up environments (anthropics/claude-code#50884).
 */
export function mayHealAgain(heals: readonly HealRecord[], cause: string, now: number): boolean {
  const recent = heals.filter(
    ({ mode, at }) => mode === 'automatic' && Math.abs(now - Date.parse(at)) < PERIOD_MS,
  );
  return recent.length < HEALS_A_PERIOD && recent.every((heal) => heal.cause !== cause);
}
