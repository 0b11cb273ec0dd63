import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { MAIN_FILE, MIRROR_FILE } from './contract.ts';
import { createFile } from './replaceFile.ts';
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
const PATTERN = /^(\.codex-global-state\.json(?:\.bak)?)\.mobile-pairing-backup\.(\d{14})$/;

/**
 * Copies both files under the time in UTC, or the next second whose names are free, on disk when this returns; the mirror
 * only where it differs. Throws what the file system throws, and then leaves none of the copies.
 */
export function saveBackup(
  folder: string,
  label: BackupLabel,
  now: Date,
  { main, mirror }: { readonly main: Copy | null; readonly mirror: Copy | null },
): Backup {
  const pathsAt = (time: number) => {
    const stamp = stampOf(new Date(time));
    return {
      main: join(folder, `${MAIN_FILE}.${label}.${stamp}`),
      mirror: join(folder, `${MIRROR_FILE}.${label}.${stamp}`),
    };
  };
  let time = now.getTime();
  while (Object.values(pathsAt(time)).some((path) => existsSync(path))) time += 1000;
  const paths = pathsAt(time);
  const different = mirror !== null && !(main && main.bytes.equals(mirror.bytes));
  const backup = { main: main && paths.main, mirror: different ? paths.mirror : null };
  try {
    if (main) createFile(paths.main, main.bytes, main.owner);
    if (different) createFile(paths.mirror, mirror.bytes, mirror.owner);
  } catch (error) {
    discardBackup(backup);
    throw error;
  }
  return backup;
}

/** Removes the copies again, where what they were made for did not happen. Never throws. */
export function discardBackup({ main, mirror }: Backup): void {
  for (const path of [main, mirror]) if (path !== null) removeQuietly(path);
}

/** Keeps the copies of the ten newest moments, and `made` whatever the clock says. Never throws. */
export function pruneBackups(folder: string, label: BackupLabel, made: Backup): void {
  const stamps = new Map<string, string[]>();
  for (const name of namesIn(folder)) {
    const prefix = [MAIN_FILE, MIRROR_FILE].find((file) => name.startsWith(`${file}.${label}.`));
    const stamp = name.slice(-14);
    if (prefix === undefined || name !== `${prefix}.${label}.${stamp}` || !/^\d{14}$/.test(stamp)) continue;
    stamps.set(stamp, [...(stamps.get(stamp) ?? []), join(folder, name)]);
  }
  const old = [...stamps.keys()].toSorted().slice(0, -KEPT);
  for (const path of old.flatMap((stamp) => stamps.get(stamp) ?? [])) {
    if (path !== made.main && path !== made.mirror) removeQuietly(path);
  }
}

/**
 * The newest backup in `folder`, or the one `name` means: an absolute path or a base name, of either of its two files.
 * A string says, for a person, why there is none.
 */
export function findBackup(folder: string, name?: string): Backup | string {
  if (name === undefined) {
    const stamps = namesIn(folder).flatMap((each) => PATTERN.exec(each)?.[2] ?? []);
    const newest = stamps.toSorted().at(-1);
    return newest === undefined
      ? 'There is no backup to restore: a repair makes one before it changes anything.'
      : backupAt(folder, newest);
  }
  if (!isAbsolute(name) && basename(name) !== name) {
    return 'Name the backup by its absolute path or by its file name alone.';
  }
  const stamp = PATTERN.exec(basename(name))?.[2];
  if (stamp === undefined) {
    return `That is not the name of a backup. Backups are called ${MAIN_FILE}.mobile-pairing-backup.<date and time>.`;
  }
  const path = isAbsolute(name) ? name : join(folder, name);
  return existsSync(path) ? backupAt(dirname(path), stamp) : 'There is no backup of that name.';
}

function backupAt(folder: string, stamp: string): Backup {
  const [main, mirror] = [MAIN_FILE, MIRROR_FILE].map((file) =>
    join(folder, `${file}.mobile-pairing-backup.${stamp}`),
  ) as [string, string];
  return { main: existsSync(main) ? main : null, mirror: existsSync(mirror) ? mirror : null };
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
    rmSync(path, { force: true });
  } catch {
    // One copy too many does no harm.
  }
}
