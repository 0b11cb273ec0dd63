import { randomUUID } from 'node:crypto';
import { copyFileSync, constants, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stampOf } from '../globalState/index.ts';

/** A new installation id was written; `backup` is the absolute path of the old one. */
export interface NewIdentity {
  readonly backup: string;
}

/**
 * Gives this computer a new identity: a fresh UUID in `installation_id`, the old file backed up beside it. Only ever called
 * for the explicit choice of a person, while the app-server is stopped. `null` where there is none to replace: the
 * app-server makes a new one by itself.
 * @throws an I/O error, and then the old file is still there
 */
export function rotateInstallationId(folder: string, now: Date): NewIdentity | null {
  const path = join(folder, 'installation_id');
  const backup = `${path}.mobile-pairing-backup.${stampOf(now)}`;
  if (!tryCopy(path, backup)) return null;
  const fresh = `${path}.new`;
  try {
    writeFileSync(fresh, randomUUID(), { mode: 0o644, flush: true });
    renameSync(fresh, path);
  } catch (error) {
    for (const leftover of [backup, fresh]) rmSync(leftover, { force: true });
    throw error;
  }
  return { backup };
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
