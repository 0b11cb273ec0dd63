import { PAIRING_KEYS, type JsonObject } from '../../electron/main/globalState/index.ts';
import { pairingPart } from '../harness/pairingPart.ts';
import { idsOf, viewOf } from './model.ts';
import { must } from './step.ts';
import type { Who, World } from './system.ts';
import { IDS } from './vocabulary.ts';

/** After a write of a process no id under a tombstone of it is left in pairing state, in its memory or in a file. */
export function checkClean(world: World, who: Who, after: 'flush' | 'commit'): void {
  const { record, unsaved } = world.processes[who];
  must(unsaved.length === 0, `there are unsaved writes after a ${after}`);
  const places: Record<string, JsonObject> = {
    memory: viewOf(world.processes[who]),
    'the main file': world.disk.main,
    'the mirror': world.disk.mirror ?? {},
  };
  for (const [place, state] of Object.entries(places)) {
    const text = JSON.stringify(pairingPart(state));
    const back = idsOf(record).filter(({ id }) => text.includes(id));
    must(
      back.length === 0,
      `after a ${after} ${place} holds the retired ${back.map(({ id }) => id).join(' ')}`,
    );
  }
}

/** The ids that stand in the pairing state, but for its atoms, which only speak of them. */
export function idsIn(state: JsonObject): readonly string[] {
  const { [PAIRING_KEYS.atoms]: _, ...pairing } = pairingPart(state);
  const text = JSON.stringify(pairing);
  return IDS.filter((id) => text.includes(`"${id}"`) || text.includes(`:${id}"`));
}
