import { symlinkSync, utimesSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from '../contract.ts';
import { openGlobalState } from '../openGlobalState.ts';
import { testFolder, testState } from '../../../../testing/fakes/stateFolder.ts';

const NOW = new Date('2026-05-04T03:02:01Z');
const HOUR_AGO = new Date(NOW.getTime() - 3_600_000);
const orphan = (file: string, random = '00ab9f') => `${file}.tmp-1234567890${random}`;

it('what killed writes left behind goes at the next start; everything else stays', async () => {
  const minute = orphan(MAIN_FILE, '0000aa');
  const gone = [orphan(MAIN_FILE), orphan(MIRROR_FILE), minute];
  const stays = [
    orphan('auth.json'),
    orphan(`${MAIN_FILE}.copy`),
    `${MAIN_FILE}.tmp-12`,
    `${orphan(MAIN_FILE)}.txt`,
    MAIN_FILE,
  ];
  const young = orphan(MAIN_FILE, 'ffffff');
  const { folder, path, names } = testFolder(
    Object.fromEntries([...gone, ...stays, young].map((name) => [name, '{}'])),
  );
  for (const name of [...gone, ...stays]) utimesSync(path(name), HOUR_AGO, HOUR_AGO);
  utimesSync(path(young), NOW, NOW);
  utimesSync(path(minute), NOW, new Date(NOW.getTime() - 60_000));
  const { events } = await testState({}, { folder });
  expect(names()).toEqual([...stays, young].toSorted());
  expect(events).toEqual([{ kind: 'orphans-removed', count: 3 }]);
});

it('they lie beside the file that a symbolic link leads to', async () => {
  const real = testFolder({ 'state.json': '{}', [orphan('state.json')]: '{}' });
  utimesSync(real.path(orphan('state.json')), HOUR_AGO, HOUR_AGO);
  const { folder, path } = testFolder();
  symlinkSync(real.path('state.json'), path(MAIN_FILE));
  await testState({}, { folder });
  expect(real.names()).toEqual(['state.json']);
});

it('nothing is removed by one who only reads', async () => {
  const { folder, path, names } = testFolder({ [orphan(MAIN_FILE)]: '{}' });
  utimesSync(path(orphan(MAIN_FILE)), HOUR_AGO, HOUR_AGO);
  await openGlobalState({ folder, now: () => NOW });
  expect(names()).toEqual([orphan(MAIN_FILE)]);
});
