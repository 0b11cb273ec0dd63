import type { Documents } from './compose.ts';
import type { RepairRecord, Write } from './contract.ts';
import type { Document } from './jsonText/document.ts';
import { EMPTY_RECORD, mergeRecords, recordIn, reduceRecord, type UnsavedRecord } from './repairRecord.ts';
import type { StateFile } from './disk/stateFile.ts';
import { withUnsaved } from './unsaved.ts';

/** Both files as they were last seen on disk. */
export interface Files {
  readonly main: StateFile;
  readonly mirror: StateFile;
}

/** All that the owner knows. Immutable: a step makes a new one, so that a step that fails leaves the old. */
export interface Memory {
  readonly files: Files;
  /** The main file with the unsaved writes; `null` where there is none that can be read. */
  readonly main: Document | null;
  /** Oldest first. */
  readonly unsaved: readonly Write[];
  /** With all that is unsaved of it. */
  readonly record: RepairRecord;
  readonly unsavedRecord: UnsavedRecord;
}

const NOTHING_UNSAVED: UnsavedRecord = { lifted: [], settled: [], controller: [] };

/** Memory that holds what the files hold, and nothing else. */
export function remember(files: Files): Memory {
  const { main, mirror } = documentsOf(files);
  // While the main file cannot be read, what the mirror says is not known to be the newest.
  const keeper = files.main.kind === 'absent' ? mirror : main;
  const record = keeper ? recordIn(keeper) : EMPTY_RECORD;
  return { files, main, unsaved: [], record, unsavedRecord: NOTHING_UNSAVED };
}

/** Memory after everything in it was saved in `files`. */
export function saved(files: Files, record: RepairRecord): Memory {
  return { ...remember(files), record };
}

/** Memory after somebody else changed the files: their version, with all that is unsaved of ours on top. */
export function adopt(memory: Memory, files: Files): Memory {
  const theirs = remember(files);
  const { unsaved, unsavedRecord } = memory;
  const record = reduceRecord(mergeRecords(memory.record, theirs.record), unsavedRecord);
  return { files, main: withUnsaved(theirs.main, unsaved), unsaved, record, unsavedRecord };
}

/** Whether memory holds anything that the files do not. */
export function isUnsaved({ unsaved, unsavedRecord }: Memory): boolean {
  const { lifted, settled, controller } = unsavedRecord;
  return unsaved.length + lifted.length + settled.length + controller.length > 0;
}

/** Both files as documents; `null` for one that is absent or unreadable. */
export function documentsOf({ main, mirror }: Files): Documents {
  return {
    main: main.kind === 'read' ? main.document : null,
    mirror: mirror.kind === 'read' ? mirror.document : null,
  };
}
