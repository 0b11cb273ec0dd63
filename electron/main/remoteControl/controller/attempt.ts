import type { Authorization, DeviceEnrollment, GlobalState } from '../../globalState/index.ts';
import type { Start } from './challenge.ts';
import { newKeyId, type DeviceIdentity, type DeviceKeys } from './deviceKeys.ts';
import type { ControllerPorts } from './ports.ts';
import { deleteQueuedKeys } from './queuedKeys.ts';

/** An authorization that has a key of its own. */
export type Attempt = Extract<Authorization, { kind: 'prepared' | 'unconfirmed' }>;

/** Puts an attempt into the record and onto the disk. `false`: it is not on the disk, and the next effect must not happen. */
export async function isSaved(
  state: Pick<GlobalState, 'changeController' | 'flush'>,
  attempt: Attempt,
): Promise<boolean> {
  state.changeController([{ kind: 'put', authorization: attempt }]);
  return isFlushed(state);
}

/**
 * Makes the key of an attempt. Its id is queued for deletion before it exists, because a crash right behind its making would leave a
 * key that nothing knows of; the attempt that names it takes it out of the queue. `not-saved`: the queue is not on the disk, and no
 * key was made.
 */
export async function createKey(
  { state, deviceKeys }: Pick<ControllerPorts, 'state' | 'deviceKeys'>,
  clientId: string,
): Promise<Awaited<ReturnType<DeviceKeys['create']>> | { readonly kind: 'not-saved' }> {
  const keyId = newKeyId();
  const forget = () => state.changeController([{ kind: 'key-deleted', keyId }]);
  state.changeController([{ kind: 'queue-key', deletion: { keyId, clientId } }]);
  if (!(await isFlushed(state))) {
    forget();
    return { kind: 'not-saved' };
  }
  const created = await deviceKeys.create(keyId);
  if (created.kind !== 'created' || created.identity.keyId !== keyId) forget();
  return created;
}

/** What is stored of a key and its client: public facts, and none that a key store has added. */
export function enrollmentFor(
  { keyId, algorithm, protectionClass, publicKeySpkiDerBase64 }: DeviceIdentity,
  { client_id: clientId, account_user_id: accountUserId }: Pick<Start, 'client_id' | 'account_user_id'>,
): DeviceEnrollment {
  return { accountUserId, algorithm, clientId, keyId, protectionClass, publicKeySpkiDerBase64 };
}

async function isFlushed(state: Pick<GlobalState, 'flush'>): Promise<boolean> {
  const { kind } = await state.flush();
  return kind === 'flushed' || kind === 'unchanged';
}

/** Ends an attempt that did not work: its key is queued and deleted, and the computer is to be authorized as before. */
export async function abandon(
  { state, deviceKeys }: Pick<ControllerPorts, 'state' | 'deviceKeys'>,
  { mapKey, accountId, accountUserId, baseUrl }: Attempt,
): Promise<void> {
  state.changeController([
    { kind: 'put', authorization: { kind: 'needed', mapKey, accountId, accountUserId, baseUrl } },
  ]);
  await state.flush();
  await deleteQueuedKeys(state, deviceKeys);
}
