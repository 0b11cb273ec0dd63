import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { MAIN_FILE, MIRROR_FILE } from '../contract.ts';
import { createFile, syncFolderOf } from './replaceFile.ts';
import { stampOf } from './stamp.ts';
import type { FileOwner } from './stateFile.ts';

/** Why a copy was made: before a commit, and found by `restore`; or before a restore, and never found by it. */
export type BackupLabel = 'mobile-pairing-backup' | 'mobile-pairing-before-restore';

/** The exact bytes of one file. */
export interface Copy {
  readonly bytes: Buffer;
  readonly owner: FileOwner;
}

/** The copies made at one moment, by path. */
export interface Backup {
  readonly main: string | null;
  readonly mirror: string | null;
}

const KEPT = 10;

/**
 * Copies both files under the time in UTC, on disk when this returns; the mirror only where it differs. Where that name
 * is taken, or a newer copy is there because the clock was set back, it is the second after the newest: the newest name
 * is always the newest copy. Throws what the file system throws, and then leaves none of the copies.
 */
export function saveBackup(
  folder: string,
  label: BackupLabel,
  now: Date,
  { main, mirror }: { readonly main: Copy | null; readonly mirror: Copy | null },
): Backup {
  const newest = timeOf(stampsIn(folder, label).at(-1));
  const time = stampOf(now) > stampOf(new Date(newest)) ? now.getTime() : newest + 1000;
  const paths = pathsAt(folder, label, stampOf(new Date(time)));
  const different = mirror !== null && !main?.bytes.equals(mirror.bytes);
  if (main) createFile(paths.main, main.bytes, ownerOnly(main.owner));
  try {
    if (different) createFile(paths.mirror, mirror.bytes, ownerOnly(mirror.owner));
  } catch (error) {
    if (main) removeQuietly(paths.main);
    throw error;
  }
  syncFolderOf(paths.main);
  return { main: main && paths.main, mirror: different ? paths.mirror : null };
}

/** A copy is a new file, and nobody but its owner has been given leave to read it. */
function ownerOnly(owner: FileOwner): FileOwner {
  return { ...owner, mode: owner.mode & 0o600 };
}

/** Removes the copies again, where what they were made for did not happen. Never throws. */
export function discardBackup({ main, mirror }: Backup): void {
  for (const path of [main, mirror]) if (path !== null) removeQuietly(path);
}

/** Keeps the copies of the ten newest moments. Never throws. */
export function pruneBackups(folder: string, label: BackupLabel): void {
  for (const stamp of stampsIn(folder, label).slice(0, -KEPT)) discardBackup(pathsAt(folder, label, stamp));
}

/**
 * The newest backup in `folder`, or the one `name` means: an absolute path or a base name, of either of its two files.
 * A string says, for a person, why there is none.
 */
export function findBackup(folder: string, name?: string): Backup | string {
  if (name === undefined) {
    const newest = stampsIn(folder, 'mobile-pairing-backup').at(-1);
    return newest === undefined
      ? 'There is no backup to restore: a repair makes one before it changes anything.'
      : backupAt(folder, newest);
  }
  if (!isAbsolute(name) && basename(name) !== name) {
    return 'Name the backup by its absolute path or by its file name alone.';
  }
  const stamp = stampIn(basename(name), 'mobile-pairing-backup');
  if (stamp === undefined) {
    return `That is not the name of a backup. Backups are called ${MAIN_FILE}.mobile-pairing-backup.<date and time>.`;
  }
  const path = isAbsolute(name) ? name : join(folder, name);
  return existsSync(path) ? backupAt(dirname(path), stamp) : 'There is no backup of that name.';
}

function pathsAt(folder: string, label: BackupLabel, stamp: string) {
  return {
    main: join(folder, `${MAIN_FILE}.${label}.${stamp}`),
    mirror: join(folder, `${MIRROR_FILE}.${label}.${stamp}`),
  };
}

function backupAt(folder: string, stamp: string): Backup {
  const { main, mirror } = pathsAt(folder, 'mobile-pairing-backup', stamp);
  // `existsSync` says "no" for a disk that cannot answer, and half of a backup would then be taken for the whole.
  const names = new Set(namesIn(folder));
  const present = (path: string) => (names.has(basename(path)) ? path : null);
  return { main: present(main), mirror: present(mirror) };
}

/** The stamp in the name of a copy, of either file. */
function stampIn(name: string, label: BackupLabel): string | undefined {
  const file = [MAIN_FILE, MIRROR_FILE].find((each) => name.startsWith(`${each}.${label}.`));
  const stamp = file && name.slice(`${file}.${label}.`.length);
  return stamp && /^\d{14}$/.test(stamp) && timeOf(stamp) > 0 ? stamp : undefined;
}

/** Oldest first, each once. */
function stampsIn(folder: string, label: BackupLabel): string[] {
  return [...new Set(namesIn(folder).flatMap((name) => stampIn(name, label) ?? []))].toSorted();
}

/** Unix milliseconds; 0 for digits that are no time. */
function timeOf(stamp = ''): number {
  const time = Date.parse(stamp.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(time) ? 0 : time;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path);
  } catch {
    // There is none, or one copy too many, which does no harm.
  }
}
