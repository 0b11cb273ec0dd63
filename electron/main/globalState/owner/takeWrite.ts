import type { Write, WriteResult } from '../contract.ts';
import { EMPTY_DOCUMENT, valueAt } from '../jsonText/document.ts';
import type { JsonPath } from '../jsonText/json.ts';
import { retiredOf } from '../memory.ts';
import { isPairingPath, REPAIR_KEY } from '../pairingKeys.ts';
import { addUnsaved, admit, applyWrite } from '../unsaved.ts';
import type { HeldState } from './heldState.ts';

/** Puts a write into memory, as far as it may be taken, or refuses it. */
export function takeWrite(held: HeldState, write: Write): WriteResult {
  if (isPairingPath(write.path) && write.epoch < held.epoch) return held.refuse(write, 'old-epoch');
  const retired = retiredOf(held.memory);
  const admitted = admit(write, retired);
  if (admitted === null) return held.refuse(write, 'retired-id', retired);

  const before = held.memory.state ?? EMPTY_DOCUMENT;
  const after = isReserved(write.path) ? null : applyWrite(before, admitted);
  if (after === null) return held.refuse(write, 'unreadable');
  if (admitted !== write) held.countDropped([write]);
  if (after !== before) {
    // The value is taken from the document, because its author may change it after this.
    const value = valueAt(after, write.path) ?? null;
    const unsaved = addUnsaved(held.memory.unsaved, write.op === 'set' ? { ...write, value } : write);
    held.memory = { ...held.memory, state: after, unsaved };
  }
  return { kind: 'accepted' };
}

/** The whole file is not one writer's to write, and the record of repairs is written by its own methods alone. */
function isReserved(path: JsonPath): boolean {
  return path.length === 0 || path[0] === REPAIR_KEY;
}
