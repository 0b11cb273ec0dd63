import type { AuthorizationReason } from '../../../shared/screen.ts';
import type { Reply } from './call.ts';
import type { KeyStoreProblem } from './deviceKeys.ts';

/** What a step of the controller half came to. */
export type StepOutcome =
  | { readonly kind: 'ok'; readonly json: unknown }
  /** The client will never work again: the service says so by one of the known sentences. */
  | { readonly kind: 'dead' }
  /** The service knows the client, but its enrollment was never finished. */
  | { readonly kind: 'incomplete' }
  /** The service has not done it, and says so. */
  | { readonly kind: 'refused'; readonly reason: AuthorizationReason }
  /** Whether it was done is not known. */
  | { readonly kind: 'unknown'; readonly reason: AuthorizationReason; readonly status: number | null };

const REAUTHENTICATION_REQUIRED = 'remote_control_reauth_required';
const INCOMPLETE = 'Remote-control client enrollment is incomplete';
const SECOND_FACTOR = 'Multi-factor authentication required';

/**
 * What a reply means. Only an answer in the service's own form, with one of the statuses by which it refuses, is a refusal:
 * a gateway's page, a redirect, 404, 409, 429 and every 5xx leave open what the service has done.
 */
export function outcomeOf(reply: Reply): StepOutcome {
  if (reply.kind === 'silent') return { kind: 'unknown', reason: 'offline', status: null };
  const { status, answer, detail } = reply;
  if (answer.kind === 'ok') return { kind: 'ok', json: answer.json };
  if (answer.kind === 'revoked') return { kind: 'dead' };
  if (status === 401 && detail?.message === INCOMPLETE) return { kind: 'incomplete' };
  if (detail === null || ![400, 401, 403, 422].includes(status)) {
    return { kind: 'unknown', reason: status === 401 ? 'signed-out' : 'service-unavailable', status };
  }
  if ([detail.code, detail.message].includes(REAUTHENTICATION_REQUIRED))
    return { kind: 'refused', reason: 'reauthentication-refused' };
  if (detail.message === SECOND_FACTOR) return { kind: 'refused', reason: 'second-factor-missing' };
  return { kind: 'refused', reason: status === 401 ? 'signed-out' : 'refused' };
}

/** What a person is told of a key store that did not do what it was asked. */
export function reasonOfKeyStore(problem: KeyStoreProblem['kind']): AuthorizationReason {
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
