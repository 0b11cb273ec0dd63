import { open, rm, type FileHandle } from 'node:fs/promises';
import { versionOf, type FileAttributes, type FileVersion } from './fileVersion.ts';

/** A name beside `target` that no file has yet, and that `removeAbandonedTemporaryFiles` knows. */
export function temporaryName(target: string): string {
  // Nothing is to be kept from anybody here, and `node:crypto` takes longer to load than all the rest of this module.
  const random = Math.floor(Math.random() * 0x1000000)
    .toString(16)
    .padStart(6, '0');
  return `${target}.tmp-${Date.now().toString().slice(-10)}${random}`;
}

/**
 * Creates the file at `path`, which must not be there (`EEXIST`), with exactly `parts` in it, on disk when this resolves.
 * Rejects with what the file system says, and then leaves no half file.
 */
export async function createFile(
  path: string,
  parts: readonly Buffer[],
  attributes: FileAttributes,
): Promise<FileVersion> {
  const file = await open(path, 'wx', attributes.mode);
  try {
    return await fill(file, path, parts, attributes);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Writes, syncs and closes `file`. Where closing fails, that is an error like any other: the file may not be whole. */
async function fill(
  file: FileHandle,
  path: string,
  parts: readonly Buffer[],
  { mode, uid, gid }: FileAttributes,
): Promise<FileVersion> {
  try {
    for (const part of parts) await writeAll(file, part);
    // The mode given to `open` has been cut by the umask.
    await file.chmod(mode);
    await giveTo(file, uid, gid);
    await file.sync();
    return versionOf(path, await file.stat({ bigint: true }));
  } finally {
    await file.close();
  }
}

/** One call may write less than it was given when the disk is nearly full; only a loop meets the error. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written);
    written += bytesWritten;
  }
}

/** A command run as another user, such as root, leaves the file to whom it belonged. */
async function giveTo(file: FileHandle, uid: number, gid: number): Promise<void> {
  if (process.geteuid?.() === uid && process.getegid?.() === gid) return;
  try {
    await file.chown(uid, gid);
  } catch {
    // Only root may give a file away; the content matters more.
  }
}
