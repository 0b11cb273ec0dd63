import { join } from 'node:path';
import { findBackup, type Copy } from './backups.ts';
import { MAIN_FILE, MIRROR_FILE, type Unreadable } from '../contract.ts';
import { decode } from '../jsonText/decode.ts';
import { newOwner, readBytes, readStateFile, type StoredFile } from './stateFile.ts';
import type { Replacement, Replacements } from './store.ts';

/** What a restore will do. */
export interface RestorePlan extends Replacements {
  readonly kind: 'plan';
  /** Absolute path of the backup of the main file (of the mirror where there was no main file). */
  readonly backup: string;
}

/**
 * Finds the backup (see `findBackup`) and reads all that a restore needs. The files it replaces may be absent or damaged:
 * only one whose bytes cannot be had, and so cannot be saved first, stands in the way. Never throws.
 */
export function planRestore(
  folder: string,
  name?: string,
): RestorePlan | { readonly kind: 'no-backup'; readonly message: string } | Unreadable {
  const found = findBackup(folder, name);
  if (typeof found === 'string') return { kind: 'no-backup', message: found };
  const backup = found.main ?? found.mirror;
  const mainAfter = found.main === null ? null : readBackup(found.main);
  const mirrorAfter = found.mirror ? readBackup(found.mirror) : mainAfter;
  if (backup === null || mainAfter === undefined || mirrorAfter === undefined) {
    return { kind: 'no-backup', message: 'That backup cannot be read, or is damaged: name another one.' };
  }

  const main = readCopy(folder, MAIN_FILE);
  if (main !== null && 'kind' in main) return main;
  const mirror = readCopy(folder, MIRROR_FILE);
  // A mirror that cannot be had is left alone, as everywhere; one that is not there is never made.
  const mirrorBefore = mirror !== null && 'kind' in mirror ? null : mirror;
  if (mainAfter === null && mirrorBefore === null) {
    return {
      kind: 'no-backup',
      message: `That backup is of ${MIRROR_FILE} alone, and that file is not there.`,
    };
  }
  return {
    kind: 'plan',
    backup,
    main: { before: main, after: mainAfter },
    mirror: { before: mirrorBefore, after: mirrorBefore && mirrorAfter },
    // What comes back may be dead ids: in the main file first, so that they are never in the mirror alone, where no heal of
    // the same cause would find them for an hour.
    first: 'main',
  };
}

/** The file that a replacement has left; `null` where it replaced none. */
export function replaced({ before, after }: Replacement): StoredFile | null {
  const document = after && decode(after);
  if (after === null || document === null || typeof document === 'string') return null;
  return { kind: 'read', bytes: after, owner: before?.owner ?? newOwner(), document };
}

/** `undefined`: not a JSON object that can be read. */
function readBackup(path: string): Buffer | undefined {
  const reading = readBytes(path);
  return reading.kind === 'bytes' && typeof decode(reading.bytes) !== 'string' ? reading.bytes : undefined;
}

function readCopy(folder: string, file: typeof MAIN_FILE | typeof MIRROR_FILE): Copy | Unreadable | null {
  const reading = readBytes(join(folder, file));
  if (reading.kind === 'bytes') return { bytes: reading.bytes, owner: reading.owner };
  const state = readStateFile(folder, file);
  return state.kind === 'unreadable' ? state : null;
}
