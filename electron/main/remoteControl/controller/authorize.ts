import type { AuthorizationReason } from '../../../shared/screen.ts';
import { isSameAccount, isSameBaseUrl } from '../../codexHome/index.ts';
import { endWith } from '../directory/raceAbort.ts';
import { abandon, createKey, enrollmentFor, isSaved, type Attempt } from './attempt.ts';
import { finishEnrollment, hasFault, startEnrollment, type Started } from './enroll.ts';
import { reasonOfKeyStore } from './outcome.ts';
import { isTaken, mapKeyFor, pendingOf, storedOf, type Owner } from './pending.ts';
import { connectionFor, currentOwner, type ControllerPorts } from './ports.ts';
import { isUsable, prove } from './proof.ts';
import { settleUnconfirmed } from './settleUnconfirmed.ts';
import type { StepUpResult } from './stepUp.ts';

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
  const { state, clock, deviceKeys } = ports;
  onStep('preparing');
  if (ports.ownsFiles?.() === false) return failed('app-running');
  const owner = await currentOwner(ports, signal);
  if (owner === null) return failed('signed-out');
  await state.refresh();
  if (storedOf(state, owner).length > 0) return { kind: 'authorized' };
  const settled = await settleUnconfirmed(ports, owner, signal, 'long-ago');
  if (settled.kind === 'stored') return { kind: 'authorized' };
  if (settled.kind === 'open') return failed(settled.reason);
  const pending = pendingOf(state.record.controller, owner);
  if (pending === null) return failed('not-needed');
  if (signal.aborted) return failed('cancelled');

  const started = await startOnce(ports, owner, signal);
  if (signal.aborted) return failed('cancelled');
  if (started.kind === 'failed') return failed(started.reason);
  const { start, serverTime } = started;
  const startedAt = clock.monotonic();
  if (isTaken(state, mapKeyFor(pending, owner.account, start.account_user_id))) return failed('not-needed');

  const created = await createKey(ports, start.client_id);
  if (created.kind === 'not-saved') return failed('write-failed');
  if (created.kind !== 'created') return failed(reasonOfKeyStore(created.kind));
  const { identity } = created;
  const { mapKey, accountId, accountUserId, baseUrl } = pending;
  const attempt: Attempt = {
    mapKey,
    accountId,
    accountUserId,
    baseUrl,
    kind: 'prepared',
    enrollment: enrollmentFor(identity, start),
  };
  const giveUp = async (reason: AuthorizationReason): Promise<Authorized> => {
    await abandon(ports, attempt);
    return failed(reason);
  };
  if (!(await isSaved(state, attempt))) return giveUp('write-failed');
  if (!isUsable(identity)) return giveUp('key-store-unavailable');
  if (signal.aborted) return giveUp('cancelled');

  onStep('browser');
  const confirmed = await askPerson(ports, owner, signal);
  if (confirmed.kind !== 'token') return giveUp(reasonOfStepUp(confirmed.kind));
  if (signal.aborted) return giveUp('cancelled');
  onStep('finishing');
  // A person was asked, and minutes have gone by: the account, the service and the challenge have to be the same still.
  const now = await currentOwner(ports, signal);
  if (now === null) return giveUp('signed-out');
  if (!isSameAccount(now.account, owner.account) || !isSameBaseUrl(now.baseUrl, owner.baseUrl)) {
    return giveUp('wrong-account');
  }
  const current = connectionFor(ports, now, signal);
  if (hasFault(current, start, serverTime + clock.monotonic() - startedAt)) return giveUp('timed-out');
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
  if (outcome.kind === 'stored') return { kind: 'authorized' };
  return failed(outcome.kind === 'open' ? outcome.reason : 'refused');
}

/** A port that does not end with its signal, or rejects, keeps no one waiting. */
async function askPerson(
  { stepUp, log }: ControllerPorts,
  owner: Owner,
  signal: AbortSignal,
): Promise<StepUpResult | { readonly kind: 'broken' }> {
  try {
    const result = await endWith(signal, stepUp(owner, signal));
    if (result.kind === 'refused') log(`browser: refused (${result.reason ?? 'no reason'})`);
    return result;
  } catch {
    return { kind: signal.aborted ? 'cancelled' : 'broken' };
  }
}

function reasonOfStepUp(
  kind: Exclude<Awaited<ReturnType<typeof askPerson>>['kind'], 'token'>,
): AuthorizationReason {
  if (kind === 'broken') return 'refused';
  return kind === 'refused' ? 'reauthentication-refused' : kind;
}

/** A refusal of the sign-in counts only if it is still the one that was refused: the app-server refreshes it by itself. */
async function startOnce(ports: ControllerPorts, owner: Owner, signal: AbortSignal): Promise<Started> {
  const now = () => ports.clock.now();
  const started = await startEnrollment(connectionFor(ports, owner, signal), now);
  if (started.kind !== 'failed' || started.reason !== 'signed-out') return started;
  const later = await currentOwner(ports, signal);
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
