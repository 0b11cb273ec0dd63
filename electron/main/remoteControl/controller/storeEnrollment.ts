import {
  isJsonObject,
  MAIN_FILE,
  MIRROR_FILE,
  PAIRING_KEYS,
  type Authorization,
  type DeviceEnrollment,
  type Edit,
  type GlobalState,
  type JsonValue,
} from '../../globalState/index.ts';
import { isTaken, mapKeyFor, storedOf, type Owner } from './pending.ts';

/**
 * What storing a proven enrollment came to. `superseded`: another program has stored one of its own meanwhile. `taken`: its place
 * holds what is another account's.
 */
export type StoredEnrollment = 'stored' | 'superseded' | 'taken' | 'failed';

/**
 * Puts a proven enrollment into the state file and its mirror, under the text of the old map key, and closes the authorization, in
 * one commit. What the server has just proven is no dead id: its tombstone and its deletion go, and `now` (unix milliseconds) is noted.
 */
export async function storeEnrollment(
  state: Pick<
    GlobalState,
    'read' | 'record' | 'refresh' | 'commit' | 'liftTombstones' | 'completeDeletions' | 'changeController'
  >,
  owner: Owner,
  pending: Authorization,
  enrollment: DeviceEnrollment,
  now: number,
): Promise<StoredEnrollment> {
  await state.refresh();
  const stored = storedOf(state, owner);
  if (stored.some(({ clientId }) => clientId === enrollment.clientId)) {
    state.changeController([{ kind: 'drop', place: pending }]);
    return 'stored';
  }
  if (stored.length > 0) return 'superseded';
  const mapKey = mapKeyFor(pending, owner.account, enrollment.accountUserId);
  if (isTaken(state, mapKey)) return 'taken';

  state.liftTombstones([{ kind: 'client', id: enrollment.clientId }]);
  state.completeDeletions(
    state.record.outbox.filter(({ kind, id }) => kind === 'client' && id === enrollment.clientId),
  );
  const value = valueOf(enrollment);
  const committed = await state.commit({
    edits: editsOf(state, [PAIRING_KEYS.clientEnrollments, mapKey], value),
    retire: [],
    outbox: [],
    heal: null,
    controller: [
      { kind: 'drop', place: pending },
      {
        kind: 'enrolled',
        client: { clientId: enrollment.clientId, at: new Date(now).toISOString() },
      },
    ],
  });
  return committed.kind === 'committed' ? 'stored' : 'failed';
}

/** Exactly what the desktop app stores (controller.md 6): a key store may say more of a key. */
function valueOf(enrollment: DeviceEnrollment): JsonValue {
  const { accountUserId, algorithm, clientId, keyId, protectionClass, publicKeySpkiDerBase64 } = enrollment;
  return { accountUserId, algorithm, clientId, keyId, protectionClass, publicKeySpkiDerBase64 };
}

/** The main file always, and a mirror that can be read and has a free place for it. */
function editsOf(state: Pick<GlobalState, 'read'>, path: Edit['path'], value: JsonValue): Edit[] {
  const [top = '', key = ''] = path;
  return ([MAIN_FILE, MIRROR_FILE] as const).flatMap((file): Edit[] => {
    const reading = state.read(file);
    if (file === MIRROR_FILE && reading.kind !== 'read') return [];
    const entries = reading.kind === 'read' ? reading.value[top] : undefined;
    const expected = isJsonObject(entries) ? entries[key] : undefined;
    const isFree = (expected ?? null) === null && (entries === undefined || isJsonObject(entries));
    return file === MIRROR_FILE && !isFree ? [] : [{ file, path, op: 'set', expected, value }];
  });
}
