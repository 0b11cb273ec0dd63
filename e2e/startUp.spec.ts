import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAppServer } from '../electron/main/remoteControl/index.ts';
import { findChromium } from '../testing/electron-on-chromium/chromium/find.ts';
import { logIn } from './app.ts';
import { runApp } from './runApp.ts';
import { expect, test } from './test.ts';

/** Only the stand-in closes a modal box by itself and says on stderr what was in it. */
const isStandIn = (): boolean => (process.env['E2E_RUNTIME'] ?? '').startsWith('electron-on-chromium');
const isLinux = process.platform === 'linux';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-up-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a start that cannot have its folder ends in a box with the next step, and with exit code 1', async ({
  makeProfile,
}) => {
  test.skip(!isStandIn() || !isLinux, 'the box is modal on Electron itself');
  const blocked = join(folder, 'config');
  writeFileSync(blocked, '');
  const { codexHome } = makeProfile({});
  const { code, stderr } = await runApp({ CODEX_HOME: codexHome, XDG_CONFIG_HOME: blocked });
  expect(code).toBe(1);
  expect(stderr).toContain('Mobile Setup couldn’t start');
  expect(stderr).toContain(`ENOTDIR: ${blocked}`);
  expect(stderr).toContain('Restart the computer, then open the app again.');
});

test('the app-server, which takes longest, is started before Electron is ready', async ({
  makeProfile,
  launch,
}) => {
  test.skip(!isStandIn() || !isLinux, 'Electron itself cannot be kept from getting ready');
  const codex = findAppServer({ env: process.env, moduleFolder: import.meta.dirname });
  const [started, chromium] = [join(folder, 'started'), findChromium()];
  const script = (name: string, ...lines: string[]): string => {
    writeFileSync(join(folder, name), ['#!/bin/sh', ...lines].join('\n'), { mode: 0o755 });
    return join(folder, name);
  };
  const app = await launch(makeProfile({}), {
    CODEX_CLI_PATH: script(
      'codex',
      `touch "${started}"`,
      `exec "${codex.kind === 'found' && codex.path}" "$@"`,
    ),
    CHROMIUM_PATH: script(
      'chromium',
      `until [ -e "${started}" ]; do sleep 0.1; done`,
      `exec "${chromium}" "$@"`,
    ),
  });
  await expect(app.qrCode).toBeVisible();
});

test('a second launch on the same profile, through a link, shows the window of the first and ends', async ({
  makeProfile,
  launch,
}) => {
  test.skip(process.platform === 'win32', 'a link takes a right that a person on Windows does not have');
  const profile = makeProfile({});
  const app = await launch(profile);
  await expect(app.qrCode).toBeVisible();
  const link = join(folder, 'link');
  symlinkSync(profile.codexHome, link);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const { code } = await runApp({ CODEX_HOME: link });
  expect(code).toBe(0);
  await expect
    .poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false);
});

test('a page whose process has crashed is loaded again', async ({ makeProfile, launch }) => {
  const app = await launch(makeProfile({}));
  await expect(app.qrCode).toBeVisible();
  const devTools = await app.page.context().newCDPSession(app.page);
  devTools.send('Page.crash').catch(() => undefined);
  const dataFolder = await app.dataFolder();
  await expect.poll(() => logIn(dataFolder)).toContain('page: its process has ended (crashed');
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.executeJavaScript('document.querySelector("[role=status]")?.textContent ?? ""')
          .catch(() => ''),
      ),
    )
    .toContain('Scan this code');
});

test('on macOS, where the menu outlives the window, a repair that is asked for opens both', async ({
  makeProfile,
  launch,
}) => {
  const app = await launch(makeProfile({}));
  await expect(app.qrCode).toBeVisible();
  const opened = app.electron.waitForEvent('window');
  await app.electron.evaluate(({ BrowserWindow, Menu }) => {
    Object.defineProperty(process, 'platform', { value: 'darwin' });
    const [window] = BrowserWindow.getAllWindows();
    window?.once('closed', () => {
      Menu.getApplicationMenu()?.getMenuItemById('repair-mobile-setup')?.click();
    });
    window?.close();
  });
  const page = await opened;
  await expect(page.getByRole('dialog', { name: 'Repair mobile setup?' })).toBeVisible();
});
