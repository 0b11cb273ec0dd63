import { expect, it } from 'vitest';
import { removeFolder } from '../harness/folder.ts';
import { makeFixture } from '../harness/scenario.ts';
import { failCalls, prove } from './failingCalls.ts';
import { judge, type Expected } from './judge.ts';
import { namesIn, playUndisturbed, type Sight } from './play.ts';

it('every call of a heal and of a restore may fail once', async () => {
  expect(await prove('short')).toMatchObject({ failures: [], holds: true });
});

it('a copy whose closing fails is taken away again, for a restore would find it', async () => {
  expect(
    (
      await failCalls({ operation: 'heal', withMirror: true }, (name) =>
        name === 'closeSync' ? ['EIO'] : [],
      )
    ).failures,
  ).toEqual([]);
});

it('a restore takes no half of a backup for the whole where the disk cannot say what is there', async () => {
  expect(
    (
      await failCalls({ operation: 'restore', withMirror: true }, (name) =>
        /^(?:exists|readdir)Sync$/.test(name) ? ['EIO'] : [],
      )
    ).failures,
  ).toEqual([]);
});

it('a restore leaves in memory what it put on disk, though the disk cannot be read afterwards', async () => {
  expect(
    (
      await failCalls({ operation: 'restore', withMirror: false }, (name) =>
        name === 'statSync' ? ['EACCES'] : [],
      )
    ).failures,
  ).toEqual([]);
});

const scenario = { operation: 'heal', withMirror: true } as const;
const fixture = await makeFixture(scenario);
const truth = await playUndisturbed({ scenario, fixture });
const before = { main: fixture.old[0]?.main ?? null, mirror: fixture.old[0]?.mirror ?? null };
const expected: Expected = {
  operation: 'heal',
  old: [before],
  whole: truth.first.texts,
  names: namesIn(fixture.template),
};
removeFolder(fixture.template);
const failed = { kind: 'write-failed', code: 'EIO', message: '', onDisk: 'old' } as const;
const old: Sight = {
  outcome: failed,
  memory: JSON.parse(before.main ?? ''),
  epoch: 1,
  texts: before,
  names: expected.names,
};

it.each<[string, Partial<Sight>, Partial<Sight>]>([
  ['done, and the main file is old', { texts: { ...truth.first.texts, main: before.main } }, {}],
  ['done, and the mirror is something else', { texts: { ...truth.first.texts, mirror: '{}' } }, {}],
  [
    'done, and dead ids are in the mirror alone',
    { texts: { ...truth.first.texts, mirror: before.mirror } },
    {},
  ],
  ['done, and memory is old', { memory: old.memory }, {}],
  ['done in the old epoch', { epoch: 1 }, {}],
  ['not done, and the main file is new', { ...old, texts: { ...before, main: truth.first.texts.main } }, {}],
  ['not done, and the mirror is new', { ...old, texts: { ...before, mirror: truth.first.texts.mirror } }, {}],
  ['not done, and memory is new', { ...old, memory: truth.first.memory }, {}],
  ['not done in a new epoch', { ...old, epoch: 2 }, {}],
  ['not done, and a copy is left', { ...old, names: [...expected.names, 'copy'] }, {}],
  ['not known', { ...old, outcome: { ...failed, onDisk: 'unknown' } }, {}],
  ['not done the second time', {}, old],
])('a story that does not fit is found out: %s', (_, first, second) => {
  const told = { ...truth, first: { ...truth.first, ...first }, second: { ...truth.second, ...second } };
  expect([judge(truth, expected), judge({ ...truth, first: old }, expected)]).toEqual([[], []]);
  expect(judge(told, expected)).not.toEqual([]);
});
