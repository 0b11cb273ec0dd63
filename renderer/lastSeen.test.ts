import { expect, test } from 'vitest';
import { english } from '../electron/shared/words/english.ts';
import { german } from '../electron/shared/words/german.ts';
import { lastSeenText } from './lastSeen.ts';

const MINUTE = 60_000;

test.each([
  [-5 * MINUTE, 'last seen just now', 'gerade eben gesehen'],
  [MINUTE - 1, 'last seen just now', 'gerade eben gesehen'],
  [MINUTE, 'last seen 1 minute ago', 'zuletzt vor 1 Minute gesehen'],
  [125 * MINUTE, 'last seen 2 hours ago', 'zuletzt vor 2 Stunden gesehen'],
  [24 * 60 * MINUTE, 'last seen yesterday', 'zuletzt gestern gesehen'],
  [50 * 24 * 60 * MINUTE, 'last seen 50 days ago', 'zuletzt vor 50 Tagen gesehen'],
  [70 * 24 * 60 * MINUTE, 'last seen 2 months ago', 'zuletzt vor 2 Monaten gesehen'],
  [800 * 24 * 60 * MINUTE, 'last seen 2 years ago', 'zuletzt vor 2 Jahren gesehen'],
])('%i ms ago', (ago, inEnglish, inGerman) => {
  const now = 1_800_000_000_000;
  expect([lastSeenText(now - ago, now, english), lastSeenText(now - ago, now, german)]).toEqual([
    inEnglish,
    inGerman,
  ]);
});
