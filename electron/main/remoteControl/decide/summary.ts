import type { Outcome, RepairProposal, Removable } from '../../../shared/screen.ts';
import {
  pairingKindOf,
  type DeletionRole,
  type Edit,
  type PairingKind,
  type RemoteDeletion,
} from '../../globalState/index.ts';
import type { RepairPlan } from './plan.ts';

/** What a person is told of each kind of key. */
const WHAT: Readonly<Record<PairingKind, Removable>> = {
  enrollments: 'client-enrollment',
  environment: 'environment',
  installation: 'installation-copy',
  flag: 'setup-flag',
  host: 'pointer',
  'host-map': 'pointer',
  'environment-list': 'pointer',
  atoms: 'atom',
};

/** A plan for a person: kinds of things and how many. What stands in the file and in its mirror counts once. */
export function summarise({ edits, remote }: RepairPlan): RepairProposal['removals'] {
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
  return WHAT[pairingKindOf(path[0] ?? '') ?? 'atoms'];
}

function whatOfDeletion({ role, kind }: Deletion): Removable {
  if (role !== 'own') return role === 'ghost' ? 'ghost-environment' : role;
  return kind === 'client' ? 'own-client' : 'own-environment';
}

function count<T>(
  items: readonly T[],
  whatOf: (item: T) => Removable,
  where: 'computer' | 'account',
): RepairProposal['removals'] {
  const counts = new Map<Removable, number>();
  for (const item of items) counts.set(whatOf(item), (counts.get(whatOf(item)) ?? 0) + 1);
  return [...counts].map(([what, number]) => ({ what, where, count: number }));
}
