import { expect, it } from 'vitest';
import { judge, reading } from '../../../../testing/fakes/directoryFixtures.ts';
import { isFresh } from './isFresh.ts';

const at = (monotonic: number, wall: number) => ({ monotonic, wall });

it('a proof may be acted on for some seconds after its last reading, by both clocks, and without a reading never', () => {
  const readings = [
    { ...reading(), readAt: at(0, 1_000_000) },
    { ...reading(), readAt: at(60_000, 1_060_000) },
  ];
  const diagnosis = judge({}, readings);
  const after = (monotonic: number, wall = monotonic) =>
    isFresh(diagnosis, at(60_000 + monotonic, 1_060_000 + wall));
  expect([after(0), after(5000), after(10_000)]).toEqual([true, true, true]);
  expect([after(15_000), after(-60_000)]).toEqual([false, false]);
  // The computer has slept, or someone has set its clock: which of the two it was cannot be told.
  expect([after(1, 3_600_000), after(1, -3_600_000), after(3_600_000, 1)]).toEqual([false, false, false]);
  expect(isFresh(judge({}, []), at(0, 0))).toBe(false);
});
