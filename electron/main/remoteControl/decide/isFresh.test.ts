import { expect, it } from 'vitest';
import { judge, reading } from '../../../../testing/fakes/directoryFixtures.ts';
import { isFresh } from './isFresh.ts';

it('a proof may be acted on for some seconds after its last reading, and without a reading never', () => {
  const readings = [
    { ...reading(), readAt: 0 },
    { ...reading(), readAt: 60_000 },
  ];
  const diagnosis = judge({}, readings);
  expect([60_000, 65_000, 75_000, 0].map((now) => isFresh(diagnosis, now))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isFresh(judge({}, []), 0)).toBe(false);
});
