import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { appIsReady } from './readiness.ts';
import { strict } from '../strict.ts';

/** Chromium's mark of a text whose key is in a key ring. */
const MARK = 'v11';

/** The key ring: one key, in a file of the profile, so that it is there again at the next start. */
function key(): Buffer {
  const path = join(app.getPath('userData'), 'key-ring');
  try {
    return readFileSync(path);
  } catch {
    mkdirSync(app.getPath('userData'), { recursive: true });
    const made = randomBytes(32);
    writeFileSync(path, made, { mode: 0o600 });
    return made;
  }
}

function requireReady(): void {
  if (!appIsReady()) throw new Error('safeStorage cannot be used before app is ready');
}

/** Electron's `safeStorage` as on a Linux with a key ring, the asynchronous half. */
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async (): Promise<boolean> => appIsReady(),
  getSelectedStorageBackend: (): 'gnome_libsecret' | 'unknown' =>
    appIsReady() ? 'gnome_libsecret' : 'unknown',
  encryptStringAsync: async (text: string): Promise<Buffer> => {
    requireReady();
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key(), iv);
    const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from(MARK), iv, cipher.getAuthTag(), bytes]);
  },
  decryptStringAsync: async (encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> => {
    requireReady();
    const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(3, 15));
    decipher.setAuthTag(encrypted.subarray(15, 31));
    const bytes = Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]);
    return { result: bytes.toString('utf8'), shouldReEncrypt: false };
  },
});
