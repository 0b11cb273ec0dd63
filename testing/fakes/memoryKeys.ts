import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  newKeyId,
  type DeviceIdentity,
  type DeviceKeys,
  type KeyStoreProblem,
} from '../../electron/main/remoteControl/index.ts';

/** A key store of real P-256 keys in memory, which a test can look into and make fail. */
export interface MemoryKeys extends DeviceKeys {
  /** The ids of the keys that are there. */
  readonly keyIds: readonly string[];
  /** The next calls of this method come to this problem; `null`: they work again. */
  fail(method: keyof DeviceKeys, problem: KeyStoreProblem['kind'] | null): void;
  /** Puts another key in the place of this one, under the same id. */
  replace(keyId: string): void;
  /** The private keys, as PKCS#8 in PEM, for a test that searches for them and for one that starts another process. */
  export(): Readonly<Record<string, string>>;
}

/** A store with the given keys (PKCS#8 in PEM, by id), or empty. */
export function createMemoryKeys(given: Readonly<Record<string, string>> = {}): MemoryKeys {
  const keys = new Map<string, KeyObject>(
    Object.entries(given).map(([keyId, pem]) => [keyId, createPrivateKey(pem)]),
  );
  const problems = new Map<keyof DeviceKeys, KeyStoreProblem['kind']>();
  const problemOf = (method: keyof DeviceKeys): KeyStoreProblem | null => {
    const kind = problems.get(method);
    return kind === undefined ? null : { kind };
  };

  return {
    get keyIds() {
      return [...keys.keys()];
    },
    fail(method, problem) {
      if (problem === null) problems.delete(method);
      else problems.set(method, problem);
    },
    replace: (keyId) => void keys.set(keyId, newKey()),
    export: () =>
      Object.fromEntries(
        [...keys].map(([keyId, key]) => [keyId, key.export({ format: 'pem', type: 'pkcs8' }).toString()]),
      ),
    async create(keyId = newKeyId()) {
      const problem = problemOf('create');
      if (problem) return problem;
      const key = newKey();
      keys.set(keyId, key);
      return { kind: 'created', identity: identityOf(keyId, key) };
    },
    async publicOf(keyId) {
      const key = keys.get(keyId);
      return (
        problemOf('publicOf') ??
        (key ? { kind: 'found', identity: identityOf(keyId, key) } : { kind: 'not-found' })
      );
    },
    async sign(keyId, bytes) {
      const key = keys.get(keyId);
      return (
        problemOf('sign') ??
        (key ? { kind: 'signed', signatureDer: sign('sha256', bytes, key) } : { kind: 'not-found' })
      );
    },
    async delete(keyId) {
      return problemOf('delete') ?? { kind: keys.delete(keyId) ? 'deleted' : 'not-found' };
    },
  };
}

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

function identityOf(keyId: string, key: KeyObject): DeviceIdentity {
  return {
    keyId,
    algorithm: 'ecdsa_p256_sha256',
    protectionClass: 'os_protected_nonextractable',
    publicKeySpkiDerBase64: createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}
