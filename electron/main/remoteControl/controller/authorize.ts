import type { AuthorizationReason } from '../../../shared/screen.ts';
import { isSameAccount, isSameBaseUrl } from '../../codexHome/index.ts';
import { abandon, isSaved, type Attempt } from './attempt.ts';
import type { KeyStoreProblem } from './deviceKeys.ts';
import { finishEnrollment, hasFault, startEnrollment, type Started } from './enroll.ts';
import { pendingOf, storedOf } from './pending.ts';
import { connectionFor, ownerOf, type ControllerPorts } from './ports.ts';
import { hasUsableKey, prove } from './proof.ts';
import { settleUnconfirmed } from './settleUnconfirmed.ts';

/** What "authorize this computer again" came to. */
export type Authorized =
  | { readonly kind: 'authorized' }
  | { readonly kind: 'failed'; readonly reason: AuthorizationReason };

/**
 * Authorizes this computer again, from a person's press to the stored enrollment: start, challenge, key, browser, proof, finish
 * once, refresh once, commit. Each effect is in the record before the next one begins, so that a crash between any two leaves
 * either nothing, or a key that is queued for deletion, or a question that a refresh answers. Never a first enrollment: where no
 * entry was removed, the form of its map key is not known. Never rejects.
 */
export async function authorize(
  ports: ControllerPorts,
  signal: AbortSignal,
  onStep: (step: 'preparing' | 'browser' | 'finishing') => void,
): Promise<Authorized> {
  const { state, readHome, clock, deviceKeys } = ports;
  onStep('preparing');
  const owner = ownerOf(readHome());
  if (owner === null) return failed('signed-out');
  await state.refresh();
  if (storedOf(state, owner).length > 0) return { kind: 'authorized' };
  const settled = await settleUnconfirmed(ports, owner, signal, 'long-ago');
  if (settled === 'stored') return { kind: 'authorized' };
  if (settled === 'open') return failed('unconfirmed');
  const pending = pendingOf(state.record.controller, owner);
  if (pending === null) return failed('not-needed');

  const started = await startOnce(ports, signal);
  if (signal.aborted) return failed('cancelled');
  if (started.kind === 'failed') return failed(started.reason);
  const { start, clockOffsetMs } = started;

  const created = await deviceKeys.create();
  if (created.kind !== 'created') return failed(reasonOfKeyStore(created.kind));
  const { identity } = created;
  const { mapKey, accountId, accountUserId, baseUrl } = pending;
  const attempt: Attempt = {
    mapKey,
    accountId,
    accountUserId,
    baseUrl,
    kind: 'prepared',
    enrollment: { ...identity, clientId: start.client_id, accountUserId: start.account_user_id },
  };
  const giveUp = async (reason: AuthorizationReason): Promise<Authorized> => {
    await abandon(ports, attempt);
    return failed(reason);
  };
  if (!(await isSaved(state, attempt))) return giveUp('write-failed');
  if (!hasUsableKey(identity)) return giveUp('key-store-unavailable');
  if (signal.aborted) return giveUp('cancelled');

  onStep('browser');
  const confirmed = await ports.stepUp(owner, signal);
  if (confirmed.kind !== 'token') {
    return giveUp(confirmed.kind === 'refused' ? 'reauthentication-refused' : confirmed.kind);
  }
  if (signal.aborted) return giveUp('cancelled');
  onStep('finishing');
  // A person was asked, and minutes have gone by: the account, the service and the challenge have to be the same still.
  const now = ownerOf(readHome());
  if (now === null) return giveUp('signed-out');
  if (!isSameAccount(now.account, owner.account) || !isSameBaseUrl(now.baseUrl, owner.baseUrl)) {
    return giveUp('wrong-account');
  }
  const current = connectionFor(ports, now, signal);
  if (hasFault(current, start, clock.now() + clockOffsetMs)) return giveUp('timed-out');
  const proved = await prove(deviceKeys, start, identity, 'enroll');
  if (proved.kind === 'bad-challenge') return giveUp('service-unavailable');
  if (proved.kind !== 'proof') return giveUp(reasonOfKeyStore(proved.kind));
  // From here on the server may have accepted the key, whatever we get to know of it.
  if (!(await isSaved(state, { ...attempt, kind: 'unconfirmed' }))) return giveUp('write-failed');
  if (signal.aborted) return giveUp('cancelled');
  const finished = await finishEnrollment(current, start, identity, {
    proof: proved.proof,
    stepUpToken: confirmed.token,
  });
  if (finished.kind === 'refused') return giveUp(finished.reason);
  const outcome = await settleUnconfirmed(ports, now, signal, 'just-now');
  return outcome === 'stored'
    ? { kind: 'authorized' }
    : failed(outcome === 'open' ? 'unconfirmed' : 'refused');
}

/** A refusal of the sign-in counts only if it is still the one that was refused: the app-server refreshes it by itself. */
async function startOnce(ports: ControllerPorts, signal: AbortSignal): Promise<Started> {
  const owner = ownerOf(ports.readHome());
  if (owner === null) return failed('signed-out');
  const now = () => ports.clock.now();
  const started = await startEnrollment(connectionFor(ports, owner, signal), now);
  if (started.kind !== 'failed' || started.reason !== 'signed-out') return started;
  const later = ownerOf(ports.readHome());
  const isRefreshed = later !== null && later.account.accessToken !== owner.account.accessToken;
  if (!isRefreshed || !isSameAccount(later.account, owner.account)) return started;
  return startEnrollment(connectionFor(ports, later, signal), now);
}

function failed(reason: AuthorizationReason): {
  readonly kind: 'failed';
  readonly reason: AuthorizationReason;
} {
  return { kind: 'failed', reason };
}

/** A key that was there a moment ago and is not found is as good as a store that cannot keep one. */
function reasonOfKeyStore(problem: KeyStoreProblem['kind']): AuthorizationReason {
  switch (problem) {
    case 'denied':
      return 'key-store-denied';
    case 'locked':
      return 'key-store-locked';
    case 'not-found':
      return 'key-missing';
    case 'unavailable':
      return 'key-store-unavailable';
  }
}
