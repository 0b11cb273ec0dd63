import { createHash } from 'node:crypto';
import type { DeviceIdentity } from './deviceKeys.ts';

/** Names the format of what a device key signs, so that a signature cannot be used for anything else (controller.md 3). */
const DOMAIN = 'codex-device-key-sign-payload/v1';

/** The scope of a session token of the controller half, and the only one that is accepted. */
export const SESSION_SCOPE = 'remote_control_controller_websocket';

/** What enroll and refresh have in common: `type` is the same for both. */
export interface EnrollmentClaim {
  readonly accountUserId: string;
  readonly audience: string;
  /** As received, a number or a text: it is signed in the form in which it came. */
  readonly challengeExpiresAt: number | string;
  readonly challengeId: string;
  readonly clientId: string;
  readonly deviceIdentitySha256Base64url: string;
  readonly nonce: string;
  readonly targetOrigin: string;
  readonly targetPath: string;
}

/** What is signed when a controller opens its websocket (controller.md 7). */
export interface ConnectionClaim {
  readonly accountUserId: string;
  readonly audience: string;
  readonly clientId: string;
  readonly nonce: string;
  readonly scopes: readonly string[];
  readonly sessionId: string;
  readonly targetOrigin: string;
  readonly targetPath: string;
  /** Unix seconds. */
  readonly tokenExpiresAt: number;
  readonly tokenSha256Base64url: string;
}

/** Unpadded base64url of SHA-256 over the identity's compact JSON, its four keys in this order. */
export function identityHash({
  algorithm,
  keyId,
  protectionClass,
  publicKeySpkiDerBase64,
}: DeviceIdentity): string {
  return sha256Base64url(JSON.stringify({ algorithm, keyId, protectionClass, publicKeySpkiDerBase64 }));
}

/** The bytes that prove a device key to enroll and refresh. */
export function enrollmentBytes(claim: EnrollmentClaim): Uint8Array {
  return signedBytes({ ...claim, type: 'remoteControlClientEnrollment' });
}

/** The bytes that prove a device key to the controller's websocket. */
export function connectionBytes(claim: ConnectionClaim): Uint8Array {
  return signedBytes({ ...claim, type: 'remoteControlClientConnection' });
}

/** Unpadded base64url of SHA-256 over the UTF-8 of `text`. */
export function sha256Base64url(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}

/** UTF-8 of compact JSON with the payload's keys in alphabetical order. */
function signedBytes(payload: Readonly<Record<string, unknown>>): Uint8Array {
  const sorted = Object.fromEntries(
    Object.entries(payload).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
  return Buffer.from(JSON.stringify({ domain: DOMAIN, payload: sorted }), 'utf8');
}
