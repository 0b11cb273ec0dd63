import type { Outcome, PlanSummary, Removable } from '../../../shared/screen.ts';
import { type Edit, PAIRING_KEYS, type DeletionRole, type RemoteDeletion } from '../../globalState/index.ts';
import type { RepairPlan } from './plan.ts';

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
  const distinct = [...new Map(edits.map((edit) => [JSON.stringify(edit.path), edit])).values()];
  return [...count(distinct, whatOfEdit, 'computer'), ...count(remote, whatOfDeletion, 'account')];
}

/** The same of what was done, or is left to be done, as the result lists it. */
export function countsOf(edits: readonly Edit[], remote: readonly Deletion[]): Outcome['removed'] {
  const counted = [
    ...summarise({ mode: 'full', edits, retire: [], remote: [] }),
    ...count(remote, whatOfDeletion, 'account'),
  ];
  return counted.map(({ what, count: number }) => ({ what, count: number }));
}

type Deletion = Pick<RemoteDeletion, 'kind'> & { readonly role: DeletionRole };

function whatOfEdit({ path }: Edit): Removable {
  return WHAT.get(path[0]) ?? 'atom';
}

function whatOfDeletion({ role, kind }: Deletion): Removable {
  if (role !== 'own') return role === 'ghost' ? 'ghost-environment' : role;
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
