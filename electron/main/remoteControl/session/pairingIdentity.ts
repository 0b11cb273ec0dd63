import { type GlobalState, type JsonValue, PAIRING_KEYS } from '../../globalState/index.ts';

/** Stores the identity that the app-server enrolled. What the server itself gave is confirmed: no tombstone, no deletion. */
export function storeIdentity(
  state: GlobalState,
  { environmentId, installationId }: { environmentId: string; installationId: string | null },
): void {
  state.liftTombstones([{ kind: 'environment', id: environmentId }]);
  state.completeDeletions(
    state.record.outbox.filter(({ kind, id }) => kind === 'environment' && id === environmentId),
  );
  set(state, PAIRING_KEYS.environmentId, environmentId);
  if (installationId !== null) set(state, PAIRING_KEYS.installationId, installationId);
}

/** A phone has claimed the code: the setup is done. */
export function storeConnectedPhone(state: GlobalState): void {
  set(state, PAIRING_KEYS.setupCompleted, true);
  set(state, PAIRING_KEYS.hasConnectedDevice, true);
}

/** Whether this computer has had a phone connected. */
export function hasConnectedPhone(state: Pick<GlobalState, 'get'>): boolean {
  return state.get([PAIRING_KEYS.setupCompleted]) === true;
}

function set(state: GlobalState, key: string, value: JsonValue): void {
  state.write({ path: [key], op: 'set', value, epoch: state.epoch });
}
