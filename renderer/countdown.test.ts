import { expect, test } from 'vitest';
import { codeText } from './countdown.ts';
import { english } from '../electron/shared/words/english.ts';

test.each([
  [3_600_001, 'Valid for over an hour'],
  [3_600_000, 'New code in 60:00'],
  [600_000, 'New code in 10:00'],
  [599_999, 'New code in 10:00'],
  [61_000, 'New code in 1:01'],
  [1, 'New code in 0:01'],
  [0, 'Getting a new code…'],
  [-5_000, 'Getting a new code…'],
])('%i ms before the end', (left, text) => {
  expect(codeText(left, english)).toBe(text);
});
