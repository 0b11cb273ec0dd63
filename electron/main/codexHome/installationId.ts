import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
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
import { dirname, join } from 'node:path';
import { stampOf, unusedStamp } from '../globalState/index.ts';
import { findOldIdentity, INSTALLATION_ID_FILE, newestStateCopy, type OldIdentity } from './oldIdentity.ts';

/** A new installation id was written; `backup` is the absolute path of the old one. */
export interface NewIdentity {
  readonly backup: string;
}

/**
 * Gives this computer a new identity: a new UUID in `installation_id`, the old file backed up beside it, whatever it held.
 * Owner and mode stay, also under `sudo`, because the app-server does not start on a file that it cannot read; a symbolic
 * link stays one. Only ever called for the explicit choice of a person, while the app-server is stopped. `null` where
 * there is none to replace: the app-server makes a new one by itself. `stamp`: the time in the name of the state file's backup of the same repair,
 * by which a restore knows that they belong together.
 * @throws an I/O error, and then the old file is still there and nothing else is
 */
export function rotateInstallationId(
  folder: string,
  now: Date,
  stamp: string = unusedStamp(folder, 'mobile-pairing-backup', now),
): NewIdentity | null {
  const path = join(folder, INSTALLATION_ID_FILE);
  const target = resolveFile(path);
  if (target === null) return null;
  const backup = `${path}.mobile-pairing-backup.${stamp}`;
  replaceFile(target, randomUUID(), backup);
  return { backup };
}

/**
 * Puts an old identity back, after the state file of the same repair. The one that it replaces is kept beside it, by the time of the copy that this
 * restore, which began at `began`, made of the state file. Where there is none by now, it is made as the app-server makes it, which everyone may read.
 * @throws an I/O error, and then nothing has changed
 */
export function putBackInstallationId(folder: string, { path: old }: OldIdentity, began: Date): void {
  const path = join(folder, INSTALLATION_ID_FILE);
  const content = readFileSync(old);
  const target = resolveFile(path);
  if (target === null) createFile(path, content, { ...statSync(old), mode: 0o644 });
  else replaceFile(target, content, unusedCopy(path, began));
}

/** How to put back the identity that the repair with this backup changed; `null` where it changed none. To be asked before the state file is restored. */
export function oldIdentityOf(folder: string, backup: string): (() => void) | null {
  const old = findOldIdentity(folder, backup);
  const began = new Date();
  return old === null ? null : () => putBackInstallationId(folder, old, began);
}

function unusedCopy(path: string, began: Date): string {
  const made = newestStateCopy(dirname(path), 'mobile-pairing-before-restore');
  const nameAt = (stamp: string) => `${path}.mobile-pairing-before-restore.${stamp}`;
  if (made !== null && made >= stampOf(began) && !existsSync(nameAt(made))) return nameAt(made);
  let time = began.getTime();
  while (existsSync(nameAt(stampOf(new Date(time))))) time += 1000;
  return nameAt(stampOf(new Date(time)));
}

function replaceFile(target: string, content: string | Uint8Array, backup: string): void {
  const old = statSync(target);
  // Reading a pipe or a device could wait forever.
  if (!old.isFile()) throw new Error('installation_id is not a file');
  const fresh = `${target}.${randomUUID()}.new`;
  const made: string[] = [];
  try {
    createFile(backup, readFileSync(target), { uid: old.uid, gid: old.gid, mode: 0o600 });
    made.push(backup);
    createFile(fresh, content, old);
    made.push(fresh);
    renameSync(fresh, target);
  } catch (error) {
    for (const leftover of made) rmSync(leftover, { force: true });
    throw error;
  }
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
