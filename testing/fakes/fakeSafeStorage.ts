import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SafeStorage } from 'electron';

/** A key ring that a test can close, take away and look behind. */
export interface FakeSafeStorage extends Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
> {
  backend: ReturnType<SafeStorage['getSelectedStorageBackend']>;
  available: boolean;
  /** Whether it gives out what it holds. */
  open: boolean;
  /** The first bytes of what it encrypts: Chromium's mark of the kind of key. */
  mark: string;
}

/** `safeStorage` with real encryption, under this key of 32 bytes. */
export function createFakeSafeStorage(key: Buffer = randomBytes(32)): FakeSafeStorage {
  const storage: FakeSafeStorage = {
    backend: 'gnome_libsecret',
    available: true,
    open: true,
    mark: 'v11',
    getSelectedStorageBackend: () => storage.backend,
    isAsyncEncryptionAvailable: async () => storage.available,
    encryptStringAsync: async (text) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from(storage.mark), iv, cipher.getAuthTag(), bytes]);
    },
    decryptStringAsync: async (encrypted) => {
      if (!storage.open) throw new Error('The key ring is locked.');
      const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(3, 15));
      decipher.setAuthTag(encrypted.subarray(15, 31));
      const result = Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]).toString(
        'utf8',
      );
      return { result, shouldReEncrypt: false };
    },
  };
  return storage;
}
