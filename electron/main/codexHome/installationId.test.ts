import { mkdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failure, standIn, testFolder } from '../../../testing/fakes/stateFolder.ts';
import { rotateInstallationId } from './installationId.ts';
import { INSTALLATION_ID } from '../../../testing/fakes/directoryFixtures.ts';

const NOW = new Date('2026-05-04T03:02:01Z');
const BACKUP = 'installation_id.mobile-pairing-backup.20260504030201';

it('writes a fresh identity and keeps the old one beside it', () => {
  const { folder, path, names, text } = testFolder({ installation_id: INSTALLATION_ID });
  expect(rotateInstallationId(folder, NOW)).toEqual({ backup: path(BACKUP) });
  expect([names(), text(BACKUP), statSync(path('installation_id')).mode & 0o777]).toEqual([
    ['installation_id', BACKUP],
    INSTALLATION_ID,
    0o644,
  ]);
  expect(text('installation_id')).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(text('installation_id')).not.toBe(INSTALLATION_ID);
});

it('makes none where there is none', () => {
  const { folder, names } = testFolder();
  expect([rotateInstallationId(folder, NOW), names()]).toEqual([null, []]);
});

describe('everything is left as it was', () => {
  it('where the new one cannot be written', () => {
    const { folder, path, names, text } = testFolder({ installation_id: INSTALLATION_ID });
    mkdirSync(path('installation_id.new'));
    expect(() => rotateInstallationId(folder, NOW)).toThrow(/directory/);
    expect([names(), text('installation_id')]).toEqual([
      ['installation_id', 'installation_id.new'],
      INSTALLATION_ID,
    ]);
  });

  it.each(['openSync', 'fsyncSync', 'renameSync'] as const)(
    'where %s fails, and that is the error',
    (call) => {
      const { folder, content } = testFolder({ installation_id: INSTALLATION_ID });
      standIn(call, () => () => {
        throw failure('EIO');
      });
      expect(() => rotateInstallationId(folder, NOW)).toThrow('EIO');
      expect(content()).toEqual({ installation_id: INSTALLATION_ID });
    },
  );

  it('where a backup of the same second is there', () => {
    const given = { installation_id: INSTALLATION_ID, [BACKUP]: 'older' };
    const { folder, content } = testFolder(given);
    expect(() => rotateInstallationId(folder, NOW)).toThrow('EEXIST');
    expect(content()).toEqual(given);
  });
});
