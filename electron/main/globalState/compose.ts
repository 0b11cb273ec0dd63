import { MAIN_FILE } from './disk/place.ts';
import type { Edit, Write } from './contract.ts';
import type { RemoteId, RepairRecord } from './record/contract.ts';
import { EMPTY_DOCUMENT, valueAt, without, withValue, type Document } from './jsonText/document.ts';
import { equalJson } from './jsonText/json.ts';
import type { Documents } from './disk/bothFiles.ts';
import { withRecord } from './record/repairRecord.ts';
import { admit, replay, untouchedBy, withUnsaved } from './unsaved.ts';

/** What is to be written over a pair of files, with the record as it is to be. */
export interface Changes {
  readonly unsaved: readonly Write[];
  readonly record: RepairRecord;
}

/** A commit over a pair of files. */
export interface CommitChanges extends Changes {
  readonly edits: readonly Edit[];
  /** What may not come back with the unsaved writes. */
  readonly retired: readonly RemoteId[];
  /** Whether an earlier attempt was written over by another program, which may have kept what it did. */
  readonly isRepeated: boolean;
}

/**
 * What a flush leaves in both files: the unsaved writes in each. What others wrote stays as it is. Only the main file is ever
 * created, and only for a write of the app: from its mirror, where there is one.
 */
export function composeFlush(files: Documents, { unsaved, record }: Changes): Documents {
  const base = files.main ?? (unsaved.length > 0 ? files.mirror : null);
  const main = withUnsaved(base, unsaved);
  const mirror = files.mirror && replay(files.mirror, unsaved);
  return placeRecord({ main, mirror }, record);
}

/**
 * What a commit leaves in both files, or the first edit that does not find what it expects (the state with unsaved
 * writes, the mirror as it stands). Each file gets its own edits and nothing more is removed from it. The mirror gets the
 * unsaved writes that no edit decides about.
 */
export function composeCommit(
  files: Documents,
  { unsaved, record, edits, retired, isRepeated }: CommitChanges,
): ({ readonly kind: 'composed' } & Documents) | { readonly kind: 'mismatch'; readonly edit: Edit } {
  const shown = withUnsaved(files.main, unsaved);
  const open: Edit[] = [];
  for (const edit of edits) {
    const document = edit.file === MAIN_FILE ? shown : files.mirror;
    const found = document ? valueAt(document, edit.path) : undefined;
    const isDone = isRepeated && equalJson(found, edit.op === 'set' ? edit.value : undefined);
    if (edit.path.length === 0 || (!isDone && !equalJson(found, edit.expected)))
      return { kind: 'mismatch', edit };
    if (!isDone) open.push(edit);
  }
  const admitted = unsaved.flatMap((write) => admit(write, retired) ?? []);
  const [toMain, toMirror] = [
    open.filter(({ file }) => file === MAIN_FILE),
    open.filter(({ file }) => file !== MAIN_FILE),
  ];

  const mirror = applyEdits(files.mirror && replay(files.mirror, untouchedBy(edits, admitted)), toMirror);
  if (mirror.kind === 'mismatch') return mirror;
  const isCreated = files.main === null && (admitted.length > 0 || toMain.some(({ op }) => op === 'set'));
  // What is created starts from the mirror as it is after its own edits: nothing dead comes back with it.
  const base = isCreated ? (mirror.document ?? EMPTY_DOCUMENT) : files.main;
  const main = applyEdits(withUnsaved(base, admitted), toMain);
  if (main.kind === 'mismatch') return main;
  return { kind: 'composed', ...placeRecord({ main: main.document, mirror: mirror.document }, record) };
}

type Edited =
  | { readonly kind: 'edited'; readonly document: Document | null }
  | { readonly kind: 'mismatch'; readonly edit: Edit };

function applyEdits(document: Document | null, edits: readonly Edit[]): Edited {
  let next = document;
  for (const edit of edits) {
    if (edit.op === 'remove') next = next && without(next, edit.path);
    else {
      next = next && withValue(next, edit.path, edit.value);
      if (next === null) return { kind: 'mismatch', edit };
    }
  }
  return { kind: 'edited', document: next };
}

/** The record lives in the main file, and in the mirror only where there is no main file. */
function placeRecord({ main, mirror }: Documents, record: RepairRecord): Documents {
  if (main) return { main: withRecord(main, record), mirror };
  return { main, mirror: mirror && withRecord(mirror, record) };
}
