import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonValue } from '../../electron/main/globalState/index.ts';
import type { RepairPlan } from '../../electron/main/remoteControl/index.ts';
import { observing, type FileSystemCall } from '../harness/fileSystem.ts';
import { removeFolder } from '../harness/folder.ts';
import { interfere, open, perform, type Outcome, type Scene } from '../harness/operations.ts';
import { copyOf, textsIn, type Scenario, type Fixture, type Texts } from '../harness/scenario.ts';

/** A change so long ago cannot be mistaken for the next one, whatever the clock of the file system. */
const TICK_MS = 60;

/** A scenario to be played, and where it starts from. */
export interface Play {
  readonly scenario: Scenario;
  readonly fixture: Fixture;
  /** Whether the files are old enough to be told by their times alone; otherwise their bytes are looked at. */
  readonly areOld?: boolean;
  /** Called with what a repair is about to do. */
  readonly onPlan?: (planned: RepairPlan) => void;
}

/** All that can be seen right after an attempt. */
export interface Sight {
  readonly outcome: Outcome;
  /** The main file as memory has it; `undefined`: not at all. */
  readonly memory: JsonValue | undefined;
  readonly epoch: number;
  readonly texts: Texts;
  /** The files of the folder but for temporary ones, which go a moment later. */
  readonly names: readonly string[];
}

/** A play: the names of its calls, what was there after it, and after it was tried once more with nothing in the way. */
export interface Played {
  readonly calls: readonly string[];
  readonly first: Sight;
  readonly second: Sight;
}

/**
 * Plays a scenario in a folder of its own. `stand` sees every call of the first attempt, counted from zero, from the opening
 * on; where another program interferes, from then on, for a state that was never read knows of no dead id.
 */
export async function play(
  { scenario: { operation }, fixture, areOld = false, onPlan }: Play,
  stand: (call: FileSystemCall, index: number, folder: string) => unknown,
  check: (folder: string, when: string) => void = () => {},
): Promise<Played> {
  const folder = copyOf(fixture.template);
  if (areOld) await delay(TICK_MS);
  const scene: Scene = { folder, now: fixture.now };
  const calls: string[] = [];
  const watch = (call: FileSystemCall) => stand(call, calls.push(call.name) - 1, folder);
  try {
    const isAlone = operation !== 'flush over an old memory';
    const state = isAlone ? await observing(watch, async () => await open(scene)) : await open(scene);
    const look = (outcome: Outcome): Sight => ({
      outcome,
      memory: state.get([]),
      epoch: state.epoch,
      texts: textsIn(folder),
      names: namesIn(folder),
    });
    interfere(scene, operation);
    const first = look(await observing(watch, async () => await perform(state, scene, operation, onPlan)));
    check(folder, 'after the first try');
    const second = look(await perform(state, scene, operation, onPlan));
    await state.close();
    check(folder, 'at the end');
    return { calls, first, second };
  } finally {
    removeFolder(folder);
  }
}

/** Plays a scenario with nothing in the way. */
export async function playUndisturbed(given: Play): Promise<Played> {
  return await play(given, (call) => call.perform(...call.parameters));
}

/** The files of `folder` that are to stay. */
export function namesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => !name.includes('.tmp-'))
    .toSorted();
}
