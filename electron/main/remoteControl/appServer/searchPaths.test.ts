import { expect, test } from 'vitest';
import { searchPaths } from './searchPaths.ts';

test('on Windows: the Path, the installer, npm, and where the desktop app puts its program for others to start', () => {
  const env = {
    Path: String.raw`C:\Windows;C:\Windows;;.;bin;%USERPROFILE%\bin;"D:\my tools"`,
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
      String.raw`D:\my tools`,
      String.raw`C:\Users\me\AppData\Local\Programs\OpenAI\Codex\bin`,
      String.raw`C:\Users\me\.codex\packages\standalone\current\bin`,
      String.raw`C:\Users\me\.codex\packages\standalone\current`,
      String.raw`C:\Users\me\AppData\Roaming\npm`,
      String.raw`C:\Program Files\nodejs`,
      String.raw`C:\Users\me\AppData\Local\Microsoft\WinGet\Links`,
      String.raw`C:\Users\me\AppData\Local\pnpm`,
      String.raw`C:\Users\me\AppData\Local\pnpm\bin`,
      String.raw`C:\Users\me\AppData\Local\pnpm\global\*`,
      String.raw`C:\Users\me\AppData\Local\pnpm\global\*\*`,
      String.raw`C:\Users\me\.bun\bin`,
      String.raw`C:\Users\me\AppData\Local\Yarn\Data\global`,
      String.raw`C:\Users\me\AppData\Local\Volta\tools\image\packages\@openai\codex`,
      String.raw`C:\Users\me\AppData\Roaming\nvm\*`,
      String.raw`C:\Users\me\AppData\Roaming\fnm\node-versions\*\installation`,
      String.raw`C:\Users\me\scoop\apps\codex\current`,
      String.raw`C:\Users\me\scoop\persist\nodejs\bin`,
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

test('entries of the PATH that are relative stand for no folder', () => {
  const { folders } = searchPaths({
    platform: 'linux',
    env: { PATH: '.:bin:~/bin::/mine', CODEX_INSTALL_DIR: 'here', NVM_DIR: 'nvm' },
    home: '/home/me',
    root: '',
  });
  expect([folders[0], folders.filter((folder) => !folder.startsWith('/'))]).toEqual(['/mine', []]);
});

test('the variables of version managers move where they keep their programs', () => {
  const env = {
    PNPM_HOME: '/pnpm',
    BUN_INSTALL: '/bun',
    VOLTA_HOME: '/volta',
    FNM_DIR: '/fnm',
    ASDF_DATA_DIR: '/asdf',
    MISE_DATA_DIR: '/mise',
    HOMEBREW_PREFIX: '/brew',
  };
  const { folders } = searchPaths({ platform: 'darwin', env, home: '/Users/me', root: '' });
  expect(folders).toEqual(
    expect.arrayContaining([
      '/pnpm/global/*',
      '/bun/bin',
      '/volta/tools/image/packages/@openai/codex/bin',
      '/fnm/node-versions/*/installation/bin',
      '/asdf/installs/nodejs/*/bin',
      '/mise/installs/node/*/bin',
      '/brew/bin',
    ]),
  );
});
