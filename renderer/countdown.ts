import type { Strings } from '../electron/shared/words/strings.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/**
 * How long a code is still valid, in words: minutes and seconds, only "over an hour" above that, and that a new code is on
 * its way afterwards. `left` in milliseconds.
 */
export function countdownText(left: number, strings: Strings): string {
  if (left <= 0) return strings.codeExpired;
  if (left > HOUR) return strings.codeValidLong;
  const seconds = Math.ceil(left / SECOND);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return strings.codeValidFor.replace('#', clock);
}
