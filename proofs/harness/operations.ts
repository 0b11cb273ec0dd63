import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commitPlan,
  plan,
  type RepairMode,
  withFreshAtoms,
} from '../../electron/main/remoteControl/index.ts';
import {
  MAIN_FILE,
  MIRROR_FILE,
  openGlobalState,
  PAIRING_KEYS,
  type CommitResult,
  type GlobalState,
  type JsonPath,
  type RestoreResult,
  type StoreFile,
} from '../../electron/main/globalState/index.ts';
import { diagnoseWith } from './directory.ts';
import { SERVICE, stuckFile } from './stuckFiles.ts';

/** The four ways in which we write; `flush over an old memory` is a flush after another program wrote dead ids back. */
export const OPERATIONS = ['heal', 'full repair', 'restore', 'flush', 'flush over an old memory'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What an operation came to; `unjudged`: the state could not be read, so nothing was decided. */
export type Outcome =
  | CommitResult
  | RestoreResult
  | ReturnType<GlobalState['flush']>
  | { readonly kind: 'unjudged' };

export interface Scene {
  readonly folder: string;
  /** Unix milliseconds: everything in the scene happens now. */
  readonly now: number;
  readonly storeFile: StoreFile;
}

/** The file as it was before `prepare` healed it, kept beside it as another program's memory. */
const OLD_MEMORY = 'old-memory.json';

/** Fills the folder of `scene` with the files that `operation` starts from. */
export function prepare(scene: Scene, operation: Operation, withMirror: boolean): void {
  const put = (name: string, content: unknown) =>
    writeFileSync(join(scene.folder, name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  put(MAIN_FILE, stuckFile('main'));
  if (withMirror) put(MIRROR_FILE, stuckFile('mirror'));
  if (operation === 'heal' || operation === 'full repair') return;
  put(OLD_MEMORY, stuckFile('main'));
  const state = open(scene);
  repair(state, scene, 'automatic');
  state.close();
}

/** The state of `scene`, as the app opens it at its start. */
export function open({ folder, storeFile, now }: Scene): GlobalState {
  return openGlobalState({ folder, storeFile, now: () => new Date(now) });
}

/** What happens to the files between the start and the operation, by another program's hand. */
export function interfere({ folder }: Scene, operation: Operation): void {
  if (operation !== 'flush over an old memory') return;
  writeFileSync(join(folder, MAIN_FILE), readFileSync(join(folder, OLD_MEMORY)));
}

/** Does it, the way the app does. */
export function perform(state: GlobalState, scene: Scene, operation: Operation): Outcome {
  switch (operation) {
    case 'heal':
      return repair(state, scene, 'automatic');
    case 'full repair':
      return repair(state, scene, 'full');
    case 'restore':
      return state.restore();
    case 'flush':
    case 'flush over an old memory':
      for (const [path, value] of WRITES) state.write({ path, op: 'set', value, epoch: state.epoch });
      return state.flush();
  }
}

/** What the app itself writes in the two flushes, on keys that no repair touches. */
export const WRITES: readonly (readonly [JsonPath, string | number])[] = [
  [['window-width'], 1280],
  [[PAIRING_KEYS.atoms, 'theme-preference'], 'light'],
];

function repair(state: GlobalState, { now }: Scene, mode: RepairMode): Outcome {
  const diagnosis = diagnoseWith(state, SERVICE);
  if (diagnosis === null) return { kind: 'unjudged' };
  const planned = plan(withFreshAtoms(state, diagnosis), mode);
  // A full repair would ask the server for the same clean-up each time it is tried: here it is the files that count.
  return planned.edits.length === 0 ? { kind: 'unchanged' } : commitPlan(state, planned, mode, now);
}
