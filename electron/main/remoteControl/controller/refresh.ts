import type { AuthorizationReason } from '../../../shared/screen.ts';
import type { DeviceEnrollment } from '../../globalState/index.ts';
import type { Connection } from '../directory/request.ts';
import { callOnce, urlOf, type Call } from './call.ts';
import { faultOfChallenge, readStart } from './challenge.ts';
import { ALGORITHM, isSameIdentity, type DeviceKeys, type KeyStoreProblem } from './deviceKeys.ts';
import { outcomeOf } from './outcome.ts';
import { prove } from './proof.ts';
import { isSession } from './session.ts';

const CLIENT = ['codex', 'remote', 'control', 'client'];
const START = {
  endpoint: 'client-refresh',
  method: 'POST',
  segments: [...CLIENT, 'refresh', 'start'],
} as const;
const FINISH = {
  endpoint: 'client-refresh-finish',
  method: 'POST',
  segments: [...CLIENT, 'refresh', 'finish'],
} as const satisfies Call;

/** What a refresh says of an enrollment. Only `alive` and `dead` are proofs. */
export type Refreshed =
  | { readonly kind: 'alive'; readonly accountUserId: string }
  | { readonly kind: 'dead' }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'key'; readonly problem: KeyStoreProblem['kind'] }
  | { readonly kind: 'unknown'; readonly reason: AuthorizationReason; readonly status: number | null };

/**
 * Refreshes an enrollment: the whole round of challenge, signature and session, without a person. A 200 at its end proves key,
 * record and client (controller.md 7). Sends two requests at the most, and nothing twice.
 */
export async function refreshEnrollment(
  keys: Pick<DeviceKeys, 'publicOf' | 'sign'>,
  connection: Connection,
  enrollment: DeviceEnrollment,
  now: () => number,
): Promise<Refreshed> {
  const { clientId } = enrollment;
  const reply = await callOnce(connection, { ...START, body: { client_id: clientId } });
  const outcome = outcomeOf(reply);
  if (outcome.kind === 'dead' || outcome.kind === 'incomplete') return { kind: outcome.kind };
  if (outcome.kind === 'refused') return { kind: 'unknown', reason: outcome.reason, status: null };
  if (outcome.kind === 'unknown') return outcome;

  const start = readStart(outcome.json);
  const finishUrl = urlOf(connection.baseUrl, FINISH);
  const time = (reply.kind === 'answered' ? reply.serverTime : null) ?? now();
  const expected = { account: connection.account, record: enrollment, finishUrl: finishUrl ?? '', now: time };
  if (start === null || finishUrl === null || faultOfChallenge(start, expected) !== null) return UNUSABLE;

  const found = await keys.publicOf(enrollment.keyId);
  if (found.kind !== 'found') return { kind: 'key', problem: found.kind };
  if (!isSameIdentity(found.identity, enrollment)) return { kind: 'key', problem: 'not-found' };
  const proved = await prove(keys, start, { ...found.identity, algorithm: ALGORITHM }, 'refresh');
  if (proved.kind === 'bad-challenge') return UNUSABLE;
  if (proved.kind !== 'proof') return { kind: 'key', problem: proved.kind };

  const finished = outcomeOf(
    await callOnce(connection, {
      ...FINISH,
      body: { client_id: clientId, device_key_proof: proved.proof },
    }),
  );
  if (finished.kind === 'ok') {
    return isSession(finished.json, start, time)
      ? { kind: 'alive', accountUserId: start.account_user_id }
      : UNUSABLE;
  }
  if (finished.kind === 'unknown') return finished;
  return { kind: 'unknown', reason: finished.kind === 'refused' ? finished.reason : 'refused', status: null };
}

const UNUSABLE = { kind: 'unknown', reason: 'service-unavailable', status: 200 } as const;
