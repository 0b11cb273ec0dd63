import { expect, test } from 'vitest';
import { differences } from './apiReport.ts';

test('a declaration that is new, gone or another is told by its file', () => {
  const before = new Map([
    ['same.d.ts', 'a'],
    ['other.d.ts', 'b'],
    ['gone.d.ts', 'c'],
  ]);
  const after = new Map([
    ['same.d.ts', 'a'],
    ['other.d.ts', 'B'],
    ['new.d.ts', 'd'],
  ]);
  expect([differences(before, before), differences(before, after)]).toEqual([
    [],
    ['gone.d.ts', 'new.d.ts', 'other.d.ts'],
  ]);
});
