import { expect, test } from 'vitest';
import { systemProgram } from './systemProgram.ts';

test.each([
  [{ SystemRoot: String.raw`D:\WINNT`, windir: 'E:' }, String.raw`D:\WINNT\System32\tasklist.exe`],
  [{ SystemRoot: '', windir: String.raw`E:\Windows` }, String.raw`E:\Windows\System32\tasklist.exe`],
  [{}, String.raw`C:\Windows\System32\tasklist.exe`],
])('in %o the programs of Windows are named whole', (env, path) => {
  expect(systemProgram('tasklist.exe', env)).toBe(path);
});
