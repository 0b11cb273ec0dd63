import type { Document } from '../jsonText/document.ts';
import { partsOf } from '../jsonText/objectText.ts';
import { MAIN_FILE, MIRROR_FILE, type StatePlace } from './place.ts';
import { confirmStateFile, readStateFile, type StateFile } from './stateFile.ts';
import type { Change, Changes, Stored } from './store.ts';

/** Both files as they were last seen on disk. */
export interface Files {
  readonly main: StateFile;
  readonly mirror: StateFile;
}

/** Both files as documents; `null` for one that is not there, or that cannot be read and so is left alone. */
export interface Documents {
  readonly main: Document | null;
  readonly mirror: Document | null;
}

/** Both files as documents; `null` for one that is absent or unreadable. */
export function documentsOf({ main, mirror }: Files): Documents {
  return { main: documentOf(main), mirror: documentOf(mirror) };
}

function documentOf(file: StateFile): Document | null {
  return file.kind === 'read' ? file.document : null;
}

/**
 * Reads both, as far as they are not what is `known` of them. The mirror is most often a copy of the main file, and then one
 * document does for both.
 */
export async function readFiles(place: StatePlace, mayWrite: boolean, known?: Files): Promise<Files> {
  const [knownMain, knownMirror] = await Promise.all([
    known ? confirmStateFile(place, MAIN_FILE, known.main) : null,
    known ? confirmStateFile(place, MIRROR_FILE, known.mirror) : null,
  ]);
  const main = knownMain ?? (await readStateFile(place, MAIN_FILE, null, mayWrite));
  return { main, mirror: knownMirror ?? (await readStateFile(place, MIRROR_FILE, main, mayWrite)) };
}

/** Whether another program has changed what memory shows of a file. A damaged one shows what it showed before. */
export function isChanged(before: StateFile, after: StateFile): boolean {
  if (after.kind === 'unreadable') return before.kind !== 'unreadable';
  return before.kind === 'unreadable' || documentOf(before) !== documentOf(after);
}

/** What has to be stored of `file` so that it holds `document`; nothing where it does, or where there is no document. */
export function changeTo(file: StateFile, document: Document | null): Change {
  const isSame = document === null || documentOf(file) === document;
  return { before: file.kind === 'read' ? file : null, after: isSame ? null : partsOf(document) };
}

/** Both files after `changes` have been stored in them, so that they hold `documents`. */
export function filesAfter(
  before: Files,
  documents: Documents,
  changes: Changes,
  versions: Stored['versions'],
): Files {
  const fileAfter = (which: keyof Files): StateFile => {
    const [document, parts, version] = [documents[which], changes[which].after, versions[which]];
    return document === null || parts === null || version === null
      ? before[which]
      : { kind: 'read', document, parts, version };
  };
  return { main: fileAfter('main'), mirror: fileAfter('mirror') };
}
