import { expect, it } from 'vitest';
import { systemClock } from './systemClock.ts';

it('waits at least as long as it was asked to, by a clock that cannot be set', async () => {
  const before = systemClock.monotonic();
  await systemClock.wait(3, new AbortController().signal);
  expect(systemClock.monotonic() - before).toBeGreaterThanOrEqual(3);
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
});

it('ends a wait at once when it is cut short, before or after it began', async () => {
  const controller = new AbortController();
  const waited = systemClock.wait(60_000, controller.signal);
  controller.abort();
  const ended = [waited, systemClock.wait(60_000, controller.signal)];
  expect(await Promise.all(ended)).toEqual([undefined, undefined]);
});
