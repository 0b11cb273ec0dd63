import type { Outcome, PlanSummary, Removable } from '../../../shared/screen.ts';
import { type Edit, PAIRING_KEYS } from '../../globalState/index.ts';
import type { PlannedDeletion, RepairPlan } from './plan.ts';

/** By the first key of the path; all else is an atom. */
const WHAT = new Map<string | undefined, Removable>([
  [PAIRING_KEYS.clientEnrollments, 'client-enrollment'],
  [PAIRING_KEYS.environmentId, 'environment'],
  [PAIRING_KEYS.installationId, 'installation-copy'],
  [PAIRING_KEYS.setupCompleted, 'setup-flag'],
  [PAIRING_KEYS.hasConnectedDevice, 'setup-flag'],
  [PAIRING_KEYS.addedEnvironmentIds, 'pointer'],
  [PAIRING_KEYS.selectedHostId, 'pointer'],
  [PAIRING_KEYS.autoConnectByHostId, 'pointer'],
]);

/** A plan for a person: kinds of things and how many. What stands in the file and in its mirror counts once. */
export function summarise({ edits, remote }: RepairPlan): PlanSummary['removals'] {
  return [
    ...count(
      [...new Map(edits.map((edit) => [JSON.stringify(edit.path), edit])).values()],
      whatOfEdit,
      'computer',
    ),
    ...count(remote, whatOfDeletion, 'account'),
  ];
}

/** What was removed, as the result lists it. */
export function removedBy(plan: RepairPlan): Outcome['removed'] {
  return summarise(plan).map(({ what, count: number }) => ({ what, count: number }));
}

function whatOfEdit({ path }: Edit): Removable {
  return WHAT.get(path[0]) ?? 'atom';
}

function whatOfDeletion({ role, kind }: PlannedDeletion): Removable {
  if (role === 'pending-client') return 'pending-client';
  return kind === 'client' ? 'own-client' : 'own-environment';
}

function count<T>(
  items: readonly T[],
  whatOf: (item: T) => Removable,
  where: 'computer' | 'account',
): PlanSummary['removals'] {
  const counts = new Map<Removable, number>();
  for (const item of items) counts.set(whatOf(item), (counts.get(whatOf(item)) ?? 0) + 1);
  return [...counts].map(([what, number]) => ({ what, where, count: number }));
}
