import type { Strings } from '../electron/shared/words/strings.ts';

const MINUTE = 60_000;
const UNITS = [
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;

/** How long ago, in the largest unit that fits; just now where it is less than a minute, or in the future. Unix milliseconds. */
export function lastSeenText(at: number, now: number, { language, phone }: Strings): string {
  const ago = now - at;
  const unit = UNITS.find(([, length]) => ago >= length);
  if (unit === undefined) return phone.seenNow;
  const [name, length] = unit;
  const text = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
    -Math.floor(ago / length),
    name,
  );
  return phone.lastSeen.replace('#', text);
}
