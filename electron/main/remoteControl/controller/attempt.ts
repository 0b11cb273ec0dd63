import type { Authorization, GlobalState } from '../../globalState/index.ts';
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
