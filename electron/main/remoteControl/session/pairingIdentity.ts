import type { ProblemReason } from '../../../shared/screen.ts';
import type { CodexHome } from '../../codexHome/index.ts';
import {
  type EnvironmentOwner,
  type GlobalState,
  type JsonValue,
  MAIN_FILE,
  PAIRING_KEYS,
  pairingKeysOf,
} from '../../globalState/index.ts';
import { readLocalPairing } from '../decide/localPairing.ts';

/** The identity under which the app-server is enrolled. */
export interface Identity {
  readonly environmentId: string;
  readonly installationId: string | null;
}

/** For whom an identity is: no value of the file says it. */
export type IdentityOwner = Pick<EnvironmentOwner, 'accountId' | 'baseUrl'>;

/** Who is signed in where now; `null` where that cannot be said. */
export function ownerOf({ signIn, service }: Pick<CodexHome, 'signIn' | 'service'>): IdentityOwner | null {
  if (signIn.kind !== 'signed-in' || service.kind !== 'base-url') return null;
  return { accountId: signIn.account.accountId, baseUrl: service.baseUrl };
}

/**
 * Stores the identity that the app-server enrolled, and for whom. What the server itself gave is confirmed: no tombstone, no
 * deletion.
 */
export function storeIdentity(
  state: GlobalState,
  { environmentId, installationId }: Identity,
  owner: IdentityOwner | null,
): void {
  state.liftTombstones([{ kind: 'environment', id: environmentId }]);
  state.completeDeletions(
    state.record.outbox.filter(({ kind, id }) => kind === 'environment' && id === environmentId),
  );
  if (owner !== null) state.noteOwner({ id: environmentId, ...owner });
  set(state, PAIRING_KEYS.environmentId, environmentId);
  if (installationId !== null) set(state, PAIRING_KEYS.installationId, installationId);
}

/** What has to be remembered of a pairing. Each resolves to `null` once it is on disk, else to why it is not. */
type Saved = Promise<ProblemReason | null>;

/** Stores it, and sees to it that it is on disk. */
export function saveIdentity(state: GlobalState, identity: Identity, owner: IdentityOwner | null): Saved {
  storeIdentity(state, identity, owner);
  return save(state);
}

/** A phone has claimed the code: the setup is done. */
export function savePhone(state: GlobalState): Saved {
  set(state, PAIRING_KEYS.setupCompleted, true);
  set(state, PAIRING_KEYS.hasConnectedDevice, true);
  return save(state);
}

/** No phone is left for this computer, by a person's own doing. */
export function forgetPhones(state: GlobalState): Saved {
  for (const flag of pairingKeysOf('flag')) state.write({ path: [flag], op: 'remove', epoch: state.epoch });
  return save(state);
}

/** The client ids under which this computer controls others: none of them is a phone. */
export function ownClientIds(state: Pick<GlobalState, 'read'>): ReadonlySet<string> {
  const main = state.read(MAIN_FILE);
  if (main.kind !== 'read') return new Set();
  return new Set(readLocalPairing(MAIN_FILE, main.value).enrollments.map(({ clientId }) => clientId));
}

function set(state: GlobalState, key: string, value: JsonValue): void {
  state.write({ path: [key], op: 'set', value, epoch: state.epoch });
}

async function save(state: GlobalState): Saved {
  const { kind } = await state.flush();
  if (kind === 'unreadable') return 'state-unreadable';
  return kind === 'write-failed' ? 'save-failed' : null;
}
