import { createPublicKey, verify } from 'node:crypto';
import { textToSign, type Start } from './challenge.ts';
import {
  ALGORITHM,
  PROTECTION_CLASSES,
  type DeviceIdentity,
  type DeviceKeys,
  type KeyStoreProblem,
} from './deviceKeys.ts';

/** The `device_key_proof` of a finish call, as the wire has it. */
export interface DeviceKeyProof {
  readonly challenge_token: string;
  readonly key_id: string;
  readonly signature_der_base64: string;
  readonly signed_payload_base64: string;
  readonly algorithm: string;
}

/** What signing a challenge came to. */
export type Proved =
  | { readonly kind: 'proof'; readonly proof: DeviceKeyProof }
  | { readonly kind: 'bad-challenge' }
  | KeyStoreProblem;

/**
 * Signs a challenge that has no fault with the key of `identity`. A signature that this identity's public key does not verify
 * is the work of another key, and is not sent.
 */
export async function prove(
  keys: Pick<DeviceKeys, 'sign'>,
  start: Start,
  identity: DeviceIdentity,
  step: 'enroll' | 'refresh',
): Promise<Proved> {
  const text = textToSign(start, identity, step);
  if (text.kind === 'fault') return { kind: 'bad-challenge' };
  const signed = await keys.sign(identity.keyId, text.bytes);
  if (signed.kind !== 'signed') return signed;
  if (!isSignatureOf(identity, text.bytes, signed.signatureDer)) return { kind: 'not-found' };
  return {
    kind: 'proof',
    proof: {
      challenge_token: start.device_key_challenge.challenge_token,
      key_id: identity.keyId,
      signature_der_base64: Buffer.from(signed.signatureDer).toString('base64'),
      signed_payload_base64: Buffer.from(text.bytes).toString('base64'),
      algorithm: identity.algorithm,
    },
  };
}

/** Whether an identity is one that the service takes: its algorithm, a class of its own words, and a P-256 key in the one form. */
export function isUsable({ algorithm, protectionClass, publicKeySpkiDerBase64 }: DeviceIdentity): boolean {
  if (algorithm !== ALGORITHM || !PROTECTION_CLASSES.includes(protectionClass)) return false;
  const key = publicKeyOf(publicKeySpkiDerBase64);
  if (key === null || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false;
  return key.export({ format: 'der', type: 'spki' }).toString('base64') === publicKeySpkiDerBase64;
}

function isSignatureOf(
  { publicKeySpkiDerBase64 }: DeviceIdentity,
  bytes: Uint8Array,
  signatureDer: Uint8Array,
): boolean {
  const key = publicKeyOf(publicKeySpkiDerBase64);
  return key !== null && verify('sha256', bytes, { key, dsaEncoding: 'der' }, signatureDer);
}

function publicKeyOf(spkiBase64: string) {
  try {
    return createPublicKey({ key: Buffer.from(spkiBase64, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
