import { randomUUID } from 'node:crypto';
import { closeSync, copyFileSync, constants, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stampOf } from '../globalState/stamp.ts';

/** A new installation id was written; `backup` is where the old one is, or `null` where there was none. */
export interface NewIdentity {
  readonly backup: string | null;
}

/**
 * Gives this computer a new identity: a fresh UUID in `installation_id`, the old file backed up beside it. Only ever called
 * for the explicit choice of a person, while the app-server is stopped.
 * @throws an I/O error, and then the old file is still there
 */
export function rotateInstallationId(folder: string, now: Date): NewIdentity {
  const path = join(folder, 'installation_id');
  const backup = `${path}.mobile-pairing-backup.${stampOf(now)}`;
  const existed = tryCopy(path, backup);
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o644);
  try {
    writeFileSync(file, randomUUID());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  return { backup: existed ? backup : null };
}

function tryCopy(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
