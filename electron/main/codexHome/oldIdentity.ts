import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { MAIN_FILE, MIRROR_FILE } from '../globalState/index.ts';
import { readText } from './readText.ts';

/** The file that says who this computer is for the server. */
export const INSTALLATION_ID_FILE = 'installation_id';

const LABELS = ['mobile-pairing-backup', 'mobile-pairing-before-restore'] as const;
type Label = (typeof LABELS)[number];

/** An old identity that comes back when a repair is taken back. */
export interface OldIdentity {
  /** The absolute path of its copy. */
  readonly path: string;
  /** No state file was written in that repair, so that there is nothing else to take back. */
  readonly isAlone: boolean;
}

/**
 * The identity that goes with a backup of the state file (its path or name; the newest repair by default), because both were kept in one repair:
 * their names have the same time. `null` where that repair changed no identity, where it is there again already, or where a later one
 * changed it once more. Never throws.
 */
export function findOldIdentity(folder: string, backup?: string): OldIdentity | null {
  const label = LABELS.find((each) => backup?.includes(`.${each}.`)) ?? 'mobile-pairing-backup';
  const place = backup === undefined || basename(backup) === backup ? folder : dirname(backup);
  const newest = newestStamp(place, label, [INSTALLATION_ID_FILE]);
  if (newest === null) return null;
  const path = join(place, `${INSTALLATION_ID_FILE}.${label}.${newest}`);
  if (isSameText(path, join(folder, INSTALLATION_ID_FILE))) return null;
  const name = basename(backup ?? '');
  if (name === basename(path)) return { path, isAlone: true };
  const stamp = backup === undefined ? newestStateCopy(place, label) : name.slice(-STAMP_LENGTH);
  if (stamp === newest) return { path, isAlone: false };
  return backup === undefined && (stamp === null || newest > stamp) ? { path, isAlone: true } : null;
}

/** The time of the newest copy of the state file or its mirror; `null` where there is none. */
export function newestStateCopy(folder: string, label: Label): string | null {
  return newestStamp(folder, label, [MAIN_FILE, MIRROR_FILE]);
}

const STAMP_LENGTH = 14;

function newestStamp(folder: string, label: Label, files: readonly string[]): string | null {
  const stamps = namesIn(folder).flatMap((name) => {
    const file = files.find((each) => name.startsWith(`${each}.${label}.`));
    const stamp = file === undefined ? '' : name.slice(`${file}.${label}.`.length);
    return /^\d{14}$/.test(stamp) ? [stamp] : [];
  });
  return stamps.toSorted().at(-1) ?? null;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isSameText(one: string, other: string): boolean {
  try {
    return readText(one)?.trim().toLowerCase() === readText(other)?.trim().toLowerCase();
  } catch {
    return false;
  }
}
