import type { RemoteId, RepairRecord } from './record/contract.ts';
import type { Write } from './contract.ts';
import { documentsOf, type Files } from './disk/bothFiles.ts';
import type { Document } from './jsonText/document.ts';
import {
  EMPTY_RECORD,
  mergeRecords,
  recordIn,
  reduceRecord,
  type UnsavedRecord,
  withoutIds,
} from './record/repairRecord.ts';
import { isPairingPath } from './pairingKeys.ts';
import { retiredIn } from './tombstones.ts';
import { admit, withUnsaved } from './unsaved.ts';

/** All that the owner knows. Immutable: a step makes a new one, so that a step that fails leaves the old. */
export interface Memory {
  readonly files: Files;
  /** What the app sees: the state (see `stateIn`) with the unsaved writes; `null` where there is none. */
  readonly state: Document | null;
  /** Oldest first. */
  readonly unsaved: readonly Write[];
  /** With all that is unsaved of it. */
  readonly record: RepairRecord;
  readonly unsavedRecord: UnsavedRecord;
  /** What repairs of this process removed without proof: no stale writer of ours may bring it back, and no file says so. */
  readonly unproven: readonly RemoteId[];
}

/** A record of which every change is saved. */
export const NOTHING_UNSAVED: UnsavedRecord = { lifted: [], settled: [], controller: [], owners: [] };

/** The file that holds the state: the main file, or, where there is none, its mirror, on which the app falls back too. */
function stateIn(files: Files): Document | null {
  const { main, mirror } = documentsOf(files);
  return files.main.kind === 'absent' ? mirror : main;
}

/** Memory that holds what the files hold, and nothing else. */
export function memoryOf(files: Files): Memory {
  const state = stateIn(files);
  const record = state ? recordIn(state) : EMPTY_RECORD;
  return { files, state, unsaved: [], record, unsavedRecord: NOTHING_UNSAVED, unproven: [] };
}

/**
 * Memory after `saved`, a part of it, was stored in `files` with `record` in them: what came since is on top, and still
 * unsaved.
 */
export function afterSave(memory: Memory, saved: Memory, files: Files, record: RepairRecord): Memory {
  const stored = new Set(saved.unsaved);
  const unsaved = memory.unsaved.filter((write) => !stored.has(write));
  const unsavedRecord: UnsavedRecord = {
    lifted: memory.unsavedRecord.lifted.slice(saved.unsavedRecord.lifted.length),
    settled: memory.unsavedRecord.settled.slice(saved.unsavedRecord.settled.length),
    controller: memory.unsavedRecord.controller.slice(saved.unsavedRecord.controller.length),
    owners: memory.unsavedRecord.owners.slice(saved.unsavedRecord.owners.length),
  };
  return {
    files,
    state: withUnsaved(stateIn(files), unsaved),
    unsaved,
    record: reduceRecord(record, unsavedRecord),
    unsavedRecord,
    unproven: memory.unproven,
  };
}

/**
 * Memory after another program changed the files: its version, with all that is unsaved of ours on top, but for what brings
 * back an id that another process of ours has retired meanwhile.
 */
export function adopt(memory: Memory, files: Files): Memory {
  const { unsavedRecord } = memory;
  if (files.main.kind === 'unreadable') return { ...memory, files };
  const theirs = memoryOf(files);
  const record = reduceRecord(mergeRecords(memory.record, theirs.record), unsavedRecord);
  // Who writes it again has it again.
  const unproven = withoutIds(memory.unproven, retiredInFiles(files, memory.unproven));
  const retired = [...record.tombstones, ...unproven];
  const unsaved = memory.unsaved.flatMap((write) => admit(write, retired) ?? []);
  return { files, state: withUnsaved(theirs.state, unsaved), unsaved, record, unsavedRecord, unproven };
}

/** Memory after a restore left `files`: what is unsaved of the rest is on top; what was to be written to pairing keys is over. */
export function afterRestore(memory: Memory, files: Files): Memory {
  const unsaved = memory.unsaved.filter(({ path }) => !isPairingPath(path));
  const restored = memoryOf(files);
  return { ...restored, unsaved, state: withUnsaved(restored.state, unsaved) };
}

/** Memory with a change of the record. It is kept until it is saved: what another process of ours has set meanwhile is meant too. */
export function withChange(memory: Memory, change: UnsavedRecord): Memory {
  const { record, unsavedRecord, unproven } = memory;
  return {
    ...memory,
    record: reduceRecord(record, change),
    unsavedRecord: {
      lifted: [...unsavedRecord.lifted, ...change.lifted],
      settled: [...unsavedRecord.settled, ...change.settled],
      controller: [...unsavedRecord.controller, ...change.controller],
      owners: [...unsavedRecord.owners, ...change.owners],
    },
    unproven: withoutIds(unproven, change.lifted),
  };
}

/** The ids that no writer of ours may bring back. */
export function retiredOf({ record, unproven }: Pick<Memory, 'record' | 'unproven'>): readonly RemoteId[] {
  return [...record.tombstones, ...unproven];
}

/** Which of `retired` stand in the pairing state of either file. */
export function retiredInFiles(files: Files, retired: readonly RemoteId[]): readonly RemoteId[] {
  const { main, mirror } = documentsOf(files);
  const found = [main, mirror].map((document) => (document ? retiredIn(document, retired) : []));
  return retired.filter((id) => found.some((ids) => ids.includes(id)));
}

/** Whether memory holds anything that the files do not. */
export function isUnsaved({ unsaved, unsavedRecord }: Memory): boolean {
  return unsaved.length > 0 || !isNothing(unsavedRecord);
}

/** Whether no change of the record is in it. */
export function isNothing(change: UnsavedRecord): boolean {
  return Object.values(change).every(({ length }) => length === 0);
}
