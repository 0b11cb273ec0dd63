import type { Strings } from '../electron/shared/words/strings.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const UNITS = [
  { name: 'year', length: 365 * DAY, from: 730 * DAY },
  { name: 'month', length: 30 * DAY, from: 60 * DAY },
  { name: 'day', length: DAY, from: DAY },
  { name: 'hour', length: 60 * MINUTE, from: 60 * MINUTE },
  { name: 'minute', length: MINUTE, from: MINUTE },
] as const;

/** How long ago, in the largest unit of which it is one, or of months and years two; just now where it is less than a minute, or in the future. Unix milliseconds. */
export function lastSeenText(at: number, now: number, { language, phone }: Strings): string {
  const ago = now - at;
  const unit = UNITS.find(({ from }) => ago >= from);
  if (unit === undefined) return phone.seenNow;
  const { name, length } = unit;
  const text = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
    -Math.floor(ago / length),
    name,
  );
  return phone.lastSeen.replace('#', text);
}
