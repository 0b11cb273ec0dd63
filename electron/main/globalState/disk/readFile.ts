import { constants } from 'node:fs';
import { lstat, open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { errorCode } from './errorCode.ts';
import { isSameVersion, versionOf, type FileVersion } from './fileVersion.ts';

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

async function readOpen(path: string): Promise<{ bytes: Buffer; version: FileVersion; isWhole: boolean }> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const before = versionOf(path, await file.stat({ bigint: true }));
    const bytes = await readAll(file, Number(before.size));
    const after = versionOf(path, await file.stat({ bigint: true }));
    // Of the earlier time: what was changed since must not pass for what was read.
    const version = { ...after, seenAt: before.seenAt };
    return { bytes, version, isWhole: isSameVersion(before, after) && bytes.length === Number(after.size) };
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
