import { expect, it } from 'vitest';
import { codeLifetimeMs } from './codeLifetime.ts';

const NOW = Date.UTC(2026, 4, 4, 12, 0, 0);
const MINUTE = 60_000;
/** What the server says of a code that lives for so many milliseconds. */
const endsIn = (milliseconds: number) => (NOW + milliseconds) / 1000;

it.each([
  ['ten minutes', 10 * MINUTE, 0, null, 10 * MINUTE - 2000],
  ['a code that is about to end', 3000, 0, null, 5000],
  ['a clock 20 minutes ahead', 10 * MINUTE, 20 * MINUTE, null, 2 * MINUTE],
  ['a clock 2 hours ahead', 10 * MINUTE, 120 * MINUTE, null, 2 * MINUTE],
  ['a clock 2 hours behind', 10 * MINUTE, -120 * MINUTE, null, 2 * MINUTE],
  ['a clock 2 hours ahead, which is known', 10 * MINUTE, 120 * MINUTE, 120 * MINUTE, 10 * MINUTE - 2000],
  ['a clock 20 minutes behind, which is known', 10 * MINUTE, -20 * MINUTE, -20 * MINUTE, 10 * MINUTE - 2000],
  ['an absurd end', Number.POSITIVE_INFINITY, 0, null, 2 * MINUTE],
])('%s', (_name, life, ahead, known, shown) => {
  expect(codeLifetimeMs(endsIn(life), NOW + ahead, known)).toBe(shown);
});
