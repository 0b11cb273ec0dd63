import { constants, realpathSync, statSync } from 'node:fs';
import { lstat, open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { errorCode } from './errorCode.ts';
import { isSameVersion, versionOf, type FileVersion } from './fileVersion.ts';
import { comparisonWith, LARGE, lengthOf } from './sameBytes.ts';

/** What can be wrong with a file before its content is looked at. */
export type FileProblem = 'not-a-file' | 'dangling-link' | 'permission' | 'io';

/** The bytes of a file and which version of it they are, or why they cannot be had. */
export type BytesReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly problem: FileProblem }
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly version: FileVersion };

/** Which version of a file is there, or why that cannot be told. */
export type VersionReading =
  | Exclude<BytesReading, { kind: 'bytes' }>
  | { readonly kind: 'version'; readonly version: FileVersion };

/** Looks at the file at `path`, through symbolic links. Never throws. */
export async function readVersion(path: string): Promise<VersionReading> {
  try {
    const real = await realpath(path);
    const facts = await stat(real, { bigint: true });
    if (!facts.isFile()) return { kind: 'failed', problem: 'not-a-file' };
    return { kind: 'version', version: versionOf(real, facts) };
  } catch (error) {
    return problemOf(path, errorCode(error));
  }
}

/** The same at once; `null` for whatever is no file that can be looked at. Never throws. */
export function versionAtOnce(path: string): FileVersion | null {
  try {
    const real = realpathSync.native(path);
    const facts = statSync(real, { bigint: true });
    return facts.isFile() ? versionOf(real, facts) : null;
  } catch {
    return null;
  }
}

/** Whether the file at `path` is, right now, the very `version`. Never throws. */
export function isStillAt(path: string, version: FileVersion): boolean {
  const now = versionAtOnce(path);
  return now !== null && isSameVersion(now, version);
}

/** How often a file is read that changes while it is read. */
const ATTEMPTS = 3;

/** Reads the file at `path`, through symbolic links: one whole version of it. Never throws, and never waits on a pipe. */
export async function readBytes(path: string): Promise<BytesReading> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await readVersion(path);
    if (found.kind !== 'version') return found;
    try {
      const reading = await readOpen(found.version.path);
      if (reading.isWhole || attempt === ATTEMPTS) return { kind: 'bytes', ...reading };
    } catch (error) {
      // Another file may just have been put in its place.
      if (errorCode(error) !== 'ENOENT' || attempt === ATTEMPTS) return problemOf(path, errorCode(error));
    }
  }
}

/** Which version of the file at `path` holds exactly `parts`, one after the other; `null`: none that is there now. Never throws. */
export async function versionHolding(path: string, parts: readonly Buffer[]): Promise<FileVersion | null> {
  const found = await readVersion(path);
  const length = lengthOf(parts);
  if (found.kind !== 'version' || Number(found.version.size) !== length) return null;
  try {
    const { result, version, isOne } = await readOnce(found.version.path, (file) => holds(file, parts));
    return result && isOne && Number(version.size) === length ? version : null;
  } catch {
    return null;
  }
}

async function readOpen(path: string): Promise<{ bytes: Buffer; version: FileVersion; isWhole: boolean }> {
  const { result, version, isOne } = await readOnce(path, readAll);
  return { bytes: result, version, isWhole: isOne && result.length === Number(version.size) };
}

/** What `read` makes of the file, which version that was, and whether it was one version all the time. */
async function readOnce<T>(
  path: string,
  read: (file: FileHandle, size: number) => Promise<T>,
): Promise<{ readonly result: T; readonly version: FileVersion; readonly isOne: boolean }> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const before = versionOf(path, await file.stat({ bigint: true }));
    const result = await read(file, Number(before.size));
    const after = versionOf(path, await file.stat({ bigint: true }));
    // Of the earlier time: what was changed since must not pass for what was read.
    return { result, version: { ...after, seenAt: before.seenAt }, isOne: isSameVersion(before, after) };
  } finally {
    await file.close();
  }
}

async function readAll(file: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await file.read(bytes, length, size - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

async function holds(file: FileHandle, parts: readonly Buffer[]): Promise<boolean> {
  const continues = comparisonWith(parts);
  const length = lengthOf(parts);
  const piece = Buffer.allocUnsafeSlow(Math.min(length, LARGE));
  for (let at = 0; at < length;) {
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0 || !continues(piece.subarray(0, bytesRead))) return false;
    at += bytesRead;
  }
  return true;
}

async function problemOf(path: string, code: string): Promise<Exclude<BytesReading, { kind: 'bytes' }>> {
  if (code === 'ENOENT') {
    const isLink = await lstat(path).then(
      () => true,
      () => false,
    );
    return isLink ? { kind: 'failed', problem: 'dangling-link' } : { kind: 'absent' };
  }
  return { kind: 'failed', problem: code === 'EACCES' || code === 'EPERM' ? 'permission' : 'io' };
}
