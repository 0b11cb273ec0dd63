import { expect, it } from 'vitest';
import { pauseMs } from './backOff.ts';

const ALMOST_ONE = 0.999_999;

it('grows with the failures up to two minutes, jittered over all of it but never under a second', () => {
  const least = [0, 1, 2, 7, 100].map((failures) => pauseMs(failures, null, 0));
  const most = [0, 1, 2, 3, 6, 7, 100].map((failures) => pauseMs(failures, null, ALMOST_ONE));
  expect([least, most]).toEqual([
    [1000, 1000, 1000, 1000, 1000],
    [2000, 2000, 4000, 8000, 64_000, 120_000, 120_000],
  ]);
});

it('is never shorter than a Retry-After, and the later that asks for, the more spread', () => {
  const pauses = [1000, 60_000, 3_600_000].map((asked) =>
    [0, 0.5, 0.999].map((random) => pauseMs(1, asked, random)),
  );
  expect(pauses).toEqual([
    [1000, 2000, 2998],
    [60_000, 90_000, 119_940],
    [3_600_000, 3_660_000, 3_719_880],
  ]);
});
