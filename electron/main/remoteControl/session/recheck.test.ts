import { expect, it } from 'vitest';
import { nextCheckMs } from '../directory/retryPolicy.ts';
import { createRecheck } from './recheck.ts';

/** A recheck whose waits end when the test says so. */
function scene() {
  const waits: { readonly milliseconds: number; readonly signal: AbortSignal; readonly end: () => void }[] =
    [];
  let checks = 0;
  const clock = {
    monotonic: () => 0,
    now: () => 0,
    wait: (milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((end) => {
        waits.push({ milliseconds, signal, end });
        signal.addEventListener('abort', () => end());
      }),
  };
  const recheck = createRecheck(
    clock,
    () => 0.5,
    () => {
      checks += 1;
    },
  );
  return {
    recheck,
    waits,
    checks: () => checks,
    /** Lets the newest wait end. */
    async pass() {
      waits.at(-1)?.end();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    },
  };
}

it('comes back once, after a pause that grows with every failure, and starts short again when all is known', async () => {
  const { recheck, waits, checks, pass } = scene();
  recheck.later(null);
  await pass();
  recheck.later(null);
  await pass();
  recheck.later(60_000);
  recheck.done();
  await pass();
  recheck.later(null);
  expect([waits.map(({ milliseconds }) => milliseconds), checks()]).toEqual([
    [
      nextCheckMs(1, null, 0.5),
      nextCheckMs(2, null, 0.5),
      nextCheckMs(3, 60_000, 0.5),
      nextCheckMs(1, null, 0.5),
    ],
    2,
  ]);
});

it('has one timer at the most: a new one, and the end of the trouble, cancel it', async () => {
  const { recheck, waits, checks, pass } = scene();
  recheck.later(null);
  recheck.later(null);
  expect(waits.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  await pass();
  expect(checks()).toBe(1);
  recheck.done();
  recheck.later(null);
  recheck.done();
  expect(waits.at(-1)?.signal.aborted).toBe(true);
  await pass();
  expect(checks()).toBe(1);
});
