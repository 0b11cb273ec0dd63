import {
  MAIN_FILE,
  MIRROR_FILE,
  remoteIdKey,
  type GlobalState,
  type RemoteId,
} from '../../globalState/index.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { readLocalPairing } from '../decide/localPairing.ts';
import type { RepairPlan } from '../decide/plan.ts';

/** The stored ids that the server confirmed and that stay: a tombstone of theirs is lifted. */
export function aliveIds(
  { enrollments, environments }: Diagnosis,
  { retire }: RepairPlan,
): readonly RemoteId[] {
  const going = new Set(retire.map(({ id }) => id));
  const alive: RemoteId[] = [
    ...enrollments
      .filter(({ verdict }) => verdict.kind === 'alive')
      .map(({ entry }) => ({ kind: 'client' as const, id: entry.clientId })),
    ...[...environments]
      .filter(([, verdict]) => verdict.kind === 'alive')
      .map(([id]) => ({ kind: 'environment' as const, id })),
  ];
  return alive.filter(({ id }) => !going.has(id));
}

/** The keys of the own ids that the files hold now: whatever an outbox says, they live. */
export function storedIds(state: Pick<GlobalState, 'read'>): ReadonlySet<string> {
  const ids = ([MAIN_FILE, MIRROR_FILE] as const).flatMap((file): RemoteId[] => {
    const reading = state.read(file);
    if (reading.kind !== 'read') return [];
    const { enrollments, environment } = readLocalPairing(file, reading.value);
    return [
      ...enrollments.map(({ clientId }) => ({ kind: 'client' as const, id: clientId })),
      ...(environment === null ? [] : [{ kind: 'environment' as const, id: environment.environmentId }]),
    ];
  });
  return new Set(ids.map(remoteIdKey));
}
