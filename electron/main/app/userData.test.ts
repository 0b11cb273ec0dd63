import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userDataFolder } from './userData.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'user-data-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const dataOf = (...codexHome: string[]) => userDataFolder('/data', 'App', join(folder, ...codexHome));

test('two profiles have two folders, each always the same', () => {
  mkdirSync(join(folder, 'one'));
  mkdirSync(join(folder, 'two'));
  expect(dataOf('one')).toBe(dataOf('one'));
  expect(dataOf('one')).not.toBe(dataOf('two'));
  expect(dataOf('one')).toMatch(/^.data.App.profiles.[0-9a-f]{16}$/);
});

test('a profile that is reached through a link is the same profile', () => {
  mkdirSync(join(folder, 'home', '.codex'), { recursive: true });
  symlinkSync(join(folder, 'home'), join(folder, 'alias'));
  symlinkSync(join(folder, 'home', '.codex'), join(folder, 'direct'));
  expect([dataOf('alias', '.codex'), dataOf('direct')]).toEqual([
    dataOf('home', '.codex'),
    dataOf('home', '.codex'),
  ]);
});

test('a profile that is not there yet is known by where it will be', () => {
  mkdirSync(join(folder, 'home'));
  symlinkSync(join(folder, 'home'), join(folder, 'alias'));
  const before = dataOf('alias', '.codex');
  mkdirSync(join(folder, 'home', '.codex'));
  expect([before, dataOf('home', '.codex')]).toEqual([dataOf('alias', '.codex'), before]);
});
