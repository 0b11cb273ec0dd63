import { describe, expect, it } from 'vitest';
import { findBackup, saveBackup } from './backups.ts';
import { MAIN_FILE, MIRROR_FILE } from './contract.ts';
import { commitOf, testFolder, testState } from './testFolder.ts';

const owner = { mode: 0o600, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const copy = (text: string) => ({ bytes: Buffer.from(text), owner });
const stampOf = (name: string) => name.slice(-14);

describe('a backup', () => {
  it('takes the second after the newest where its own is taken, for both files alike', () => {
    const { folder, content } = testFolder({
      [`${MAIN_FILE}.mobile-pairing-backup.20261231235958`]: 'taken',
      [`${MIRROR_FILE}.mobile-pairing-backup.20261231235959`]: 'taken',
    });
    const now = new Date('2026-12-31T23:59:58.900Z');
    saveBackup(folder, 'mobile-pairing-backup', now, { main: copy('1'), mirror: copy('2') });
    expect(content()).toMatchObject({
      [`${MAIN_FILE}.mobile-pairing-backup.20270101000000`]: '1',
      [`${MIRROR_FILE}.mobile-pairing-backup.20270101000000`]: '2',
    });
  });

  it('leaves nothing when it cannot be made whole', () => {
    const { folder, names } = testFolder();
    const broken = { bytes: 1 as unknown as Buffer, owner };
    expect(() =>
      saveBackup(folder, 'mobile-pairing-backup', new Date(), { main: copy('{}'), mirror: broken }),
    ).toThrow(TypeError);
    expect(names()).toEqual([]);
  });

  it('is kept with the nine before it, and older ones go, of both files', () => {
    const { state, names, put } = testState({ main: '{}', mirror: '{}' });
    put(`${MAIN_FILE}.mobile-pairing-backup.note`, 'not ours');
    for (let round = 0; round < 12; round += 1) {
      const edit = { path: ['n'], op: 'set', value: round } as const;
      const expected = round === 0 ? undefined : round - 1;
      state.commit(
        commitOf({
          edits: [
            { file: MAIN_FILE, expected, ...edit },
            { file: MIRROR_FILE, expected, ...edit },
          ],
          retire: [{ kind: 'client', id: `c-${round}` }],
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

  it('just made is the newest, also when the clock was set back', () => {
    const future = `${MAIN_FILE}.mobile-pairing-backup.20990101000000`;
    const { folder, path } = testFolder({
      [future]: '',
      [`${MAIN_FILE}.mobile-pairing-backup.99999999999999`]: '',
    });
    const made = saveBackup(folder, 'mobile-pairing-backup', new Date('2026-01-01'), {
      main: copy(''),
      mirror: null,
    });
    expect(made).toEqual({ main: path(`${MAIN_FILE}.mobile-pairing-backup.20990101000001`), mirror: null });
    expect(findBackup(folder)).toEqual(made);
  });

  it('is not made by an ordinary flush', () => {
    const { state, names } = testState({ main: '{}' });
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    state.flush();
    expect(names()).toEqual([MAIN_FILE]);
  });
});
