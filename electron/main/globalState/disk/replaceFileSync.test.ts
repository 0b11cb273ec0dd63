import { chmodSync, lstatSync, statSync, symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { failure, standIn, testFolder } from '../../../../testing/fakes/stateFolder.ts';
import { replaceFileSync } from './replaceFileSync.ts';

const bytes = Buffer.from('new');

it('keeps the mode of an old file, makes a new one for its owner only, and writes through a link', () => {
  const { path, text } = testFolder({ old: 'old', real: 'old' });
  chmodSync(path('old'), 0o640);
  symlinkSync('real', path('link'));
  for (const name of ['old', 'new', 'link']) replaceFileSync(path(name), bytes);
  expect([
    ...['old', 'new', 'real'].map((name) => [text(name), statSync(path(name)).mode & 0o777]),
    lstatSync(path('link')).isSymbolicLink(),
  ]).toEqual([['new', 0o640], ['new', 0o600], ['new', 0o600], true]);
});

it('leaves everything as it was where it fails', () => {
  const { path, content } = testFolder({ old: 'old' });
  standIn('renameSync', () => () => {
    throw failure('EBUSY');
  });
  expect(() => replaceFileSync(path('old'), bytes)).toThrow('EBUSY');
  expect(content()).toEqual({ old: 'old' });
});
