import type { RepairRecord } from '../electron/main/globalState/index.ts';

const LATELY_MINUTES = 60;

/**
 * A sentence for a setup that is clean although it was repaired within the hour: whoever asks again is still stuck, and
 * another repair cannot help (openai/codex#23289). `null` where there was none. `now` in Unix milliseconds.
 */
export function healedLately({ heals }: Pick<RepairRecord, 'heals'>, now: number): string | null {
  const newest = Math.max(...heals.map(({ at }) => Date.parse(at)).filter((at) => at <= now));
  const minutes = Math.floor((now - newest) / 60_000);
  if (minutes >= LATELY_MINUTES) return null;
  const when = minutes < 1 ? 'less than a minute' : `${minutes} min`;
  return `It was repaired ${when} ago and is clean: if the phone is still stuck, the cause is not on this computer.`;
}
