import { expect, it } from 'vitest';
import { composeCommit } from './compose.ts';
import type { Documents } from './disk/bothFiles.ts';
import { MAIN_FILE, MIRROR_FILE } from './disk/place.ts';
import type { Edit } from './contract.ts';
import { documentText, parseDocument } from './jsonText/document.ts';
import { EMPTY_RECORD } from './record/repairRecord.ts';

const set = (file: Edit['file'], path: readonly string[]): Edit => ({
  file,
  path,
  expected: undefined,
  op: 'set',
  value: 1,
});
const remove = (file: Edit['file']): Edit => ({ file, path: ['a'], expected: undefined, op: 'remove' });

/** What a commit of `edits` leaves in the two files, as text. */
function composed(edits: readonly Edit[], main: string | null, mirror: string | null) {
  const result = composeCommit(
    { main: main && parseDocument(main), mirror: mirror && parseDocument(mirror) } as Documents,
    { unsaved: [], record: EMPTY_RECORD, retired: [], isRepeated: false, edits },
  );
  if (result.kind === 'mismatch') return result;
  return [result.main, result.mirror].map((document) => document && documentText(document));
}

it.each<[string, readonly Edit[], string | null, string | null, unknown]>([
  ['a value is set where there is no main file yet', [set(MAIN_FILE, ['a'])], null, null, ['{"a":1}', null]],
  [
    'nothing is removed where there is no file',
    [remove(MAIN_FILE), remove(MIRROR_FILE)],
    null,
    null,
    [null, null],
  ],
  [
    'no mirror is ever made',
    [set(MIRROR_FILE, ['a'])],
    '{}',
    null,
    { kind: 'mismatch', edit: set(MIRROR_FILE, ['a']) },
  ],
  ['an edit goes to its own file', [set(MIRROR_FILE, ['a'])], '{}', '{}', ['{}', '{"a":1}']],
])('%s', (_, edits, main, mirror, result) => {
  expect(composed(edits, main, mirror)).toEqual(result);
});
