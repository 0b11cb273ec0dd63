import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commitPlan,
  plan,
  type RepairMode,
  type RepairPlan,
  withFreshAtoms,
} from '../../electron/main/remoteControl/index.ts';
import {
  MAIN_FILE,
  MIRROR_FILE,
  openGlobalState,
  PAIRING_KEYS,
  type CommitResult,
  type FlushResult,
  type GlobalState,
  type JsonPath,
  type RestoreResult,
} from '../../electron/main/globalState/index.ts';
import { diagnoseWith } from './directory.ts';
import { SERVICE, stuckFile } from './stuckFiles.ts';

/** The four ways in which we write; `flush over an old memory` is a flush after another program wrote dead ids back. */
export const OPERATIONS = ['heal', 'full repair', 'restore', 'flush', 'flush over an old memory'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What an operation came to; `unjudged`: the state could not be read, so nothing was decided. */
export type Outcome = CommitResult | RestoreResult | FlushResult | { readonly kind: 'unjudged' };

export interface Scene {
  readonly folder: string;
  /** Unix milliseconds: everything in the scene happens now. */
  readonly now: number;
}

/** The file as it was before `prepare` healed it, kept beside it as another program's memory. */
const OLD_MEMORY = 'old-memory.json';

/** Fills the folder of `scene` with the files that `operation` starts from. */
export async function prepare(scene: Scene, operation: Operation, withMirror: boolean): Promise<void> {
  const put = (name: string, content: unknown) =>
    writeFileSync(join(scene.folder, name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  put(MAIN_FILE, stuckFile('main'));
  if (withMirror) put(MIRROR_FILE, stuckFile('mirror'));
  if (operation === 'heal' || operation === 'full repair') return;
  put(OLD_MEMORY, stuckFile('main'));
  const state = await open(scene);
  await repair(state, scene, 'automatic');
  await state.close();
}

/** The state of `scene`, as the app opens it at its start. */
export async function open({ folder, now }: Scene): Promise<GlobalState> {
  return await openGlobalState({ folder, access: 'write', now: () => new Date(now) });
}

/** What happens to the files between the start and the operation, by another program's hand. */
export function interfere({ folder }: Scene, operation: Operation): void {
  if (operation !== 'flush over an old memory') return;
  writeFileSync(join(folder, MAIN_FILE), readFileSync(join(folder, OLD_MEMORY)));
}

/** Does it, the way the app does. `onPlan` is called with what a repair is about to do. */
export async function perform(
  state: GlobalState,
  scene: Scene,
  operation: Operation,
  onPlan: (planned: RepairPlan) => void = () => {},
): Promise<Outcome> {
  switch (operation) {
    case 'heal':
      return await repair(state, scene, 'automatic', onPlan);
    case 'full repair':
      return await repair(state, scene, 'full', onPlan);
    case 'restore':
      return await state.restore();
    case 'flush':
    case 'flush over an old memory':
      for (const [path, value] of WRITES) state.write({ path, op: 'set', value, epoch: state.epoch });
      return await state.flush();
  }
}

/** What the app itself writes in the two flushes, on keys that no repair touches. */
export const WRITES: readonly (readonly [JsonPath, string | number])[] = [
  [['window-width'], 1280],
  [[PAIRING_KEYS.atoms, 'theme-preference'], 'light'],
];

async function repair(
  state: GlobalState,
  { now }: Scene,
  mode: RepairMode,
  onPlan: (planned: RepairPlan) => void = () => {},
): Promise<Outcome> {
  await state.refresh();
  const diagnosis = diagnoseWith(state, SERVICE);
  if (diagnosis === null) return { kind: 'unjudged' };
  const planned = plan(withFreshAtoms(state, diagnosis), mode);
  onPlan(planned);
  // A full repair would ask the server for the same clean-up each time it is tried: here it is the files that count.
  return planned.edits.length === 0 ? { kind: 'unchanged' } : await commitPlan(state, planned, mode, now);
}
