import { proven } from '../../../../testing/fakes/commits.ts';
import { describe, expect, it } from 'vitest';
import { findBackup, unusedBackupPlace } from './backups.ts';
import { MAIN_FILE, MIRROR_FILE } from './place.ts';
import { commitOf, testFolder, testState } from '../../../../testing/fakes/stateFolder.ts';

const stampOf = (name: string) => name.slice(-14);

describe('a backup', () => {
  it('takes the second after the newest where its own is taken, for both files alike', () => {
    const { folder, path } = testFolder({
      [`${MAIN_FILE}.mobile-pairing-backup.20261231235958`]: 'taken',
      [`${MIRROR_FILE}.mobile-pairing-backup.20261231235959`]: 'taken',
    });
    const now = new Date('2026-12-31T23:59:58.900Z');
    expect(unusedBackupPlace({ folder, name: MAIN_FILE }, 'mobile-pairing-backup', now)).toEqual({
      label: 'mobile-pairing-backup',
      stamp: '20270101000000',
      main: path(`${MAIN_FILE}.mobile-pairing-backup.20270101000000`),
      mirror: path(`${MIRROR_FILE}.mobile-pairing-backup.20270101000000`),
    });
  });

  it('is kept with the nine before it, and older ones go, of both files', async () => {
    const { state, names, put } = await testState({ main: '{}', mirror: '{}' });
    put(`${MAIN_FILE}.mobile-pairing-backup.note`, 'not ours');
    for (let round = 0; round < 12; round += 1) {
      const edit = { path: ['n'], op: 'set', value: round } as const;
      const expected = round === 0 ? undefined : round - 1;
      await state.commit(
        commitOf({
          edits: [
            { file: MAIN_FILE, expected, ...edit },
            { file: MIRROR_FILE, expected, ...edit },
          ],
          retire: proven({ kind: 'client', id: `c-${round}` }),
        }),
      );
    }
    const kept = names().filter((name) => /backup\.\d/.test(name));
    const stamps = Array.from(
      { length: 10 },
      (_, index) => `202605040302${String(index + 3).padStart(2, '0')}`,
    );
    expect(kept.filter((name) => name.startsWith(`${MAIN_FILE}.mobile`)).map(stampOf)).toEqual(stamps);
    expect(kept.filter((name) => name.startsWith(MIRROR_FILE)).map(stampOf)).toEqual(stamps);
    expect(names()).toContain(`${MAIN_FILE}.mobile-pairing-backup.note`);
  });

  it('is the newest, also when the clock was set back', () => {
    const { folder, path } = testFolder({
      [`${MAIN_FILE}.mobile-pairing-backup.20990101000000`]: '',
      [`${MAIN_FILE}.mobile-pairing-backup.99999999999999`]: '',
    });
    const { main } = unusedBackupPlace(
      { folder, name: MAIN_FILE },
      'mobile-pairing-backup',
      new Date('2026-01-01'),
    );
    expect(main).toBe(path(`${MAIN_FILE}.mobile-pairing-backup.20990101000001`));
  });

  it('is not made by an ordinary flush', async () => {
    const { state, names } = await testState({ main: '{}' });
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    await state.flush();
    expect(names()).toEqual([MAIN_FILE]);
  });
});

const at = (stamp: string) => `${MAIN_FILE}.mobile-pairing-backup.${stamp}`;

describe('the backup that a name means', () => {
  const files = { [at('20260101000000')]: 'old', [at('20260202000000')]: 'new' };

  it('is that one, also where there is a newer', () => {
    const { folder, path } = testFolder(files);
    const found = [undefined, at('20260101000000'), path(at('20260101000000'))].map((name) =>
      findBackup({ folder, name: MAIN_FILE }, name),
    );
    const label = 'mobile-pairing-backup';
    const old = { label, stamp: '20260101000000', main: path(at('20260101000000')), mirror: null };
    const newest = { label, stamp: '20260202000000', main: path(at('20260202000000')), mirror: null };
    expect(found).toEqual([newest, old, old]);
  });

  it.each([
    [undefined, 'There is none: a repair makes one before it changes anything.'],
    [`folder/${at('20260101000000')}`, 'Name the backup by its absolute path or by its file name alone.'],
    [at('20260303000000'), 'There is no backup of that name.'],
    [at('20260101000000(1)'), expect.stringMatching(/^That is not the name of a backup\./)],
    [at('120260101000000'), expect.stringMatching(/^That is not the name of a backup\./)],
    [MAIN_FILE, expect.stringMatching(/^That is not the name of a backup\./)],
  ])('is none, and a person is told why: %s', (name, why) => {
    const { folder, path } = testFolder(name === undefined ? {} : files);
    expect(findBackup({ folder, name: MAIN_FILE }, name)).toEqual(why);
    expect(findBackup({ folder: path('missing'), name: MAIN_FILE })).toMatch(/^There is none/);
  });
});
