import { errorCode } from './errorCode.ts';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { MAIN_FILE, MIRROR_FILE, nameIn, pathIn, type StatePlace } from './place.ts';
import { stampOf } from './stamp.ts';

const LABELS = ['mobile-pairing-backup', 'mobile-pairing-before-restore', 'mobile-pairing-replaced'] as const;

/**
 * Why an old file was kept: it is what a commit replaced, what a restore did, or what a mere write did whose process ended before it could
 * see that nothing of another program's was in it.
 */
export type BackupLabel = (typeof LABELS)[number];

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
export function unusedBackupPlace(place: StatePlace, label: BackupLabel, now: Date): BackupPlace {
  const stamp = unusedStamp(place.folder, label, now);
  return { label, stamp, ...pathsAt(place, label, stamp) };
}

/** The time for the name of a copy that no copy of any file in `folder` has, so that two repairs in one second are told apart. Never throws. */
export function unusedStamp(folder: string, label: BackupLabel, now: Date): string {
  const stamps = namesIn(folder).flatMap((name) => name.split(`.${label}.`)[1] ?? []);
  const newest = Math.max(0, ...stamps.filter((stamp) => /^\d{14}$/.test(stamp)).map(timeOf));
  return stampOf(now) > stampOf(new Date(newest)) ? stampOf(now) : stampOf(new Date(newest + 1000));
}

/**
 * A name beside `target` under which a file is kept while it is replaced. Unlike a temporary one it stays where that goes wrong, because
 * another program may have written into it in the last moment. Never throws.
 */
export function unusedReplacedName(target: string): string {
  for (let time = Date.now(); ; time += 1000) {
    const name = `${target}.mobile-pairing-replaced.${stampOf(new Date(time))}`;
    if (!existsSync(name)) return name;
  }
}

/** Whether the folder is closed to us, so that a backup may be in it unseen. */
export function isClosedFolder(folder: string): boolean {
  try {
    readdirSync(folder);
    return false;
  } catch (error) {
    return ['EACCES', 'EPERM'].includes(errorCode(error));
  }
}

/** Keeps the copies of the ten newest moments. Never throws. */
export function pruneBackups(place: StatePlace, label: BackupLabel): void {
  for (const stamp of stampsIn(place, label).slice(0, -KEPT)) {
    const { main, mirror } = pathsAt(place, label, stamp);
    for (const path of [main, mirror]) removeQuietly(path);
  }
}

/**
 * The newest backup of `place`, or the one `name` means: an absolute path or a base name, of either of its two files.
 * A string says, for a person, why there is none.
 */
export function findBackup(place: StatePlace, name?: string): FoundBackup | string {
  if (name === undefined) {
    const newest = stampsIn(place, 'mobile-pairing-backup').at(-1);
    return newest === undefined
      ? 'There is none: a repair makes one before it changes anything.'
      : backupAt(place, 'mobile-pairing-backup', newest);
  }
  if (!isAbsolute(name) && basename(name) !== name) {
    return 'Name the backup by its absolute path or by its file name alone.';
  }
  const label = LABELS.find((each) => stampIn(place, basename(name), each) !== undefined);
  const stamp = label && stampIn(place, basename(name), label);
  if (label === undefined || stamp === undefined) {
    return `That is not the name of a backup. Backups are called ${place.name}.mobile-pairing-backup.<date and time>.`;
  }
  const path = isAbsolute(name) ? name : join(place.folder, name);
  return existsSync(path)
    ? backupAt({ ...place, folder: dirname(path) }, label, stamp)
    : 'There is no backup of that name.';
}

function pathsAt(place: StatePlace, label: BackupLabel, stamp: string) {
  return {
    main: `${pathIn(place, MAIN_FILE)}.${label}.${stamp}`,
    mirror: `${pathIn(place, MIRROR_FILE)}.${label}.${stamp}`,
  };
}

function backupAt(place: StatePlace, label: BackupLabel, stamp: string): FoundBackup {
  const { main, mirror } = pathsAt(place, label, stamp);
  // `existsSync` says "no" for a disk that cannot answer, and half of a backup would then be taken for the whole.
  const names = new Set(namesIn(place.folder));
  const present = (path: string) => (names.has(basename(path)) ? path : null);
  return { label, stamp, main: present(main), mirror: present(mirror) };
}

/** The stamp in the name of a copy, of either file. */
function stampIn(place: StatePlace, name: string, label: BackupLabel): string | undefined {
  const file = [nameIn(place, MAIN_FILE), nameIn(place, MIRROR_FILE)].find((each) =>
    name.startsWith(`${each}.${label}.`),
  );
  const stamp = file && name.slice(`${file}.${label}.`.length);
  return stamp && /^\d{14}$/.test(stamp) && timeOf(stamp) > 0 ? stamp : undefined;
}

/** Oldest first, each once. */
function stampsIn(place: StatePlace, label: BackupLabel): string[] {
  return [...new Set(namesIn(place.folder).flatMap((name) => stampIn(place, name, label) ?? []))].toSorted();
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
