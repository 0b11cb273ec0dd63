import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../../testing/fakes/stateFolder.ts';
import { putBackInstallationId } from './installationId.ts';
import { findOldIdentity } from './oldIdentity.ts';

const at = (second: number) => `2026050403020${second}`;
const stateBackup = (second: number, bak = '') =>
  `.codex-global-state.json${bak}.mobile-pairing-backup.${at(second)}`;
const identityBackup = (second: number) => `installation_id.mobile-pairing-backup.${at(second)}`;
const found = (files: Record<string, string>, backup?: string) => {
  const { folder } = testFolder({ installation_id: 'new', ...files });
  const old = findOldIdentity(folder, backup);
  return old === null ? null : [old.path.slice(folder.length + 1), old.isAlone];
};

describe('the identity that comes back with a repair', () => {
  it('is the one that was kept with the same time in its name', () => {
    const files = { [stateBackup(1)]: '{}', [stateBackup(2)]: '{}', [identityBackup(2)]: 'old' };
    expect([
      found(files),
      found(files, stateBackup(2)),
      found(files, stateBackup(2, '.bak')),
      found(files, stateBackup(1)),
      found({ ...files, [stateBackup(3)]: '{}' }),
    ]).toEqual([
      [identityBackup(2), false],
      [identityBackup(2), false],
      [identityBackup(2), false],
      null,
      null,
    ]);
  });

  it('is none where a later repair changed it once more, or it is there again', () => {
    const files = { [stateBackup(1)]: '{}', [identityBackup(1)]: 'old' };
    expect([
      found({ ...files, [identityBackup(3)]: 'between' }, stateBackup(1)),
      found({ ...files, installation_id: 'OLD\n' }),
      found({}),
    ]).toEqual([null, null, null]);
  });

  it('comes back alone where the newest repair changed nothing else, or where it is named', () => {
    const files = { [stateBackup(1)]: '{}', [identityBackup(2)]: 'old' };
    expect([
      found(files),
      found({ [identityBackup(2)]: 'old' }),
      found({ ...files, [stateBackup(3)]: '{}' }, identityBackup(2)),
    ]).toEqual([
      [identityBackup(2), true],
      [identityBackup(2), true],
      [identityBackup(2), true],
    ]);
  });

  it('is nothing that only looks like it', () => {
    const { folder, path } = testFolder({ installation_id: 'new' });
    mkdirSync(path('installation_id.mobile-pairing-backup.2026'));
    expect([findOldIdentity(folder), findOldIdentity(join(folder, 'missing'))]).toEqual([null, null]);
  });
});

describe('putting an identity back', () => {
  const began = new Date('2026-05-04T03:02:09Z');

  it('keeps the one that it replaces, with its mode', () => {
    const { folder, path, content } = testFolder({ installation_id: 'new', [identityBackup(1)]: 'old' });
    const { mode } = statSync(path('installation_id'));
    putBackInstallationId(folder, { path: path(identityBackup(1)), isAlone: true }, began);
    expect([content(), statSync(path('installation_id')).mode]).toEqual([
      {
        installation_id: 'old',
        [identityBackup(1)]: 'old',
        [`installation_id.mobile-pairing-before-restore.${at(9)}`]: 'new',
      },
      mode,
    ]);
  });

  it('makes one where there is none by now', () => {
    const { folder, path, text } = testFolder({ [identityBackup(1)]: 'old' });
    putBackInstallationId(folder, { path: path(identityBackup(1)), isAlone: true }, began);
    expect([text('installation_id'), statSync(path('installation_id')).mode & 0o777]).toEqual(['old', 0o644]);
  });

  it('leaves what is no file as it is', () => {
    const { folder, path, names } = testFolder({ [identityBackup(1)]: 'old' });
    mkdirSync(path('installation_id'));
    const before = names();
    const old = { path: path(identityBackup(1)), isAlone: true };
    expect(() => putBackInstallationId(folder, old, began)).toThrow('not a file');
    expect(names()).toEqual(before);
  });
});
