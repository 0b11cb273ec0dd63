import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { SafeStorage } from 'electron';
import {
  newKeyId,
  type DeviceIdentity,
  type DeviceKeys,
  type KeyStoreProblem,
} from '../../remoteControl/index.ts';
import { readKeyFile, writeKeyFile, type StoredKey } from './keyFile.ts';

/** What the store needs: Electron's `safeStorage`, the file of the keys (absolute), and which system this is. */
export interface KeyStoreOptions {
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly path: string;
  readonly platform: NodeJS.Platform;
}

/** Chromium's mark of a text that is encrypted with a key that everyone knows: what Linux gets without a key ring. */
const PLAIN_TEXT_MARK = 'v10';

/**
 * Device keys on the system's key store: P-256 keys by `node:crypto`, their private halves encrypted by `safeStorage` in a file
 * that only its owner can read. Where the system has no store of its own, and `safeStorage` would fall back to plain text, it is
 * `unavailable`: a key is never protected less than its class says. A private key is in memory only while it signs.
 */
export function createKeyStore({ safeStorage, path, platform }: KeyStoreOptions): DeviceKeys {
  // On Linux the key ring is missing or closed; elsewhere there always is one, and a person or a rule keeps us out.
  const saysNo: KeyStoreProblem = { kind: platform === 'linux' ? 'locked' : 'denied' };
  const problem = async (): Promise<KeyStoreProblem | null> => {
    if (platform === 'linux') {
      const backend = safeStorage.getSelectedStorageBackend();
      if (backend === 'basic_text' || backend === 'unknown') return { kind: 'unavailable' };
    }
    return (await safeStorage.isAsyncEncryptionAvailable()) ? null : saysNo;
  };
  const find = (keyId: string): { readonly kind: 'stored'; readonly key: StoredKey } | KeyStoreProblem => {
    const file = readKeyFile(path);
    if (file === null) return { kind: 'unavailable' };
    const key = Object.hasOwn(file.keys, keyId) ? file.keys[keyId] : undefined;
    return key === undefined ? NOT_FOUND : { kind: 'stored', key };
  };

  return {
    create: (keyId = newKeyId()) =>
      orUnavailable(async () => {
        const standsInTheWay = await problem();
        if (standsInTheWay !== null) return standsInTheWay;
        const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
        const encrypted = await safeStorage.encryptStringAsync(pem);
        if (platform === 'linux' && encrypted.subarray(0, 3).toString('latin1') === PLAIN_TEXT_MARK) {
          return { kind: 'unavailable' };
        }
        const file = readKeyFile(path);
        if (file === null) return { kind: 'unavailable' };
        const stored: StoredKey = {
          publicKeySpkiDerBase64: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
          encryptedPrivateKey: encrypted.toString('base64'),
        };
        const isWritten = writeKeyFile(path, { ...file, keys: { ...file.keys, [keyId]: stored } });
        return isWritten ? { kind: 'created', identity: identityOf(keyId, stored) } : { kind: 'unavailable' };
      }),
    publicOf: async (keyId) => {
      const stored = find(keyId);
      return stored.kind === 'stored' ? { kind: 'found', identity: identityOf(keyId, stored.key) } : stored;
    },
    sign: (keyId, bytes) =>
      orUnavailable(async () => {
        const stored = find(keyId);
        if (stored.kind !== 'stored') return stored;
        const standsInTheWay = await problem();
        if (standsInTheWay !== null) return standsInTheWay;
        const encrypted = Buffer.from(stored.key.encryptedPrivateKey, 'base64');
        const pem = await safeStorage.decryptStringAsync(encrypted).then(
          ({ result }) => result,
          () => null,
        );
        // The key is there, and the system does not give it out: that is no missing key.
        if (pem === null) return saysNo;
        if (spkiOf(pem) !== stored.key.publicKeySpkiDerBase64) return NOT_FOUND;
        return { kind: 'signed', signatureDer: sign('sha256', bytes, { key: pem, dsaEncoding: 'der' }) };
      }),
    delete: async (keyId) => {
      const file = readKeyFile(path);
      if (file === null) return { kind: 'unavailable' };
      if (!Object.hasOwn(file.keys, keyId)) return NOT_FOUND;
      const { [keyId]: _, ...keys } = file.keys;
      return { kind: writeKeyFile(path, { ...file, keys }) ? 'deleted' : 'unavailable' };
    },
  };
}

const NOT_FOUND: KeyStoreProblem = { kind: 'not-found' };

function identityOf(keyId: string, { publicKeySpkiDerBase64 }: StoredKey): DeviceIdentity {
  return {
    keyId,
    algorithm: 'ecdsa_p256_sha256',
    protectionClass: 'os_protected_nonextractable',
    publicKeySpkiDerBase64,
  };
}

function spkiOf(pem: string): string {
  return createPublicKey(pem).export({ format: 'der', type: 'spki' }).toString('base64');
}

/** Whatever a key store throws may quote what it was given: it stays here. */
async function orUnavailable<T>(act: () => Promise<T | KeyStoreProblem>): Promise<T | KeyStoreProblem> {
  try {
    return await act();
  } catch {
    return { kind: 'unavailable' };
  }
}
