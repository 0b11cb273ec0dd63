import {
  MAIN_FILE,
  MIRROR_FILE,
  isJsonObject,
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

/**
 * The keys of the own ids that the files hold now, malformed entries included, and of a client whose authorization is under way: whatever an outbox says,
 * they live. `null` where the file that counts cannot be read.
 */
export function storedIds(state: Pick<GlobalState, 'read' | 'record'>): ReadonlySet<string> | null {
  const [main, mirror] = [state.read(MAIN_FILE), state.read(MIRROR_FILE)];
  if (main.kind === 'unreadable' || (main.kind === 'absent' && mirror.kind === 'unreadable')) return null;
  const ofFiles = [main, mirror].flatMap((reading): RemoteId[] => {
    if (reading.kind !== 'read') return [];
    const { enrollments, malformedEnrollments, environment } = readLocalPairing(MAIN_FILE, reading.value);
    return [
      ...enrollments.map(({ clientId }) => clientOf(clientId)),
      ...malformedEnrollments.flatMap(({ value }) => {
        const id = isJsonObject(value) ? value['clientId'] : null;
        return typeof id === 'string' ? clientOf(id) : [];
      }),
      ...(environment === null ? [] : [{ kind: 'environment' as const, id: environment.environmentId }]),
    ];
  });
  const underWay = state.record.controller.authorizations.flatMap((each) =>
    each.kind === 'needed' ? [] : clientOf(each.enrollment.clientId),
  );
  return new Set([...ofFiles, ...underWay].map(remoteIdKey));
}

function clientOf(id: string): RemoteId {
  return { kind: 'client', id };
}
