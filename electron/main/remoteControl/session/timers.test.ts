import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTestClock } from '../../../../testing/fakes/testClock.ts';
import { createTimers } from './timers.ts';

it('holds one wait of a name: a new one takes its place, and a cancelled one is not told', async () => {
  const clock = createTestClock('still');
  const timers = createTimers(clock);
  const over: string[] = [];
  timers.start('pause', 10, () => over.push('first'));
  timers.start('pause', 20, () => over.push('second'));
  timers.start('gate', 30, () => over.push('gate'));
  expect([clock.waiting, timers.until('pause'), timers.until('other')]).toEqual([[20, 30], 20, null]);
  clock.pass(20);
  await turn();
  expect([over, timers.until('pause')]).toEqual([['second'], null]);
  timers.start('pause', 40, () => over.push('third'));
  timers.cancel('gate');
  timers.cancelAll();
  await turn();
  expect([over, clock.waiting]).toEqual([['second'], []]);
});
