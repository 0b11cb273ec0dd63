import type { Strings } from '../electron/shared/words/strings.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** `left` milliseconds as minutes and seconds, rounded up: `9:05`. */
export function clockText(left: number): string {
  const seconds = Math.ceil(left / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** When a code renews, in words: only "over an hour" above that, and that a new code is on its way once there is nothing left. */
export function codeText(left: number, strings: Strings): string {
  if (left <= 0) return strings.codeExpired;
  if (left > HOUR) return strings.codeValidLong;
  return strings.codeRenews.replace('#', clockText(left));
}
