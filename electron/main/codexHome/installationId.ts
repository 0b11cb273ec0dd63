import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { stampOf } from '../globalState/index.ts';

/** A new installation id was written; `backup` is the absolute path of the old one. */
export interface NewIdentity {
  readonly backup: string;
}

/**
 * Gives this computer a new identity: a new UUID in `installation_id`, the old file backed up beside it, whatever it held.
 * Owner and mode stay, also under `sudo`, because the app-server does not start on a file that it cannot read; a symbolic
 * link stays one. Only ever called for the explicit choice of a person, while the app-server is stopped. `null` where
 * there is none to replace: the app-server makes a new one by itself.
 * @throws an I/O error, and then the old file is still there and nothing else is
 */
export function rotateInstallationId(folder: string, now: Date): NewIdentity | null {
  const path = join(folder, 'installation_id');
  const target = resolveFile(path);
  if (target === null) return null;
  const old = statSync(target);
  // Reading a pipe or a device could wait forever.
  if (!old.isFile()) throw new Error('installation_id is not a file');
  const backup = `${path}.mobile-pairing-backup.${stampOf(now)}`;
  const fresh = `${target}.${randomUUID()}.new`;
  const made: string[] = [];
  try {
    createFile(backup, readFileSync(target), { uid: old.uid, gid: old.gid, mode: 0o600 });
    made.push(backup);
    createFile(fresh, randomUUID(), old);
    made.push(fresh);
    renameSync(fresh, target);
  } catch (error) {
    for (const leftover of made) rmSync(leftover, { force: true });
    throw error;
  }
  return { backup };
}

function resolveFile(path: string): string | null {
  try {
    return realpathSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Creates a file of the same owner, on disk when this returns. Throws where it is there already, and leaves no half file. */
function createFile(path: string, content: string | Uint8Array, owner: Pick<Stats, 'mode' | 'uid' | 'gid'>) {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, content);
    giveTo(file, owner);
    // Last, because a change of owner may clear bits of the mode, and the one given to `open` was cut by the umask.
    fchmodSync(file, owner.mode & 0o777);
    fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** The user decides who can read it; a group that is not one of ours cannot be kept, and is no reason to fail. */
function giveTo(file: number, { uid, gid }: Pick<Stats, 'uid' | 'gid'>): void {
  const made = fstatSync(file);
  if (made.uid === uid && made.gid === gid) return;
  try {
    fchownSync(file, uid, gid);
  } catch (error) {
    if (made.uid !== uid) throw error;
  }
}
