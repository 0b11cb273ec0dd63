import { expect, test } from 'vitest';
import { searchPaths } from './searchPaths.ts';

test('on Windows: the Path, the installer, npm, and where the desktop app puts its program for others to start', () => {
  const env = {
    Path: String.raw`C:\Windows;C:\Windows;;D:\tools`,
    LOCALAPPDATA: String.raw`C:\Users\me\AppData\Local`,
    APPDATA: String.raw`C:\Users\me\AppData\Roaming`,
  };
  const { folders, programs } = searchPaths({
    platform: 'win32',
    env,
    home: String.raw`C:\Users\me`,
    root: '',
  });
  expect({ folders, programs }).toEqual({
    folders: [
      String.raw`C:\Windows`,
      String.raw`D:\tools`,
      String.raw`C:\Users\me\AppData\Local\Programs\OpenAI\Codex\bin`,
      String.raw`C:\Users\me\.codex\packages\standalone\current\bin`,
      String.raw`C:\Users\me\.codex\packages\standalone\current`,
      String.raw`C:\Users\me\AppData\Roaming\npm`,
      String.raw`C:\Program Files\nodejs`,
      String.raw`C:\Users\me\scoop\shims`,
    ],
    programs: [String.raw`C:\Users\me\AppData\Local\OpenAI\Codex\bin\*\codex.exe`],
  });
  expect(programs.join()).not.toContain('WindowsApps');
});

test('what the environment names comes before what is usual', () => {
  const env = { PATH: '/mine', CODEX_INSTALL_DIR: '/chosen', CODEX_HOME: '/codex', NVM_DIR: '/nvm' };
  const { folders } = searchPaths({ platform: 'linux', env, home: '/home/me', root: '' });
  expect(folders.slice(0, 3)).toEqual(['/mine', '/chosen', '/home/me/.local/bin']);
  expect(folders).toContain('/codex/packages/standalone/current/bin');
  expect(folders).toContain('/nvm/versions/node/*/bin');
});
