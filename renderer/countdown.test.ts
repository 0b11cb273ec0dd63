import { expect, test } from 'vitest';
import { countdownText } from './countdown.ts';
import { english } from '../electron/shared/words/english.ts';

test.each([
  [3_600_001, 'Valid for over an hour'],
  [3_600_000, 'Valid for 60:00'],
  [600_000, 'Valid for 10:00'],
  [599_999, 'Valid for 10:00'],
  [61_000, 'Valid for 1:01'],
  [1, 'Valid for 0:01'],
  [0, 'Getting a new code…'],
  [-5_000, 'Getting a new code…'],
])('%i ms before the end', (left, text) => {
  expect(countdownText(left, english)).toBe(text);
});
