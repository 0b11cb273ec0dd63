import type { ProblemReason } from '../../../shared/screen.ts';
import { type GlobalState, PAIRING_KEYS } from '../../globalState/index.ts';
import { failureOfRequest, failureOfStart } from './failures.ts';
import { forgetPhones, ownClientIds } from './pairingIdentity.ts';
import type { PhoneIdentity } from './shownPhones.ts';
import { listPhones, type WayPorts } from './wayToPhone.ts';

/**
 * Takes a phone's access to the stored environment away, on a person's word. Done is what a list shows that no longer has it, and not the
 * answer alone. With the last phone goes what remembers that there was one, so that no check takes it for a fault later. Resolves
 * to why it was not done, or to `null`.
 */
export async function removePhone(
  way: WayPorts,
  state: GlobalState,
  { clientId, environmentId }: PhoneIdentity,
): Promise<ProblemReason | null> {
  const { host, clock } = way;
  if (state.get([PAIRING_KEYS.environmentId]) !== environmentId) return 'state-changed';
  const started = await host.running();
  if (started.kind !== 'ok') return failureOfStart(started).reason;
  const revoked = await started.value.revokeClient({ environmentId, clientId });
  // Where it has been removed elsewhere, or the answer was lost, the list says so.
  const isOpen = revoked.kind === 'timeout' || (revoked.kind === 'refused' && revoked.reason === 'not-found');
  if (revoked.kind !== 'ok' && !isOpen) return failureOfRequest(revoked, clock.now()).reason;
  const left = await listPhones(way, environmentId, ownClientIds(state));
  // It may have been removed.
  if ('kind' in left) return 'timeout';
  if (left.some((phone) => phone.clientId === clientId)) return 'inconsistent-lists';
  return left.length === 0 ? forgetPhones(state) : null;
}
