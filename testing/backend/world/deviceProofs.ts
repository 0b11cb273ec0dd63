import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { newSecret } from './ids.ts';
import type { Client, DeviceKey, ServiceState } from './world.ts';

/** How long a challenge may be answered, in milliseconds. */
const CHALLENGE_LIFETIME = 10 * 60 * 1000;
const PURPOSE = 'remote_control_client_enrollment';

/** A challenge that was issued and not answered yet. */
export interface Challenge {
  readonly accountId: string;
  readonly clientId: string;
  readonly step: 'enroll' | 'refresh';
  readonly challengeId: string;
  readonly nonce: string;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly accountUserId: string;
  readonly targetOrigin: string;
  readonly targetPath: string;
}

/** A proof as it came over the wire. */
export interface Proof {
  readonly challenge_token: string;
  readonly key_id: string;
  readonly signature_der_base64: string;
  readonly signed_payload_base64: string;
  readonly algorithm: string;
}

/** Issues a challenge for a client, to be answered at this address, in the form of the wire. */
export function issueChallenge(
  world: ServiceState,
  accountId: string,
  client: Client,
  step: Challenge['step'],
  finishUrl: URL,
) {
  const token = newSecret();
  const challenge: Challenge = {
    accountId,
    clientId: client.clientId,
    step,
    challengeId: `rch_${randomBytes(8).toString('hex')}`,
    nonce: randomBytes(32).toString('base64url'),
    expiresAt: Math.floor((world.clock.now() + CHALLENGE_LIFETIME) / 1000),
    accountUserId: client.accountUserId,
    targetOrigin: finishUrl.origin,
    targetPath: finishUrl.pathname,
  };
  world.challenges.set(token, challenge);
  return {
    type: 'device_key_challenge',
    purpose: PURPOSE,
    audience: PURPOSE,
    challenge_id: challenge.challengeId,
    challenge_token: token,
    challenge_expires_at: challenge.expiresAt,
    nonce: challenge.nonce,
    account_user_id: challenge.accountUserId,
    client_id: challenge.clientId,
    target_origin: challenge.targetOrigin,
    target_path: challenge.targetPath,
    device_identity_hash: client.deviceKey === null ? null : hashOf(client.deviceKey),
  };
}

/**
 * Whether a proof answers a live challenge of this client with this key: a real signature over the text that the service
 * composes for itself. A challenge can be answered once, whatever the answer was.
 */
export function isProven(
  world: ServiceState,
  { accountId, clientId, step }: Pick<Challenge, 'accountId' | 'clientId' | 'step'>,
  key: DeviceKey,
  proof: Proof,
): boolean {
  const challenge = world.challenges.get(proof.challenge_token);
  world.challenges.delete(proof.challenge_token);
  if (challenge === undefined || challenge.step !== step) return false;
  if (challenge.accountId !== accountId || challenge.clientId !== clientId) return false;
  if (challenge.expiresAt * 1000 <= world.clock.now()) return false;
  if (proof.key_id !== key.keyId || proof.algorithm !== key.algorithm) return false;
  const text = signedText(challenge, key);
  if (proof.signed_payload_base64 !== Buffer.from(text).toString('base64')) return false;
  return verifies(key, text, proof.signature_der_base64);
}

/** Whether the text is a P-256 key in the form of the wire: SPKI, uncompressed, standard padded base64 of 124 characters. */
export function isDevicePublicKey(spkiBase64: string): boolean {
  if (spkiBase64.length !== 124 || !isStandardBase64(spkiBase64)) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(spkiBase64, 'base64'), format: 'der', type: 'spki' });
    const isP256 = key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return isP256 && key.export({ format: 'der', type: 'spki' }).toString('base64') === spkiBase64;
  } catch {
    return false;
  }
}

/** Node's own reader takes base64url, white space and a missing end as well. */
function isStandardBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}

function verifies(key: DeviceKey, text: string, signature: string): boolean {
  if (!isStandardBase64(signature)) return false;
  const publicKey = createPublicKey({ key: Buffer.from(key.spki, 'base64'), format: 'der', type: 'spki' });
  try {
    return verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

function hashOf(key: DeviceKey): string {
  const identity = `{"algorithm":${q(key.algorithm)},"keyId":${q(key.keyId)},"protectionClass":${q(key.protectionClass)},"publicKeySpkiDerBase64":${q(key.spki)}}`;
  return createHash('sha256').update(identity).digest('base64url');
}

/** Written out by hand, so that it is not the product's own code that says what is right. */
function signedText(challenge: Challenge, key: DeviceKey): string {
  const payload = [
    ['accountUserId', challenge.accountUserId],
    ['audience', PURPOSE],
    ['challengeExpiresAt', challenge.expiresAt],
    ['challengeId', challenge.challengeId],
    ['clientId', challenge.clientId],
    ['deviceIdentitySha256Base64url', hashOf(key)],
    ['nonce', challenge.nonce],
    ['targetOrigin', challenge.targetOrigin],
    ['targetPath', challenge.targetPath],
    ['type', 'remoteControlClientEnrollment'],
  ]
    .map(([name, value]) => `${q(name)}:${q(value)}`)
    .join(',');
  return `{"domain":"codex-device-key-sign-payload/v1","payload":{${payload}}}`;
}

function q(value: unknown): string {
  return JSON.stringify(value);
}
