import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { newAttributes, versionOf, type FileAttributes } from './fileVersion.ts';
import { syncFolderOfSync } from './syncFolder.ts';
import { temporaryName } from './temporaryFile.ts';

/**
 * Puts `bytes` at `path` in one step, through symbolic links, with the mode and the owner of the file that is there; a new one
 * is its owner's alone. For small files that are one program's: nothing is kept of the old one. Throws what the file system says.
 */
export function replaceFileSync(path: string, bytes: Uint8Array): void {
  const { target, attributes } = place(path);
  const temporary = temporaryName(target);
  const file = openSync(temporary, 'wx', attributes.mode);
  try {
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      fchmodSync(file, attributes.mode);
      if (process.geteuid?.() === 0) fchownSync(file, attributes.uid, attributes.gid);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolderOfSync(target);
}

function place(path: string): { readonly target: string; readonly attributes: FileAttributes } {
  try {
    const target = realpathSync.native(path);
    return { target, attributes: versionOf(target, statSync(target, { bigint: true })).attributes };
  } catch {
    return { target: path, attributes: newAttributes() };
  }
}
