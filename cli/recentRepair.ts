import type { RepairRecord } from '../electron/main/globalState/index.ts';
import type { Texts } from './commandTable.ts';

const RECENT_MINUTES = 60;

/**
 * A sentence for a setup that is clean although it was repaired within the hour: then the phone is still stuck, and another
 * repair can't help (openai/codex#23289). `null` where there was none. `now` in Unix milliseconds.
 */
export function recentRepairNotice({ heals }: Pick<RepairRecord, 'heals'>, now: number): Texts | null {
  const newest = Math.max(...heals.map(({ at }) => Date.parse(at)).filter((at) => at <= now));
  const minutes = Math.floor((now - newest) / 60_000);
  if (!(minutes < RECENT_MINUTES)) return null;
  return {
    en: `It was repaired ${minutes < 1 ? 'less than a minute' : `${minutes} min`} ago: if the phone is still stuck, the cause is not on this computer.`,
    de: `Sie wurde vor ${minutes < 1 ? 'weniger als einer Minute' : `${minutes} min`} repariert: Wenn das Telefon weiter hängt, liegt es nicht an diesem Computer.`,
  };
}
