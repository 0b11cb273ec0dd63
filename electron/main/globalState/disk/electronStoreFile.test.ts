import fs, { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from '../contract.ts';
import { electronStoreFile } from './electronStoreFile.ts';
import { testFolder } from '../../../../testing/fakes/stateFolder.ts';

afterEach(() => vi.unstubAllEnvs());

const bytes = Buffer.from('\uFEFF{ "a":1e400,\r\n"a.b":12345678901234567890}');

it.each([MAIN_FILE, MIRROR_FILE])('writes exactly the bytes it is given to %s, whatever is there', (file) => {
  const { path, names } = testFolder({ [file]: '\0 not JSON' });
  electronStoreFile(path(file)).write(bytes);
  expect([readFileSync(path(file)), names()]).toEqual([bytes, [file]]);
});

it('makes a new file for its owner only and keeps the mode of an old one', () => {
  const { path, put } = testFolder();
  const modes = [null, 0o644, 0o400].map((mode) => {
    const file = `.mode-${mode}.json`;
    if (mode !== null) put(file, '{}');
    if (mode !== null) chmodSync(path(file), mode);
    electronStoreFile(path(file)).write(bytes);
    return statSync(path(file)).mode & 0o777;
  });
  expect(modes).toEqual([0o600, 0o644, 0o400]);
});

it('writes through a symbolic link, also one that leads nowhere yet', () => {
  const { path, text } = testFolder({ 'real.json': '{}' });
  symlinkSync('real.json', path(MAIN_FILE));
  symlinkSync('later.json', path(MIRROR_FILE));
  for (const file of [MAIN_FILE, MIRROR_FILE]) electronStoreFile(path(file)).write(Buffer.from('{"a":1}'));
  expect([text('real.json'), text('later.json'), statSync(path('later.json')).mode & 0o777]).toEqual([
    '{"a":1}',
    '{"a":1}',
    0o600,
  ]);
  expect(lstatSync(path(MAIN_FILE)).isSymbolicLink()).toBe(true);
});

it('replaces the file in one step in a snap too', () => {
  const { path } = testFolder({ [MAIN_FILE]: '{}' });
  vi.stubEnv('SNAP', '/snap/any');
  const before = statSync(path(MAIN_FILE)).ino;
  electronStoreFile(path(MAIN_FILE)).write(bytes);
  expect(statSync(path(MAIN_FILE)).ino).not.toBe(before);
  expect(process.env['SNAP']).toBe('/snap/any');
});

it('invents no snap where there is none', () => {
  vi.stubEnv('SNAP', undefined);
  electronStoreFile(testFolder().path(MAIN_FILE)).write(bytes);
  expect(Object.hasOwn(process.env, 'SNAP')).toBe(false);
});

it('does not read the file that it replaces', () => {
  const { path } = testFolder({ [MAIN_FILE]: '{}' });
  const read = vi.spyOn(fs, 'readFileSync');
  electronStoreFile(path(MAIN_FILE)).write(bytes);
  const paths = read.mock.calls.map(([file]) => file);
  read.mockRestore();
  expect([paths.includes(path(MAIN_FILE)), readFileSync(path(MAIN_FILE))]).toEqual([false, bytes]);
});

it('says what the file system said', () => {
  const { path } = testFolder({ file: '' });
  expect(() => electronStoreFile(path(`file/${MAIN_FILE}`)).write(bytes)).toThrow(/ENOTDIR|EEXIST/);
});
