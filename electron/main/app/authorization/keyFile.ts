import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { replaceFileSync } from '../../globalState/index.ts';

const keySchema = z.looseObject({
  publicKeySpkiDerBase64: z.string().check(z.minLength(1)),
  /** PKCS#8 in PEM, encrypted by the system's key store, base64. */
  encryptedPrivateKey: z.string().check(z.minLength(1)),
});
const fileSchema = z.looseObject({ version: z.literal(1), keys: z.record(z.string(), keySchema) });

/** A key as the file holds it: its public half, and its private half as only the system's key store can read it. */
export type StoredKey = z.infer<typeof keySchema>;

/** The file of device keys, whole. */
export type KeyFile = z.infer<typeof fileSchema>;

/** The content of the file; `null` where it is there and cannot be read. Then it is never written over: keys may be in it. */
export function readKeyFile(path: string): KeyFile | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? { version: 1, keys: {} } : null;
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Replaces the file in one step, for its owner alone. `false`: it is as it was. */
export function writeKeyFile(path: string, file: KeyFile): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // A file that is there keeps its mode, even one that was opened to others.
    if (process.platform !== 'win32' && existsSync(path)) chmodSync(path, 0o600);
    replaceFileSync(path, Buffer.from(`${JSON.stringify(file, null, 2)}\n`));
    return true;
  } catch {
    return false;
  }
}
