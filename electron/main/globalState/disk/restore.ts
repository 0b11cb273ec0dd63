import type { HealRecord, RepairRecord } from '../record/contract.ts';
import type { Unreadable } from '../contract.ts';
import type { Document } from '../jsonText/document.ts';
import { partsOf } from '../jsonText/objectText.ts';
import { takeBack } from '../record/undo.ts';
import { findBackup, isClosedFolder } from './backups.ts';
import { decodeState } from './decodeState.ts';
import type { Content } from './publish.ts';
import { MAIN_FILE, MIRROR_FILE, nameIn, pathIn, type StateFileName, type StatePlace } from './place.ts';
import { readBytes } from './readFile.ts';
import { areSameBytes } from './sameBytes.ts';
import { unreadable, type StateFile } from './stateFile.ts';
import type { Change, Changes } from './store.ts';

/** What a restore will do. */
export interface RestorePlan {
  readonly kind: 'plan';
  /** Absolute path of the backup of the main file (of the mirror where only that one was kept). */
  readonly backup: string;
  readonly changes: Changes;
  /** Both files as they will be; one that is left alone as it was read. */
  readonly main: Restored;
  readonly mirror: Restored;
}

/** One file as it was read, and the document that it will hold; `null` where it stays. */
export interface Restored {
  readonly before: StateFile;
  readonly document: Document | null;
}

/** Which backup, how, and what is known of repairs. */
export interface RestoreRequest {
  readonly backup: string | undefined;
  /** Whether the old bytes come back whatever was saved since. */
  readonly exact: boolean;
  readonly record: Pick<RepairRecord, 'heals' | 'owners'>;
}

/**
 * Finds the backup (see `findBackup`) and reads all that a restore needs. The files it replaces may be absent or damaged:
 * only one whose bytes cannot be had, and so cannot be kept, stands in the way. Never rejects.
 */
export async function planRestore(
  place: StatePlace,
  { backup: name, exact, record: { heals, owners } }: RestoreRequest,
): Promise<RestorePlan | { readonly kind: 'no-backup'; readonly message: string } | Unreadable> {
  if (isClosedFolder(place.folder)) return unreadable(MAIN_FILE, 'permission');
  const found = findBackup(place, name);
  if (typeof found === 'string') return { kind: 'no-backup', message: found };
  const backup = found.main ?? found.mirror;
  const oldMain = found.main === null ? null : await readBackup(found.main);
  const oldMirror = found.mirror === null ? oldMain : await readBackup(found.mirror);
  if (backup === null || oldMain === 'damaged' || oldMirror === 'damaged') {
    return { kind: 'no-backup', message: 'That backup cannot be read, or is damaged: name another one.' };
  }
  const main = await readCurrent(place, MAIN_FILE);
  if (main.content === null && main.state.kind === 'unreadable') return main.state;
  const mirror = await readCurrent(place, MIRROR_FILE);
  if (oldMain === null && mirror.content === null) {
    return {
      kind: 'no-backup',
      message: `That backup is of ${nameIn(place, MIRROR_FILE)} alone, and that file is not there.`,
    };
  }

  const heal = heals.findLast((each) => each.backup === found.stamp) ?? null;
  // Only a repair is taken back by its places; of anything else the bytes are what is wanted.
  const isExact = exact || found.label !== 'mobile-pairing-backup';
  const restored = (current: Current, old: Old | null, file: StateFileName): Old | null => {
    if (old === null || isExact || current.state.kind !== 'read') return old;
    const document = takeBack(current.state.document, old.document, { file, heal, owners });
    return document === old.document ? old : { document, parts: partsOf(document) };
  };
  const nextMain = restored(main, oldMain, MAIN_FILE);
  // A mirror that cannot be had is left alone, as everywhere, and a damaged one that the repair had left alone; one that is not there is never made.
  const isLeft =
    !isExact &&
    mirror.state.kind === 'unreadable' &&
    heal?.wrote !== undefined &&
    !wroteTo(heal, MIRROR_FILE);
  const nextMirror = isLeft ? null : mirror.content && restored(mirror, oldMirror, MIRROR_FILE);
  return {
    kind: 'plan',
    backup,
    changes: {
      main: changeOf(main, nextMain),
      mirror: changeOf(mirror, nextMirror),
      // What comes back may be dead ids: in the main file first, so that they are never in the mirror alone, where no heal of
      // the same cause would find them for an hour.
      first: 'main',
    },
    main: { before: main.state, document: nextMain?.document ?? null },
    mirror: { before: mirror.state, document: nextMirror?.document ?? null },
  };
}

function wroteTo({ wrote = [] }: HealRecord, file: StateFileName): boolean {
  return wrote.some((place) => place.file === file);
}

interface Old {
  readonly document: Document;
  readonly parts: readonly Buffer[];
}

async function readBackup(path: string): Promise<Old | 'damaged'> {
  const reading = await readBytes(path);
  const document = reading.kind === 'bytes' ? await decodeState(reading.bytes) : null;
  return reading.kind === 'bytes' && document !== null && typeof document !== 'string'
    ? { document, parts: [reading.bytes] }
    : 'damaged';
}

/** A file as it is, and its bytes, which a damaged one has too. */
interface Current {
  readonly state: StateFile;
  readonly content: Content | null;
}

async function readCurrent(place: StatePlace, file: StateFileName): Promise<Current> {
  const reading = await readBytes(pathIn(place, file));
  if (reading.kind === 'absent') return { state: reading, content: null };
  if (reading.kind === 'failed') return { state: unreadable(file, reading.problem), content: null };
  const content: Content = { version: reading.version, parts: [reading.bytes] };
  const document = await decodeState(reading.bytes);
  const state: StateFile =
    typeof document === 'string' ? unreadable(file, document) : { kind: 'read', document, ...content };
  return { state, content };
}

function changeOf({ content }: Current, next: Old | null): Change {
  const isSame = next !== null && content !== null && areSameBytes(next.parts, content.parts);
  return { before: content, after: isSame ? null : (next?.parts ?? null) };
}
