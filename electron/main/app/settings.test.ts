import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSettings } from './settings.ts';

const DEFAULTS = { bounds: null, language: null, notifications: true };

let folder: string;
let file: string;
const log: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  file = join(folder, 'settings.json');
  log.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (at = folder) => openSettings(at, (line) => void log.push(line));

test('settings begin with defaults, and the next start finds what was changed', () => {
  const bounds = { x: 10, y: -20, width: 520, height: 700 };
  const first = open();
  const before = first.current;
  first.change({ bounds });
  first.change({ notifications: false });
  expect([before, first.current, open().current]).toEqual([
    DEFAULTS,
    { bounds, language: null, notifications: false },
    { bounds, language: null, notifications: false },
  ]);
});

test.skipIf(process.platform === 'win32')('they are for their owner only', () => {
  open().change({ language: 'de' });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([
  ['is no JSON', '{'],
  ['is no object', '[1]'],
  ['is empty', ''],
  ['holds values of the wrong kind', '{"bounds":{"x":"1"},"language":7,"notifications":"no"}'],
  ['holds an unusable size', '{"bounds":{"x":0,"y":0,"width":1,"height":1}}'],
])('a file that %s gives defaults, and can be written again', (_name, text) => {
  writeFileSync(file, text);
  const settings = open();
  settings.change({ language: 'de' });
  expect([
    settings.current,
    (JSON.parse(readFileSync(file, 'utf8')) as { language: string }).language,
  ]).toEqual([{ ...DEFAULTS, language: 'de' }, 'de']);
});

test('one damaged value does not cost the others', () => {
  writeFileSync(file, '{"bounds":7,"language":"de","notifications":false}');
  expect(open().current).toEqual({ bounds: null, language: 'de', notifications: false });
});

test('a folder that cannot be used costs the memory of the settings and nothing else', () => {
  writeFileSync(file, '');
  const settings = open(file);
  settings.change({ notifications: false });
  expect([settings.current.notifications, log.length > 0]).toEqual([false, true]);
});
