import { expect, test } from 'vitest';
import { checkWindowOptions } from './api/windowOptions.ts';
import { launchWindow } from './testApp.ts';

test('what is not implemented throws by name', async () => {
  const { app } = await launchWindow({
    main: `
      const attempt = (act) => { try { return String(act()); } catch (error) { return error.message.split('.')[0] + '.' + error.message.split('.')[1]; } };
      app.whenReady().then(async () => {
        serve();
        const window = await open();
        globalThis.outcomes = [() => app.getAppMetrics(), () => window.setKiosk(true), () => window.webContents.print(), () => electron.autoUpdater,
          () => protocol.interceptFileProtocol('app'), () => app.getPath('videos'), () => session.fromPartition('x'),
          () => electron.webContents.fromFrame(), () => electron.Menu.sendActionToFirstResponder('x'), () => app.dock].map(attempt);
      });`,
  });
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { outcomes: string[] }).outcomes))
    .toEqual([
      expect.stringContaining('electron-on-chromium: app.getAppMetrics'),
      expect.stringContaining('BrowserWindow.setKiosk'),
      expect.stringContaining('webContents.print'),
      expect.stringContaining('electron.autoUpdater'),
      expect.stringContaining('protocol.interceptFileProtocol'),
      expect.stringContaining("app.getPath('videos')"),
      expect.stringContaining('session.fromPartition'),
      expect.stringContaining('webContents.fromFrame'),
      expect.stringContaining('Menu.sendActionToFirstResponder'),
      'undefined',
    ]);
});

test.for([
  [{ webPreferences: { sandbox: false } }, 'webPreferences.sandbox: false'],
  [{ webPreferences: { contextIsolation: false } }, 'webPreferences.contextIsolation: false'],
  [{ webPreferences: { nodeIntegration: true } }, 'webPreferences.nodeIntegration: true'],
  [{ webPreferences: { webviewTag: true } }, 'webPreferences.webviewTag: true'],
  [{ webPreferences: { partition: 'x' } }, 'webPreferences.partition'],
  [{ frame: false }, 'BrowserWindow option frame'],
] as const)('the window options %o are refused by name', ([options, name]) => {
  expect(() => checkWindowOptions(options)).toThrow(`electron-on-chromium: ${name} is not implemented`);
});

test('a sandboxed preload may require what Electron allows, and nothing else', async () => {
  const { page } = await launchWindow({
    preload: `
      const attempt = (name) => { try { return typeof require(name); } catch (error) { return error.message; } };
      contextBridge.exposeInMainWorld('outcomes', ['electron', 'electron/renderer', 'node:fs', './other.cjs', 'events'].map(attempt)
        .concat([typeof process.platform, process.type, process.sandboxed, typeof Buffer]));`,
  });
  expect(await page.evaluate('outcomes')).toEqual([
    'object',
    'object',
    'module not found: node:fs',
    'module not found: ./other.cjs',
    "electron-on-chromium: require('events') in a preload is not implemented",
    'string',
    'renderer',
    true,
    'undefined',
  ]);
});

test('a preload that throws is told to the app and the console, and the page goes on', async () => {
  const { app, page } = await launchWindow({
    preload: "throw new Error('broken preload');",
    main: `app.on('web-contents-created', (_event, contents) => contents.on('preload-error', (_inner, _file, error) => { globalThis.failure = error.message; }));
      app.whenReady().then(() => { serve(); return open(); });`,
  });
  expect([
    await page.title(),
    await app.evaluate(() => (globalThis as unknown as { failure: string }).failure),
  ]).toEqual(['Test', 'broken preload']);
});
