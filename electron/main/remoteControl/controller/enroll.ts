import type { AuthorizationReason } from '../../../shared/screen.ts';
import type { Connection } from '../directory/request.ts';
import { callOnce, urlOf, type Call } from './call.ts';
import { faultOfChallenge, readStart, type Start } from './challenge.ts';
import type { DeviceIdentity } from './deviceKeys.ts';
import { outcomeOf } from './outcome.ts';
import type { DeviceKeyProof } from './proof.ts';

const ENROLL = ['codex', 'remote', 'control', 'client', 'enroll'];
const START = { endpoint: 'client-enroll-start', method: 'POST', segments: [...ENROLL, 'start'] } as const;
const FINISH = {
  endpoint: 'client-enroll-finish',
  method: 'POST',
  segments: [...ENROLL, 'finish'],
} as const satisfies Call;

/** A new client of the account, pending until its enrollment is finished. */
export type Started =
  | {
      readonly kind: 'started';
      readonly start: Start;
      /** When it was answered, by the server's clock where that is known. Unix milliseconds. */
      readonly serverTime: number;
    }
  | { readonly kind: 'failed'; readonly reason: AuthorizationReason };

/** Asks the service for a new client and its challenge. Every call makes one, so nothing repeats it. */
export async function startEnrollment(connection: Connection, now: () => number): Promise<Started> {
  const reply = await callOnce(connection, { ...START, body: {} });
  const outcome = outcomeOf(reply);
  if (outcome.kind !== 'ok') {
    return { kind: 'failed', reason: 'reason' in outcome ? outcome.reason : 'refused' };
  }
  const start = readStart(outcome.json);
  const time = (reply.kind === 'answered' ? reply.serverTime : null) ?? now();
  return start === null || hasFault(connection, start, time)
    ? { kind: 'failed', reason: 'service-unavailable' }
    : { kind: 'started', start, serverTime: time };
}

/** Whether a challenge may no longer be signed at `now`: what a person was asked in between takes its time. */
export function hasFault({ account, baseUrl }: Connection, start: Start, now: number): boolean {
  const finishUrl = urlOf(baseUrl, FINISH);
  if (finishUrl === null) return true;
  return faultOfChallenge(start, { account, record: null, finishUrl, now }) !== null;
}

/** What the one call that enrolls came to. `open`: it may have worked, and a refresh has to show it. */
export type Finished =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly reason: AuthorizationReason };

/** Sends the proof and the step-up token, once. */
export async function finishEnrollment(
  connection: Connection,
  start: Start,
  identity: DeviceIdentity,
  { proof, stepUpToken }: { readonly proof: DeviceKeyProof; readonly stepUpToken: string },
): Promise<Finished> {
  const outcome = outcomeOf(
    await callOnce(connection, {
      ...FINISH,
      body: {
        client_id: start.client_id,
        step_up_token: stepUpToken,
        device_identity: {
          key_id: identity.keyId,
          public_key_spki_der_base64: identity.publicKeySpkiDerBase64,
          algorithm: identity.algorithm,
          protection_class: identity.protectionClass,
        },
        device_key_proof: proof,
      },
    }),
  );
  return outcome.kind === 'refused' ? outcome : { kind: 'open' };
}
