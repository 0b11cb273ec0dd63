import { join } from 'node:path';
import { expect, test } from 'vitest';
import { squirrelEvent } from './squirrel.ts';

const PROGRAM = join('apps', 'mobile_setup', 'app-1.0.0', 'mobile-setup-app.exe');
const UPDATE = join('apps', 'mobile_setup', 'Update.exe');

test.each([
  ['--squirrel-install', '--createShortcut=mobile-setup-app.exe'],
  ['--squirrel-updated', '--createShortcut=mobile-setup-app.exe'],
  ['--squirrel-uninstall', '--removeShortcut=mobile-setup-app.exe'],
])('%s runs Squirrel’s own program with %s', (argument, option) => {
  expect(squirrelEvent(argument, PROGRAM, 'win32')).toEqual({ kind: 'run', program: UPDATE, args: [option] });
});

test('an old version that was replaced ends at once', () => {
  expect(squirrelEvent('--squirrel-obsolete', PROGRAM, 'win32')).toEqual({ kind: 'end' });
});

test.each([
  [undefined, 'win32'],
  ['--squirrel-firstrun', 'win32'],
  ['--squirrel-install', 'linux'],
] as const)('%s on %s is an ordinary launch', (argument, platform) => {
  expect(squirrelEvent(argument, PROGRAM, platform)).toEqual({ kind: 'none' });
});
