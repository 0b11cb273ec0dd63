import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { FileOwner } from './stateFile.ts';

/** Creates the file at `path`, which must not be there (`EEXIST`), on disk when this returns. Throws; leaves no half file. */
export function createFile(path: string, bytes: Uint8Array, owner: FileOwner): void {
  const file = openSync(path, 'wx', owner.mode);
  try {
    fill(file, bytes, owner);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** Writes, syncs and closes `file`. Where closing fails, that is an error like any other: the file may not be whole. */
function fill(file: number, bytes: Uint8Array, { mode, uid, gid }: FileOwner): void {
  try {
    // One call may write less than it was given when the disk is nearly full; only a loop meets the error.
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    // The mode given to `open` has been cut by the umask.
    fchmodSync(file, mode);
    giveTo(file, uid, gid);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Puts `bytes` at `path` in one step, through symbolic links, independently of the writer that has just failed. Throws. */
export function replaceFile(path: string, bytes: Uint8Array, owner: FileOwner): void {
  const target = realPath(path);
  // Nothing is to be kept from anybody here, and `node:crypto` takes longer to load than all the rest of this module.
  const random = Math.floor(Math.random() * 0x1000000)
    .toString(16)
    .padStart(6, '0');
  // The name is one that `removeOrphans` knows, should the process end before the rename.
  const temporary = `${target}.tmp-${Date.now().toString().slice(-10)}${random}`;
  createFile(temporary, bytes, owner);
  try {
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolderOf(target);
}

/** Makes a rename into the folder of `path` last through a power cut, where the system can do that. Never throws. */
export function syncFolderOf(path: string): void {
  try {
    const folder = openSync(dirname(realPath(path)), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // Windows opens no folders, and some network disks sync none.
  }
}

/** Where `path` leads; `path` itself where nothing is there. Never throws. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** A command run as another user, such as root, leaves the file to whom it belonged. */
function giveTo(file: number, uid: number, gid: number): void {
  if (process.geteuid?.() === uid && process.getegid?.() === gid) return;
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Only root may give a file away; the content matters more.
  }
}
