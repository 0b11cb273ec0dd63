import { MAIN_FILE, MIRROR_FILE, type GlobalState, type RemoteId } from '../../globalState/index.ts';
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

/** The own ids that the files hold now, and the environment that is connected: whatever an outbox says, they live. */
export function idsInUse(
  state: Pick<GlobalState, 'read'>,
  connectedEnvironmentId: string | null,
): ReadonlySet<string> {
  const ids = ([MAIN_FILE, MIRROR_FILE] as const).flatMap((file) => {
    const reading = state.read(file);
    if (reading.kind !== 'read') return [];
    const { enrollments, environment } = readLocalPairing(file, reading.value);
    return [...enrollments.map(({ clientId }) => clientId), environment?.environmentId ?? []].flat();
  });
  return new Set([...ids, connectedEnvironmentId ?? []].flat());
}
