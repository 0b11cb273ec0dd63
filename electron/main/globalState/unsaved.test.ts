import { expect, it } from 'vitest';
import { MAIN_FILE } from './disk/place.ts';
import type { Edit, Write } from './contract.ts';
import type { JsonPath } from './jsonText/json.ts';
import { addUnsaved, untouchedBy } from './unsaved.ts';

const set = (...path: string[]): Write => ({ path, op: 'set', value: 1, epoch: 1 });
const remove = (...path: string[]): Edit => ({ file: MAIN_FILE, path, op: 'remove', expected: 1 });
const paths = (writes: readonly Write[]): JsonPath[] => writes.map(({ path }) => path);

it('a write takes the place of those it overwrites, so that a burst stays as small as what it says', () => {
  const burst = [set('a'), set('a', 'b'), set('a', 'b', 'c'), set('a', 'x'), set('z')];
  expect([
    paths(addUnsaved(burst, set('a', 'b'))),
    paths(addUnsaved(burst, set('a'))),
    paths(addUnsaved(burst, set('q'))),
  ]).toEqual([
    [['a'], ['a', 'x'], ['z'], ['a', 'b']],
    [['z'], ['a']],
    [['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'x'], ['z'], ['q']],
  ]);
});

it('an edit decides about the writes below it, above it and at it, and about no other', () => {
  const writes = [set('a'), set('a', 'b'), set('a', 'b', 'c'), set('a', 'x'), set('z')];
  expect(paths(untouchedBy([remove('a', 'b'), remove('none')], writes))).toEqual([['a', 'x'], ['z']]);
});
