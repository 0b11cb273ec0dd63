import type { Edit, Write } from './contract.ts';
import type { RemoteId } from './record/contract.ts';
import { EMPTY_DOCUMENT, without, withValue, type Document } from './jsonText/document.ts';
import type { JsonPath } from './jsonText/json.ts';
import { admissible } from './tombstones.ts';

/** Whether one path leads to the other, or both are the same. */
function overlap(left: JsonPath, right: JsonPath): boolean {
  return left.every((key, index) => index >= right.length || key === right[index]);
}

/** `unsaved` with `write` at its end; what it overwrites is forgotten. */
export function addUnsaved(unsaved: readonly Write[], write: Write): Write[] {
  const overwritten = ({ path }: Write) => path.length >= write.path.length && overlap(path, write.path);
  return [...unsaved.filter((earlier) => !overwritten(earlier)), write];
}

/** `document` after `write`; `null` where the path leads through something that is not an object. */
export function applyWrite(document: Document, write: Write): Document | null {
  return write.op === 'remove' ? without(document, write.path) : withValue(document, write.path, write.value);
}

/** `document` after all of `unsaved`. A write that finds no object to go into any more is passed over. */
export function replay(document: Document, unsaved: readonly Write[]): Document {
  return unsaved.reduce<Document>((next, write) => applyWrite(next, write) ?? next, document);
}

/** The main file with `unsaved` in it: one that is not there begins with the first write of the app. */
export function withUnsaved(main: Document | null, unsaved: readonly Write[]): Document | null {
  return unsaved.length === 0 ? main : replay(main ?? EMPTY_DOCUMENT, unsaved);
}

/** The writes that none of `edits` decides about. */
export function untouchedBy(edits: readonly Edit[], unsaved: readonly Write[]): Write[] {
  return unsaved.filter(({ path }) => !edits.some((edit) => overlap(edit.path, path)));
}

/**
 * What may be taken of `write`: the write itself, a smaller one where only some entries would bring a retired id back, or
 * `null` where nothing is left.
 */
export function admit(write: Write, retired: readonly RemoteId[]): Write | null {
  if (write.op === 'remove') return write;
  const value = admissible(write.path, write.value, retired);
  if (value === undefined) return null;
  return value === write.value ? write : { ...write, value };
}
