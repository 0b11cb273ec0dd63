import { rmSync, statfsSync } from 'node:fs';
import type { WriteFailed } from '../contract.ts';
import { replaceFile } from './replaceFile.ts';
import { errorCode, newOwner, readBytes, type FileOwner } from './stateFile.ts';

/** How the bytes of one file get to disk: atomically, keeping its mode; throws on failure. */
export type StoreFile = (path: string) => { write(bytes: Uint8Array): void };

/** The app's own: a temporary file renamed over the old one, see `replaceFile`. */
export const atomicStoreFile: StoreFile = (path) => ({
  write(bytes) {
    const reading = readBytes(path);
    replaceFile(path, bytes, reading.kind === 'bytes' ? reading.owner : newOwner());
  },
});

/** One file to be written. */
export interface Target {
  readonly path: string;
  /** What is there now; `null` where nothing is. */
  readonly before: { readonly bytes: Buffer; readonly owner: FileOwner } | null;
  readonly after: Buffer;
}

/** Both files as they are to be written; `null` for one that stays as it is. */
export interface Targets {
  readonly mirror: Target | null;
  readonly main: Target | null;
  /** The one that is written first. Whoever is killed in between leaves the other one old. */
  readonly first: 'mirror' | 'main';
}

/**
 * Writes one file and then the other, and reads each back. Either both hold what was meant, or both hold what they held
 * before, and the failure says so. Never throws.
 */
export function persist(targets: Targets, storeFile: StoreFile): WriteFailed | null {
  const written: Target[] = [];
  const { first, mirror, main } = targets;
  for (const target of first === 'mirror' ? [mirror, main] : [main, mirror]) {
    if (target === null) continue;
    written.unshift(target);
    const code = write(target, storeFile);
    if (code === null) continue;
    // Every one of them, even where an earlier one cannot be put back.
    const restored = written.filter((each) => !putBack(each));
    return writeFailed(code, main && restored.includes(main) ? 'unknown' : 'old');
  }
  return null;
}

/** A failure as a value, in words a person can act on. */
export function writeFailed(code: string, onDisk: WriteFailed['onDisk']): WriteFailed {
  const why = WHY[code] ?? `The file system answered ${code}.`;
  const state =
    onDisk === 'old' ? 'The state file is as it was before.' : 'The old state file could not be put back.';
  return {
    kind: 'write-failed',
    code,
    onDisk,
    message: `The state file could not be written. ${why} ${state}`,
  };
}

const WHY: Record<string, string> = {
  ENOSPC: 'The disk is full: free some space and try again.',
  EDQUOT: 'Your disk quota is used up: free some space and try again.',
  EROFS: 'The disk is read-only: make it writable and try again.',
  EACCES: 'The folder may not be written by this user: correct its permissions and try again.',
  EPERM: 'The folder may not be written by this user: correct its permissions and try again.',
  EBUSY: 'Another program holds the file: close it and try again.',
  INCOMPLETE: 'The disk did not keep what was written: check that it has free space and try again.',
};

/** Bytes free for this user on the disk of `folder`; `null` where the system does not say. Never throws. */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize, blocks } = statfsSync(folder);
    return blocks === 0 ? null : bavail * bsize;
  } catch {
    return null;
  }
}

/** Room for a backup, a temporary file and a second copy of the largest file, and a mebibyte for everybody else. */
export function bytesNeeded(targets: readonly (Target | null)[]): number {
  const sizes = targets.map((target) =>
    Math.max(target?.after.length ?? 0, target?.before?.bytes.length ?? 0),
  );
  return 3 * Math.max(0, ...sizes) + 1024 * 1024;
}

/** `null`, or the code of what went wrong. What counts is what can be read again, not what the writer said. */
function write({ path, after }: Target, storeFile: StoreFile): string | null {
  let code = 'INCOMPLETE';
  try {
    storeFile(path).write(after);
  } catch (error) {
    code = errorCode(error);
  }
  return holds(path, after) ? null : code;
}

/** Whether `target` holds again what it held before. */
function putBack({ path, before }: Target): boolean {
  if (holds(path, before?.bytes ?? null)) return true;
  try {
    if (before === null) rmSync(path, { force: true });
    else replaceFile(path, before.bytes, before.owner);
  } catch {
    // Whatever went wrong, what counts is what can be read.
  }
  return holds(path, before?.bytes ?? null);
}

function holds(path: string, bytes: Buffer | null): boolean {
  const reading = readBytes(path);
  return reading.kind === 'bytes'
    ? bytes !== null && reading.bytes.equals(bytes)
    : reading.kind === 'absent' && bytes === null;
}
