import { expect, it } from 'vitest';
import { MAIN_FILE, PAIRING_KEYS } from '../../electron/main/globalState/index.ts';
import { prove } from './modelAgainstCode.ts';
import { amidstStep } from './amidst.ts';
import {
  editOf,
  editOfBoth,
  NEW_MIRROR,
  NO_MIRROR,
  OLD_MEMORY,
  otherStep,
  serverStep,
  switchStep,
} from './others.ts';
import { fullRepairStep, healStep, undoStep } from './repairs.ts';
import { play, runRandomly } from './runs.ts';
import type { Step } from './step.ts';
import type { Sabotage } from './system.ts';
import { crashStep, enrollClientStep, enrollStep, flushStep, quitStep, writeStep } from './writes.ts';

it('some hundred random runs agree with the model', async () => {
  expect(await prove('short')).toMatchObject({ failures: [], holds: true });
});

it.each<[string, Sabotage]>([
  [
    'the epoch of a write is not looked at',
    (state) => ({ write: (write) => state.write({ ...write, epoch: state.epoch }) }),
  ],
  [
    'a commit retires nothing',
    (state) => ({ commit: async (commit) => await state.commit({ ...commit, retire: [] }) }),
  ],
  [
    'a commit forgets its outbox',
    (state) => ({ commit: async (commit) => await state.commit({ ...commit, outbox: [] }) }),
  ],
  [
    'a commit expects what is there',
    (state) => ({
      commit: async (commit) =>
        await state.commit({
          ...commit,
          edits: commit.edits.map((edit) => ({ ...edit, expected: state.get(edit.path) })),
        }),
    }),
  ],
  [
    'a commit leaves the mirror alone',
    (state) => ({
      commit: async (commit) =>
        await state.commit({ ...commit, edits: commit.edits.filter(({ file }) => file === MAIN_FILE) }),
    }),
  ],
  ['an id that the server knows again keeps its tombstone', () => ({ liftTombstones: () => {} })],
  ['a deletion that is done stays to be done', () => ({ completeDeletions: () => {} })],
  ['what is unsaved is lost at the end', () => ({ close: async () => {} })],
  ['a flush is put off forever', () => ({ flush: async () => ({ kind: 'flushed' }) })],
  [
    'a repair cannot be undone',
    (state) => ({ restore: async () => ({ kind: 'restored', backup: '', epoch: state.epoch + 1 }) }),
  ],
  ['what was got can be changed', (state) => ({ get: (path) => structuredClone(state.get(path)) })],
])('the model finds a state in which %s', async (_, sabotage) => {
  expect((await runRandomly(1000, 1, sabotage)).failure).not.toBeNull();
});

it('who changes both files at whichever call of a full repair comes before it or after it, and so it can be undone', async () => {
  const change = { path: ['width'], op: 'set', value: 3, age: 0 } as const;
  for (let call = 1; call <= 60; call += 1) {
    const steps = [amidstStep(0, 'repair', editOfBoth(change), call), undoStep(0)];
    expect(await play({ withMirror: true, alive: [] }, steps)).toBe(steps.length);
  }
});

const DEAD_ENVIRONMENT = { path: [PAIRING_KEYS.environmentId], op: 'set', value: 'env_e_a', age: 0 } as const;

/** Shrunk from random runs in which model and code, or code and promise, once parted. */
it.each<[string, readonly Step[]]>([
  [
    'a commit cleans the mirror too of what an earlier one retired',
    [otherStep(NEW_MIRROR), fullRepairStep(0, false), switchStep(), healStep(0, false, false)],
  ],
  [
    'what an earlier heal has left in a mirror that it did not know is healed within the hour',
    [otherStep(NEW_MIRROR), healStep(0, false, false), healStep(0, false, true)],
  ],
  [
    'a second process does not take away what the first has enrolled again',
    [
      fullRepairStep(0, false),
      crashStep(1),
      enrollClientStep(0, 'client-a'),
      enrollStep(1, 'env_e_a'),
      switchStep(),
      serverStep('env_e_a', false),
      switchStep(),
      flushStep(0),
      healStep(1, false, false),
    ],
  ],
  [
    'an environment that a process enrolls lives, though another has just retired it',
    [fullRepairStep(0, false), enrollStep(1, 'env_e_b'), switchStep(), healStep(1, false, false)],
  ],
  [
    'a heal that finds the mirror gone is made at the second try',
    [otherStep(NO_MIRROR), healStep(0, false, false)],
  ],
  [
    'dead ids from the old memory of another program stay with the next write, and go with the next check',
    [
      healStep(0, false, false),
      otherStep(OLD_MEMORY),
      writeStep(0, { path: ['width'], op: 'set', value: 2, age: 0 }),
      quitStep(0),
      healStep(0, false, false),
    ],
  ],
  [
    'a repair that was undone can be made again',
    [
      healStep(0, false, false),
      undoStep(0),
      otherStep(editOf(MAIN_FILE, DEAD_ENVIRONMENT, 0)),
      healStep(0, false, false),
    ],
  ],
])('%s', async (_, steps) => {
  for (const withMirror of [false, true]) {
    expect(await play({ withMirror, alive: [] }, steps)).toBe(steps.length);
  }
});
