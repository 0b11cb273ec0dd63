import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  discardBackup,
  pruneBackups,
  saveBackup,
  type Backup,
  type BackupLabel,
  type Copy,
} from './backups.ts';
import { MAIN_FILE, MIRROR_FILE, type WriteFailed } from '../contract.ts';
import { bytesNeeded, persist, writeFailed, type StoreFile, type Targets } from './persist.ts';
import type { Documents } from '../compose.ts';
import { documentBytes, type Document } from '../jsonText/document.ts';
import type { Files } from '../memory.ts';
import { errorCode, newOwner, type StateFile } from './stateFile.ts';

/** What storing needs of the outside. */
export interface StorePorts {
  readonly folder: string;
  readonly storeFile: StoreFile;
  readonly now: () => Date;
  /** Bytes free on the disk of a folder; `null`: not known. */
  readonly freeBytes: (folder: string) => number | null;
}

/** One file for `store`: what is there, and what is to be there; `after` is `null` where nothing is to change. */
export interface Replacement {
  readonly before: Copy | null;
  readonly after: Buffer | null;
}

/** Both files for `store`, and which of them is written first. */
export interface Replacements extends Pick<Targets, 'first'> {
  readonly main: Replacement;
  readonly mirror: Replacement;
}

/** What storing came to: whether a file was written, and the copies made before. */
export type StoreOutcome =
  | { readonly kind: 'stored'; readonly written: boolean; readonly backup: Backup }
  | WriteFailed;

/**
 * Backs both files up under `label`, where one is given, and then replaces them: both, or neither. Nothing at all is
 * touched where nothing changes. Synchronous; never throws.
 */
export function store(
  { folder, storeFile, now, freeBytes }: StorePorts,
  files: Replacements,
  label: BackupLabel | null,
): StoreOutcome {
  const target = (file: string, { before, after }: Replacement) =>
    after && !before?.bytes.equals(after) ? { path: join(folder, file), before, after } : null;
  const targets: Targets = {
    mirror: target(MIRROR_FILE, files.mirror),
    main: target(MAIN_FILE, files.main),
    first: files.first,
  };
  let backup: Backup = { main: null, mirror: null };
  if (!targets.main && !targets.mirror) return { kind: 'stored', written: false, backup };

  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const free = freeBytes(folder);
    if (free !== null && free < bytesNeeded([targets.main, targets.mirror]))
      return writeFailed('ENOSPC', 'old');
    if (label)
      backup = saveBackup(folder, label, now(), { main: files.main.before, mirror: files.mirror.before });
  } catch (error) {
    return writeFailed(errorCode(error), 'old');
  }
  const failure = persist(targets, storeFile);
  if (failure?.onDisk === 'old') discardBackup(backup);
  if (failure) {
    const kept = failure.onDisk === 'old' ? null : backup.main;
    return kept === null ? failure : { ...failure, message: `${failure.message} Its backup is ${kept}.` };
  }
  if (label) pruneBackups(folder, label);
  return { kind: 'stored', written: true, backup };
}

/** Stores `documents` over `files` as `store` does, and answers with the files as they then are. */
export function storeDocuments(
  ports: StorePorts,
  files: Files,
  documents: Documents,
  label: BackupLabel | null,
): WriteFailed | (Extract<StoreOutcome, { kind: 'stored' }> & { readonly files: Files }) {
  const next = {
    main: successor(files.main, documents.main),
    mirror: successor(files.mirror, documents.mirror),
  };
  const replacements: Replacements = {
    main: replacement(files.main, next.main),
    mirror: replacement(files.mirror, next.mirror),
    // Dead ids go from the mirror before they go from the main file, so that they are never in the mirror alone, from where
    // they would come back.
    first: 'mirror',
  };
  const outcome = store(ports, replacements, label);
  return outcome.kind === 'stored' ? { ...outcome, files: next } : outcome;
}

function successor(file: StateFile, document: Document | null): StateFile {
  if (document === null || (file.kind === 'read' && file.document === document)) return file;
  const owner = file.kind === 'read' ? file.owner : newOwner();
  return { kind: 'read', bytes: documentBytes(document), owner, document };
}

function replacement(before: StateFile, after: StateFile): Replacement {
  return {
    before: before.kind === 'read' ? before : null,
    after: after.kind === 'read' && after !== before ? after.bytes : null,
  };
}
