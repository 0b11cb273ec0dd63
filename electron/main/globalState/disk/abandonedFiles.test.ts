import { symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './place.ts';
import { openGlobalState } from '../openGlobalState.ts';
import { testFolder, testState } from '../../../../testing/fakes/stateFolder.ts';

const temporary = (file: string, random = '00ab9f') => `${file}.tmp-1234567890${random}`;
const in61Seconds = () => new Date(Date.now() + 61_000);

it('what killed writes left behind goes at a start a minute later; everything else stays', async () => {
  const gone = [temporary(MAIN_FILE), temporary(MIRROR_FILE), temporary(MAIN_FILE, '0000aa')];
  const stays = [
    temporary('auth.json'),
    temporary(`${MAIN_FILE}.copy`),
    `${MAIN_FILE}.tmp-12`,
    `${temporary(MAIN_FILE)}.txt`,
    MAIN_FILE,
  ];
  const { folder, names } = testFolder(Object.fromEntries([...gone, ...stays].map((name) => [name, '{}'])));
  const early = await testState({}, { folder, now: () => new Date() });
  expect([names(), early.events]).toEqual([[...gone, ...stays].toSorted(), []]);
  const { events } = await testState({}, { folder, now: in61Seconds });
  expect([names(), events]).toEqual([stays.toSorted(), [{ kind: 'temporary-files-removed', count: 3 }]]);
});

it('they lie beside the file that a symbolic link leads to', async () => {
  const real = testFolder({ 'state.json': '{}', [temporary('state.json')]: '{}' });
  const { folder, path } = testFolder();
  symlinkSync(real.path('state.json'), path(MAIN_FILE));
  await testState({}, { folder, now: in61Seconds });
  expect(real.names()).toEqual(['state.json']);
});

it('nothing is removed by one who only reads', async () => {
  const { folder, names } = testFolder({ [temporary(MAIN_FILE)]: '{}' });
  await openGlobalState({ folder, now: in61Seconds });
  expect(names()).toEqual([temporary(MAIN_FILE)]);
});
