import { randomBytes } from 'node:crypto';

/** Where a private key is kept, as the service names it (controller.md 2). Any other word is answered 400. */
export const PROTECTION_CLASSES = [
  'hardware_secure_enclave',
  'hardware_tpm',
  'os_protected_nonextractable',
] as const;
/** Where a private key is kept, as the service names it. */
export type ProtectionClass = (typeof PROTECTION_CLASSES)[number];

/** The one algorithm of the service: ECDSA over P-256 with SHA-256. */
export const ALGORITHM = 'ecdsa_p256_sha256';

/** The public half of a device key, and where its private half is. */
export interface DeviceIdentity {
  /** Opaque to the service. */
  readonly keyId: string;
  readonly algorithm: typeof ALGORITHM;
  readonly protectionClass: ProtectionClass;
  /** SPKI in DER, standard padded base64. */
  readonly publicKeySpkiDerBase64: string;
}

/**
 * Why a key store did not do what it was asked. Only `not-found` says that there is no such key; behind the others the key
 * may be as good as ever. `unavailable`: this computer has no store that protects a key, or it failed.
 */
export interface KeyStoreProblem {
  readonly kind: 'not-found' | 'denied' | 'locked' | 'unavailable';
}

/**
 * The key store of this computer, as a port: the desktop app's own addon, or the app's store on `safeStorage`. No method rejects,
 * and a private key never leaves it.
 */
export interface DeviceKeys {
  /**
   * Makes a key. `keyId` is the id to give to it, where the store lets its caller choose: it is noted by then, so that a crash leaves
   * no key behind that nothing knows of. A store that chooses for itself returns its own.
   */
  create(
    keyId?: string,
  ): Promise<{ readonly kind: 'created'; readonly identity: DeviceIdentity } | KeyStoreProblem>;
  publicOf(
    keyId: string,
  ): Promise<{ readonly kind: 'found'; readonly identity: DeviceIdentity } | KeyStoreProblem>;
  /** Signs these bytes, hashed once with SHA-256; the signature is DER. */
  sign(
    keyId: string,
    bytes: Uint8Array,
  ): Promise<{ readonly kind: 'signed'; readonly signatureDer: Uint8Array } | KeyStoreProblem>;
  /** A key that is not there counts as deleted for the caller, and is reported as `not-found`. */
  delete(keyId: string): Promise<{ readonly kind: 'deleted' } | KeyStoreProblem>;
}

/** A new id in the form of the open-source crate for a key that the operating system protects: `dk_osn_` and 32 random bytes. */
export function newKeyId(): string {
  return `dk_osn_${randomBytes(32).toString('base64url')}`;
}

/** Whether two identities are the same key in all four public facts; anything less may not sign. */
export function isSameIdentity(
  one: DeviceIdentity,
  other: Readonly<Record<keyof DeviceIdentity, string>>,
): boolean {
  return (
    one.keyId === other.keyId &&
    one.algorithm === other.algorithm &&
    one.protectionClass === other.protectionClass &&
    one.publicKeySpkiDerBase64 === other.publicKeySpkiDerBase64
  );
}
