import '../harness/fileSystem.ts';
import * as fc from 'fast-check';
import { MAIN_FILE, MIRROR_FILE } from '../../electron/main/globalState/index.ts';
import { removeFolder } from '../harness/folder.ts';
import { withoutTimers } from '../harness/timers.ts';
import { amidstStep, type Doing } from './amidst.ts';
import {
  editOf,
  editOfBoth,
  NEW_MIRROR,
  NO_MIRROR,
  OLD_MEMORY,
  OTHER_ACCOUNT,
  otherStep,
  serverStep,
  switchStep,
} from './others.ts';
import { checkStep, fullRepairStep, healStep, settleStep, undoStep } from './repairs.ts';
import type { Step } from './step.ts';
import { modelAt, systemAt, type Sabotage, type Start, type Who } from './system.ts';
import { assignment, atom, CLIENT_IDS, ENVIRONMENTS, IDS } from './vocabulary.ts';
import {
  crashStep,
  enrollClientStep,
  enrollStep,
  flushStep,
  quitStep,
  writeStep,
  type Change,
} from './writes.ts';

/** So many calls of the file system at most does one of our writes make; later than that is after it. */
const CALLS = 80;

const who = fc.constantFrom<Who>(0, 0, 0, 1);
const set = (path: Change['path'], value: Extract<Change, { op: 'set' }>['value'], age: number): Change => ({
  op: 'set',
  path,
  value,
  age,
});
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(assignment, fc.constantFrom(0, 0, 0, 1)).map(([[path, value], age]) => set(path, value, age)),
  fc.tuple(assignment, fc.constantFrom(0, 1)).map(([[path], age]) => ({ op: 'remove', path, age }) as const),
);
const atomChange = fc
  .tuple(atom, fc.constantFrom(0, 1, 2))
  .map(([[path, value], age]) => set(path, value, age));
const file = fc.constantFrom(MAIN_FILE, MIRROR_FILE);

const anEdit = fc
  .tuple(file, change, fc.constantFrom(0, 2))
  .map(([each, given, indentation]) => editOf(each, given, indentation));
const other = fc.oneof(anEdit, anEdit, fc.constantFrom(OLD_MEMORY, OTHER_ACCOUNT, NO_MIRROR, NEW_MIRROR));

/** What another program may do in the middle of what we do: it finds both files, and each of them whole. */
const addition = assignment.map(([path, value]) => set(path, value, 0));
const anAddition = fc.tuple(file, addition).map(([each, given]) => editOf(each, given, 2));
const meanwhile = fc.oneof(
  anAddition,
  anAddition,
  addition.map(editOfBoth),
  fc.constantFrom(OLD_MEMORY, OTHER_ACCOUNT),
);
const doing = fc.constantFrom<Doing>('flush', 'flush', 'heal', 'repair', 'undo');

/** What happens one after the other. */
const STEPS: readonly fc.Arbitrary<Step>[] = [
  fc.tuple(who, change).map(([each, given]) => writeStep(each, given)),
  fc.tuple(who, atomChange).map(([each, given]) => writeStep(each, given)),
  who.map(flushStep),
  fc.tuple(who, fc.boolean(), fc.boolean()).map(([each, isLate, isSoon]) => healStep(each, isLate, isSoon)),
  who.map(checkStep),
  fc.tuple(who, fc.boolean()).map(([each, isLate]) => fullRepairStep(each, isLate)),
  who.map(undoStep),
  who.map(quitStep),
  who.map(crashStep),
  who.map(settleStep),
  fc.tuple(who, fc.constantFrom(...ENVIRONMENTS)).map(([each, id]) => enrollStep(each, id)),
  fc.tuple(who, fc.constantFrom(...CLIENT_IDS)).map(([each, id]) => enrollClientStep(each, id)),
  fc
    .tuple(who, doing, meanwhile, fc.nat(CALLS))
    .map(([each, what, program, call]) => amidstStep(each, what, program, call)),
  other.map(otherStep),
  other.map(otherStep),
  other.map(otherStep),
  fc.tuple(fc.constantFrom(...IDS), fc.boolean()).map(([id, isAlive]) => serverStep(id, isAlive)),
  fc.constant(switchStep()),
];

const start: fc.Arbitrary<Start> = fc.record({ withMirror: fc.boolean(), alive: fc.subarray([...IDS]) });

/** The longest run, in commands. */
const LONGEST = 30;

/** How random runs have ended. */
export interface RunsEnd {
  readonly runs: number;
  readonly steps: number;
  /** The shortest sequence of commands that was found to go wrong, and how; `null`: none. */
  readonly failure: string | null;
}

/** Runs `count` random sequences of commands from `seed` on, up to the first that goes wrong, and shrinks that one. */
export async function runRandomly(
  count: number,
  seed: number,
  sabotage: Sabotage = () => ({}),
): Promise<RunsEnd> {
  let steps = 0;
  const property = fc.asyncProperty(
    start,
    fc.commands([...STEPS], { maxCommands: LONGEST, size: 'max' }),
    async (begin, commands) => {
      steps += await play(begin, commands, sabotage);
    },
  );
  const { failed, numRuns, counterexample, errorInstance } = await fc.check(property, {
    seed,
    numRuns: count,
  });
  if (!failed) return { runs: numRuns, steps, failure: null };
  const [begin, commands] = counterexample ?? [];
  return {
    runs: numRuns,
    steps,
    failure: `${JSON.stringify(begin)} ${String(commands)}: ${String(errorInstance)}`,
  };
}

/** Runs these commands, each where it is possible, and answers how many. Throws where model and code part. */
export async function play(
  begin: Start,
  commands: Iterable<Step>,
  sabotage: Sabotage = () => ({}),
): Promise<number> {
  const model = modelAt(begin);
  await withoutTimers(async () => {
    const real = await systemAt(begin, sabotage);
    try {
      await fc.asyncModelRun(() => ({ model, real }), commands);
    } finally {
      removeFolder(real.folder);
    }
  });
  return model.steps;
}
