import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cut, plan, withFreshAtoms } from '../../electron/main/remoteControl/index.ts';
import {
  equalJson,
  isJsonObject,
  MAIN_FILE,
  MIRROR_FILE,
  PAIRING_KEYS,
  type JsonObject,
  type StateFileName,
} from '../../electron/main/globalState/index.ts';
import { diagnoseWith } from './directory.ts';
import { open, WRITES, type Scene } from './operations.ts';
import { pairingMentions, unrelatedPart } from './pairingPart.ts';
import { DEAD_IDS, FOREIGN_ENTRIES, MARK, SERVICE, stuckFile } from './stuckFiles.ts';

/** What is wrong after a launch; nothing where all is well. */
export interface Damage {
  /** Data that is gone or changed though it had nothing to do with the repair. */
  readonly lost: readonly string[];
  /** Dead ids that are there after the first write of the app that follows the heal. */
  readonly resurrected: readonly string[];
  /** Dead ids that the launch itself left in place. */
  readonly unhealed: readonly string[];
}

const TWO_MINUTES = 120_000;

/** Starts the app again on the folder of `scene`, two minutes later: check, heal, one write of the app, quit. */
export async function launchAgain(scene: Scene): Promise<Damage> {
  const later = { ...scene, now: scene.now + TWO_MINUTES };
  const state = await open(later);
  const diagnosis = diagnoseWith(state, SERVICE);
  const healed =
    diagnosis &&
    (await cut(state, diagnosis, plan(withFreshAtoms(state, diagnosis), 'automatic'), {
      mode: 'automatic',
      now: later.now,
    }));
  const unhealed = [...deadIdsIn(scene.folder), ...(healed?.kind === 'failed' ? [healed.reason] : [])];
  state.write({ path: ['window-width'], op: 'set', value: 1440, epoch: state.epoch });
  await state.close();
  return { lost: lossesIn(scene.folder), resurrected: deadIdsIn(scene.folder), unhealed };
}

/** What is missing or changed in the files of `folder`, whatever was healed in them. */
export function lossesIn(folder: string): readonly string[] {
  return filesIn(folder).flatMap(({ file, content }) => {
    if (content === null) return [`${file} cannot be read`];
    const before = stuckFile(file === MAIN_FILE ? 'main' : 'mirror');
    // A mirror without a copy of its own is restored from the main file's.
    const candidates = [before, stuckFile('main')].map(withoutWrites);
    const kept = withoutWrites(content);
    const losses = candidates.some((candidate) => equalJson(candidate, kept)) ? [] : ['unrelated data'];
    const foreign = Object.entries(FOREIGN_ENTRIES).filter(([key, entries]) => !holds(content[key], entries));
    return [...losses, ...foreign.map(([key]) => key)].map((what) => `${file}: ${what}`);
  });
}

function deadIdsIn(folder: string): readonly string[] {
  return filesIn(folder).flatMap(({ file, content }) =>
    DEAD_IDS.filter((id) => content !== null && pairingMentions(content, id)).map((id) => `${file}: ${id}`),
  );
}

/** `null`: not a JSON object that can be read. */
function filesIn(folder: string): readonly { file: StateFileName; content: JsonObject | null }[] {
  const names = readdirSync(folder);
  return ([MAIN_FILE, MIRROR_FILE] as const)
    .filter((file) => file === MAIN_FILE || names.includes(file))
    .map((file) => ({ file, content: parse(join(folder, file)) }));
}

function parse(path: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isJsonObject(value as JsonObject) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

function withoutWrites(state: JsonObject): JsonObject {
  const { [WRITES[0]?.[0][0] ?? '']: _, [MARK]: __, ...rest } = unrelatedPart(state);
  const { 'theme-preference': ___, ...atoms } = (rest[PAIRING_KEYS.atoms] ?? {}) as JsonObject;
  return { ...rest, [PAIRING_KEYS.atoms]: atoms };
}

function holds(value: unknown, entries: JsonObject): boolean {
  return (
    isJsonObject(value as JsonObject) &&
    Object.entries(entries).every(([key, entry]) => equalJson((value as JsonObject)[key], entry))
  );
}
