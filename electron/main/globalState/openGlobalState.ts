import { requireMembers } from '../../shared/requireMembers.ts';
import type { GlobalState } from './contract.ts';
import { removeAbandonedTemporaryFiles } from './disk/abandonedFiles.ts';
import { pruneBackups } from './disk/backups.ts';
import { readFiles } from './disk/bothFiles.ts';
import { freeBytes as freeBytesOf } from './disk/freeSpace.ts';
import { MAIN_FILE, MIRROR_FILE, pathIn } from './disk/place.ts';
import { memoryOf } from './memory.ts';
import type { StateEvent } from './owner/events.ts';
import { StateOwner } from './owner/stateOwner.ts';

/** Where the state file is, and how it is opened. */
export interface OpenOptions {
  /** The absolute path of the folder of both files, `CODEX_HOME`. */
  readonly folder: string;
  /** What the file is called there; its mirror has `.bak` behind that. `MAIN_FILE` by default. */
  readonly name?: string;
  /** `read`, the default: the state is closed from the start; it answers every read, takes no write and touches nothing. */
  readonly access?: 'read' | 'write';
  readonly now?: () => Date;
  readonly log?: (event: StateEvent) => void;
  /** Bytes free on the disk of a folder; `null`: not known. */
  readonly freeBytes?: (folder: string) => number | null;
}

/**
 * Opens the state file and its mirror. Always succeeds and creates nothing: what cannot be read is answered as
 * `unreadable`, and takes no write until it can be.
 * @throws TypeError where no folder is named
 */
export async function openGlobalState(options: OpenOptions): Promise<GlobalState> {
  requireMembers('openGlobalState', options, { folder: 'a string' });
  const {
    folder,
    name = MAIN_FILE,
    access = 'read',
    now = () => new Date(),
    log = () => {},
    freeBytes = freeBytesOf,
  } = options;
  const place = { folder, name };
  const mayWrite = access === 'write';
  if (mayWrite) {
    const count = removeAbandonedTemporaryFiles(
      [pathIn(place, MAIN_FILE), pathIn(place, MIRROR_FILE)],
      now(),
    );
    pruneBackups(place, 'mobile-pairing-replaced');
    if (count > 0) log({ kind: 'temporary-files-removed', count });
  }
  return new StateOwner({ place, freeBytes, now, log, mayWrite }, memoryOf(await readFiles(place, mayWrite)));
}
