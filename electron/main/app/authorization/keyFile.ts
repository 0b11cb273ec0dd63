import { chmodSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { replaceFileSync } from '../../globalState/index.ts';

const keySchema = v.looseObject({
  publicKeySpkiDerBase64: v.pipe(v.string(), v.minLength(1)),
  /** PKCS#8 in PEM, encrypted by the system's key store, base64. */
  encryptedPrivateKey: v.pipe(v.string(), v.minLength(1)),
});
const fileSchema = v.looseObject({ version: v.literal(1), keys: v.record(v.string(), keySchema) });

/** A key as the file holds it: its public half, and its private half as only the system's key store can read it. */
export type StoredKey = v.InferOutput<typeof keySchema>;

/** The file of device keys, whole. */
export type KeyFile = v.InferOutput<typeof fileSchema>;

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
    return v.parse(fileSchema, JSON.parse(text));
  } catch {
    return null;
  }
}

/** Replaces the file in one step, for its owner alone. `false`: it is as it was. */
export function writeKeyFile(path: string, file: KeyFile): boolean {
  try {
    replaceFileSync(path, Buffer.from(`${JSON.stringify(file, null, 2)}\n`));
    // A file that was there keeps its mode otherwise, even one that was opened to others.
    if (process.platform !== 'win32') chmodSync(path, 0o600);
    return true;
  } catch {
    return false;
  }
}
