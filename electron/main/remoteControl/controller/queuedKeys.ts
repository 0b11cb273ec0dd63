import type { GlobalState, KeyDeletion } from '../../globalState/index.ts';
import type { DeviceKeys } from './deviceKeys.ts';
import { mayBeStored } from './pending.ts';

/**
 * Deletes the queued device keys that nothing needs any more. A key stays as long as a state file names it or its client, an
 * authorization may still turn out to have worked with it, or its client is still to be deleted at the server. A key that is not
 * there counts as done; whatever else the key store says, it is tried again at the next launch. Resolves to the number deleted.
 */
export async function deleteQueuedKeys(
  state: Pick<GlobalState, 'read' | 'record' | 'refresh' | 'changeController'>,
  keys: Pick<DeviceKeys, 'delete'>,
): Promise<number> {
  if (state.record.controller.keyDeletions.length === 0) return 0;
  await state.refresh();
  let deleted = 0;
  for (const deletion of state.record.controller.keyDeletions) {
    if (isNeeded(state, deletion)) continue;
    const outcome = await keys.delete(deletion.keyId);
    if (outcome.kind !== 'deleted' && outcome.kind !== 'not-found') continue;
    state.changeController([{ kind: 'key-deleted', keyId: deletion.keyId }]);
    deleted += outcome.kind === 'deleted' ? 1 : 0;
  }
  return deleted;
}

function isNeeded(state: Pick<GlobalState, 'read' | 'record'>, deletion: KeyDeletion): boolean {
  const { outbox, controller } = state.record;
  const isInUse = controller.authorizations.some(
    (pending) => pending.kind !== 'needed' && pending.enrollment.keyId === deletion.keyId,
  );
  const isToBeDeletedFirst = outbox.some(({ kind, id }) => kind === 'client' && id === deletion.clientId);
  return isInUse || isToBeDeletedFirst || mayBeStored(state, deletion);
}
