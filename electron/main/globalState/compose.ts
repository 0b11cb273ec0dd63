import { type Edit, type RemoteId, type RepairRecord, type Write, MAIN_FILE } from './contract.ts';
import { EMPTY_DOCUMENT, valueAt, without, withValue, type Document } from './jsonText/document.ts';
import { equalJson } from './jsonText/json.ts';
import { withRecord } from './repairRecord.ts';
import { withoutRetired } from './tombstones.ts';
import { admit, replay, untouchedBy, withUnsaved } from './unsaved.ts';

/** Both files as documents; `null` for one that is not there, or that cannot be read and so is left alone. */
export interface Documents {
  readonly main: Document | null;
  readonly mirror: Document | null;
}

/** What is to be written over a pair of files, with the record as it is to be. */
export interface Changes {
  readonly unsaved: readonly Write[];
  readonly record: RepairRecord;
}

/**
 * What a flush leaves in both files: the unsaved writes in each, without any retired id. Only the main file is ever
 * created, and only for a write of the app.
 */
export function composeFlush(files: Documents, { unsaved, record }: Changes): Documents {
  const clean = (document: Document | null) => document && withoutRetired(document, record.tombstones);
  const main = clean(withUnsaved(files.main, unsaved));
  const mirror = clean(files.mirror && replay(files.mirror, unsaved));
  return placeRecord({ main, mirror }, record);
}

/**
 * What a commit leaves in both files, or the first edit that does not find what it expects (the main file with unsaved
 * writes, the mirror as it stands). Each file gets its own edits and nothing more is removed from it, but for ids retired
 * earlier (`retiredBefore`) that somebody brought back. The mirror gets the unsaved writes that no edit decides about.
 */
export function composeCommit(
  files: Documents,
  {
    unsaved,
    record,
    edits,
    retiredBefore,
  }: Changes & { readonly edits: readonly Edit[]; readonly retiredBefore: readonly RemoteId[] },
): ({ readonly kind: 'composed' } & Documents) | { readonly kind: 'mismatch'; readonly edit: Edit } {
  const shown = withUnsaved(files.main, unsaved);
  for (const edit of edits) {
    const document = edit.file === MAIN_FILE ? shown : files.mirror;
    const found = document ? valueAt(document, edit.path) : undefined;
    if (!equalJson(found, edit.expected) || edit.path.length === 0) return { kind: 'mismatch', edit };
  }
  const admitted = unsaved.flatMap((write) => admit(write, record.tombstones) ?? []);
  const documents = {
    main: withUnsaved(files.main, admitted),
    mirror: files.mirror && replay(files.mirror, untouchedBy(edits, admitted)),
  };
  for (const edit of edits) {
    const file = edit.file === MAIN_FILE ? 'main' : 'mirror';
    const document = documents[file] ?? (file === 'main' && edit.op === 'set' ? EMPTY_DOCUMENT : null);
    const next = document && applyEdit(document, edit);
    if (next === null && edit.op === 'set') return { kind: 'mismatch', edit };
    documents[file] = next;
  }
  const main = documents.main && withoutRetired(documents.main, retiredBefore);
  const mirror = documents.mirror && withoutRetired(documents.mirror, retiredBefore);
  return { kind: 'composed', ...placeRecord({ main, mirror }, record) };
}

function applyEdit(document: Document, edit: Edit): Document | null {
  return edit.op === 'remove' ? without(document, edit.path) : withValue(document, edit.path, edit.value);
}

/** The record lives in the main file, and in the mirror only where there is no main file. */
function placeRecord({ main, mirror }: Documents, record: RepairRecord): Documents {
  if (main) return { main: withRecord(main, record), mirror };
  return { main, mirror: mirror && withRecord(mirror, record) };
}
