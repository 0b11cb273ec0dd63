import { PAIRING_KEYS, type JsonObject } from '../../electron/main/globalState/index.ts';
import { pairingPart } from '../harness/pairingPart.ts';
import { retiredOf, type Disk } from './model.ts';
import { must } from './step.ts';
import type { Who, Model } from './system.ts';
import { IDS } from './vocabulary.ts';

/** A write of a process brings no id back that its repairs removed: what is there now was there before. */
export function checkClean(model: Model, who: Who, after: 'flush' | 'commit', before: Disk): void {
  const process = model.processes[who];
  must(process.unsaved.length === 0, `there are unsaved writes after a ${after}`);
  const places = [
    ['the main file', before.main, model.disk.main],
    ['the mirror', before.mirror, model.disk.mirror],
  ] as const;
  for (const [place, old, now] of places) {
    const back = retiredOf(process).filter(({ id }) => textOf(now).includes(id) && !textOf(old).includes(id));
    must(
      back.length === 0,
      `a ${after} brought back the retired ${back.map(({ id }) => id).join(' ')} in ${place}`,
    );
  }
}

function textOf(state: JsonObject | null): string {
  return JSON.stringify(pairingPart(state ?? {}));
}

/** The ids that stand in the pairing state, but for its atoms, which only speak of them. */
export function idsIn(state: JsonObject): readonly string[] {
  const { [PAIRING_KEYS.atoms]: _, ...pairing } = pairingPart(state);
  const text = JSON.stringify(pairing);
  return IDS.filter((id) => text.includes(`"${id}"`) || text.includes(`:${id}"`));
}
