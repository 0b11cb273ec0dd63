import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { MAIN_FILE, MIRROR_FILE } from '../contract.ts';
import { stampOf } from './stamp.ts';

/** Why an old file was kept: it is what a commit replaced, or what a restore did. */
export type BackupLabel = 'mobile-pairing-backup' | 'mobile-pairing-before-restore';

const LABELS = [
  'mobile-pairing-backup',
  'mobile-pairing-before-restore',
] as const satisfies readonly BackupLabel[];

/** The old files of one moment, by path. */
export interface Backup {
  readonly main: string | null;
  readonly mirror: string | null;
}

/** Where the old files of one moment are to be kept. */
export interface BackupPlace {
  readonly label: BackupLabel;
  /** The time in UTC, as in the names. */
  readonly stamp: string;
  readonly main: string;
  readonly mirror: string;
}

/** A backup that was found, and what it is of. */
export interface FoundBackup extends Backup {
  readonly label: BackupLabel;
  /** Its time in UTC, as in its name. */
  readonly stamp: string;
}

const KEPT = 10;

/**
 * Where to keep what both files hold, named by the time in UTC. Where that name is taken, or a newer one is there because
 * the clock was set back, it is the second after the newest: the newest name is always the newest backup.
 */
export function unusedBackupPlace(folder: string, label: BackupLabel, now: Date): BackupPlace {
  const newest = timeOf(stampsIn(folder, label).at(-1));
  const time = stampOf(now) > stampOf(new Date(newest)) ? now.getTime() : newest + 1000;
  const stamp = stampOf(new Date(time));
  return { label, stamp, ...pathsAt(folder, label, stamp) };
}

/** Keeps the copies of the ten newest moments. Never throws. */
export function pruneBackups(folder: string, label: BackupLabel): void {
  for (const stamp of stampsIn(folder, label).slice(0, -KEPT)) {
    const { main, mirror } = pathsAt(folder, label, stamp);
    for (const path of [main, mirror]) removeQuietly(path);
  }
}

/**
 * The newest backup in `folder`, or the one `name` means: an absolute path or a base name, of either of its two files.
 * A string says, for a person, why there is none.
 */
export function findBackup(folder: string, name?: string): FoundBackup | string {
  if (name === undefined) {
    const newest = stampsIn(folder, 'mobile-pairing-backup').at(-1);
    return newest === undefined
      ? 'There is no backup to restore: a repair makes one before it changes anything.'
      : backupAt(folder, 'mobile-pairing-backup', newest);
  }
  if (!isAbsolute(name) && basename(name) !== name) {
    return 'Name the backup by its absolute path or by its file name alone.';
  }
  const label = LABELS.find((each) => stampIn(basename(name), each) !== undefined);
  const stamp = label && stampIn(basename(name), label);
  if (label === undefined || stamp === undefined) {
    return `That is not the name of a backup. Backups are called ${MAIN_FILE}.mobile-pairing-backup.<date and time>.`;
  }
  const path = isAbsolute(name) ? name : join(folder, name);
  return existsSync(path) ? backupAt(dirname(path), label, stamp) : 'There is no backup of that name.';
}

function pathsAt(folder: string, label: BackupLabel, stamp: string) {
  return {
    main: join(folder, `${MAIN_FILE}.${label}.${stamp}`),
    mirror: join(folder, `${MIRROR_FILE}.${label}.${stamp}`),
  };
}

function backupAt(folder: string, label: BackupLabel, stamp: string): FoundBackup {
  const { main, mirror } = pathsAt(folder, label, stamp);
  // `existsSync` says "no" for a disk that cannot answer, and half of a backup would then be taken for the whole.
  const names = new Set(namesIn(folder));
  const present = (path: string) => (names.has(basename(path)) ? path : null);
  return { label, stamp, main: present(main), mirror: present(mirror) };
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
