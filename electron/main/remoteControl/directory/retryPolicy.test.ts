import { expect, it } from 'vitest';
import { retryAfterMs } from './retryPolicy.ts';

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
