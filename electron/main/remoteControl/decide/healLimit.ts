import type { HealRecord } from '../../globalState/index.ts';
import type { RepairPlan } from './plan.ts';

/** A heal of before; `at` in Unix milliseconds. */
export interface PastHeal extends Pick<HealRecord, 'mode' | 'cause'> {
  readonly at: number;
}

const PERIOD_MS = 60 * 60 * 1000;
const HEALS_A_PERIOD = 3;

/** What a plan removes, as one text: the same dead ids again are the same cause. */
export function causeOf({ retire, edits }: RepairPlan): string {
  const ids = retire.map(({ kind, id }) => `${kind}:${id}`);
  return (ids.length > 0 ? ids : edits.map(({ path }) => path.join('.'))).toSorted().join(' ');
}

/**
 * Whether another automatic heal may help: not for a cause that was healed within the hour, and not a fourth time in
 * an hour, whatever the causes; `now` in Unix milliseconds. A healer that enrolls in a loop piles up environments
 * (anthropics/claude-code#50884).
 */
export function mayHealAgain(heals: readonly PastHeal[], cause: string, now: number): boolean {
  const recent = heals.filter(({ mode, at }) => mode === 'automatic' && Math.abs(now - at) < PERIOD_MS);
  return recent.length < HEALS_A_PERIOD && recent.every((heal) => heal.cause !== cause);
}
