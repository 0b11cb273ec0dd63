import { expect, it } from 'vitest';
import { nextCheckMs, retryAfterMs } from './retryPolicy.ts';

const NOW = Date.UTC(2026, 4, 4, 12, 0, 0);
const DAY = 24 * 60 * 60 * 1000;

it.each([
  [null, null],
  ['120', 120_000],
  [' 1 ', 1000],
  ['0', null],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['', null],
  ['99999999999999', DAY],
  ['Mon, 04 May 2026 12:00:30 GMT', 30_000],
  ['Monday, 04-May-26 12:00:30 GMT', 30_000],
  ['Mon May  4 12:00:30 2026 GMT', 30_000],
  ['in Mon, 04 May 2026 12:00:30 GMT', null],
  ['Mon, 04 May 2026 11:59:59 GMT', null],
  ['Mon, 04 May 2099 12:00:00 GMT', DAY],
  ['2026', 2_026_000],
])('takes a Retry-After of %j for %j ms', (header, wait) => {
  expect(retryAfterMs(header, NOW)).toBe(wait);
});

it('waits ever longer between checks, up to two minutes, each time spread', () => {
  const least = [1, 2, 3, 6, 7, 100].map((failures) => nextCheckMs(failures, null, 0));
  const most = [1, 2, 3, 6, 7, 100].map((failures) => nextCheckMs(failures, null, 0.999_999));
  expect([least, most]).toEqual([
    [1000, 2000, 4000, 32_000, 60_000, 60_000],
    [2000, 4000, 8000, 64_000, 120_000, 120_000],
  ]);
});

it('never comes back before a Retry-After, and the later it asks for, the more spread', () => {
  const waits = [1000, 60_000, 3_600_000].map((asked) =>
    [0, 0.5, 0.999].map((random) => nextCheckMs(1, asked, random)),
  );
  expect(waits).toEqual([
    [1000, 2000, 2998],
    [60_000, 90_000, 119_940],
    [3_600_000, 3_660_000, 3_719_880],
  ]);
});
