import { chmodSync, chownSync, mkdirSync, lstatSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failure, standIn, testFolder } from '../../../testing/fakes/stateFolder.ts';
import { rotateInstallationId } from './installationId.ts';
import { INSTALLATION_ID } from '../../../testing/fakes/directoryFixtures.ts';

const NOW = new Date('2026-05-04T03:02:01Z');
const BACKUP = 'installation_id.mobile-pairing-backup.20260504030201';

it('writes a fresh identity and keeps the old one beside it', () => {
  const { folder, path, names, text } = testFolder({ installation_id: INSTALLATION_ID });
  expect(rotateInstallationId(folder, NOW)).toEqual({ backup: path(BACKUP) });
  expect([names(), text(BACKUP), statSync(path(BACKUP)).mode & 0o777]).toEqual([
    ['installation_id', BACKUP],
    INSTALLATION_ID,
    0o600,
  ]);
  expect(text('installation_id')).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(text('installation_id')).not.toBe(INSTALLATION_ID);
});

it('makes none where there is none', () => {
  const { folder, names } = testFolder();
  expect([rotateInstallationId(folder, NOW), names()]).toEqual([null, []]);
});

it.each([0o600, 0o644, 0o640])('keeps the mode %o', (mode) => {
  const { folder, path } = testFolder({ installation_id: INSTALLATION_ID });
  chmodSync(path('installation_id'), mode);
  rotateInstallationId(folder, NOW);
  expect(statSync(path('installation_id')).mode & 0o777).toBe(mode);
});

it.runIf(process.getuid?.() === 0)('run as root, leaves the file and its backup to the person', () => {
  const { folder, path } = testFolder({ installation_id: INSTALLATION_ID });
  chownSync(path('installation_id'), 12_345, 23_456);
  rotateInstallationId(folder, NOW);
  const owners = ['installation_id', BACKUP].map((name) => statSync(path(name)));
  expect(owners.map(({ uid, gid }) => [uid, gid])).toEqual([
    [12_345, 23_456],
    [12_345, 23_456],
  ]);
});

it('goes through a symbolic link, which stays one', () => {
  const { folder, path, text } = testFolder({ 'the-real-one': INSTALLATION_ID });
  symlinkSync('the-real-one', path('installation_id'));
  expect(rotateInstallationId(folder, NOW)).toEqual({ backup: path(BACKUP) });
  expect([
    lstatSync(path('installation_id')).isSymbolicLink(),
    readlinkSync(path('installation_id')),
  ]).toEqual([true, 'the-real-one']);
  expect([text(BACKUP), text('the-real-one') === INSTALLATION_ID]).toEqual([INSTALLATION_ID, false]);
});

it.each(['', 'NOT-A-UUID', '\0\0', 'x'.repeat(100_000)])('replaces and keeps odd content: %j', (odd) => {
  const { folder, text } = testFolder({ installation_id: odd });
  rotateInstallationId(folder, NOW);
  expect([text(BACKUP) === odd, text('installation_id').length]).toEqual([true, 36]);
});

it.each([BACKUP, BACKUP.replace('installation_id', '.codex-global-state.json')])(
  'takes a time that no copy has, so that two repairs in one second are told apart: not that of %s',
  (name) => {
    const { folder, path } = testFolder({ installation_id: INSTALLATION_ID, [name]: 'older' });
    const backup = path('installation_id.mobile-pairing-backup.20260504030202');
    expect(rotateInstallationId(folder, NOW)).toEqual({ backup });
  },
);

describe('everything is left as it was', () => {
  it('where it is no file', () => {
    const { folder, path, names } = testFolder();
    mkdirSync(path('installation_id'));
    expect(() => rotateInstallationId(folder, NOW)).toThrow('not a file');
    expect(names()).toEqual(['installation_id']);
  });

  it.each(['openSync', 'fsyncSync', 'renameSync', 'readFileSync'] as const)(
    'where %s fails, and that is the error',
    (call) => {
      const { folder, content } = testFolder({ installation_id: INSTALLATION_ID });
      let isOver = false;
      standIn(call, (real) => (...given: never[]) => {
        if (isOver) return (real as (...all: never[]) => unknown)(...given);
        throw failure('EIO');
      });
      expect(() => rotateInstallationId(folder, NOW)).toThrow('EIO');
      isOver = true;
      expect(content()).toEqual({ installation_id: INSTALLATION_ID });
    },
  );

  it('where it could not be left to its owner', () => {
    const { folder, content } = testFolder({ installation_id: INSTALLATION_ID });
    standIn('fchownSync', () => () => {
      throw failure('EPERM');
    });
    standIn(
      'statSync',
      (real) =>
        (...given: never[]) =>
          Object.assign((real as (...all: never[]) => object)(...given), { uid: 54_321 }),
    );
    expect(() => rotateInstallationId(folder, NOW)).toThrow('EPERM');
    expect(content()).toEqual({ installation_id: INSTALLATION_ID });
  });

  it('where there is a backup of the very time that it is to have', () => {
    const given = { installation_id: INSTALLATION_ID, [BACKUP]: 'older' };
    const { folder, content } = testFolder(given);
    expect(() => rotateInstallationId(folder, NOW, '20260504030201')).toThrow('EEXIST');
    expect(content()).toEqual(given);
  });
});
