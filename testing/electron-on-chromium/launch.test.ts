import { join } from 'node:path';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { PNG } from 'pngjs';
import { expect, test, onTestFinished } from 'vitest';
import { launch, launchWindow, writeApp } from './testApp.ts';
import { TIME_LIMIT_MS } from '../timeLimit.ts';

const ASKING = {
  main: "ipcMain.handle('ask', (_event, text) => `answer to ${text}`); app.whenReady().then(() => { serve(); return open('/', { width: 640, height: 480 }); });",
  preload: "contextBridge.exposeInMainWorld('test', { ask: (text) => ipcRenderer.invoke('ask', text) });",
  pages: {
    '/': '<title>Asking</title><button>Ask</button><output></output><script src="page.js"></script>',
    '/page.js': `document.querySelector('button').onclick = async () => {
      document.querySelector('output').textContent = await window.test.ask('a question');
    };`,
  },
};

test('Playwright clicks, reads, evaluates in main, takes pictures and closes', async () => {
  const { app, page, folder, ended } = await launchWindow(ASKING);
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByText('answer to a question').waitFor();
  const picture = PNG.sync.read(await page.screenshot());
  const window = await app.browserWindow(page);
  expect({
    picture: [picture.width, picture.height],
    pageUrl: page.url(),
    main: await app.evaluate(({ app: main, BrowserWindow }) => ({
      name: main.getName(),
      version: main.getVersion(),
      path: main.getAppPath(),
      type: process.type,
      defaultApp: process.defaultApp,
      electron: typeof process.versions.electron,
      windows: BrowserWindow.getAllWindows().map((each) => each.webContents.getURL()),
    })),
    window: await window.evaluate((each: Electron.BrowserWindow) => [
      each.getTitle(),
      each.isFocused(),
      each.isVisible(),
    ]),
  }).toEqual({
    picture: [640, 480],
    pageUrl: 'app://setup/',
    main: {
      name: 'test-app',
      version: '1.2.3',
      path: folder,
      type: 'browser',
      defaultApp: true,
      electron: 'string',
      windows: ['app://setup/'],
    },
    window: ['Asking', true, true],
  });
  await app.close();
  expect(await ended).toBe(0);
});

test('a window is there for Playwright when its first document is, and not before', async () => {
  const { app } = await launch({
    main: `
      const released = new Promise((resolve) => { globalThis.release = resolve; });
      app.whenReady().then(() => {
        protocol.handle('app', async () => { requests.push('asked'); await released; return new Response('<title>Late</title>'); });
        return open();
      });`,
  });
  const seen: string[] = [];
  app.on('window', (page) => seen.push(page.url()));
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { requests: string[] }).requests.length))
    .toBe(1);
  expect(app.windows()).toEqual([]);
  await app.evaluate(() => (globalThis as unknown as { release(): void }).release());
  await app.firstWindow({ timeout: TIME_LIMIT_MS });
  expect(seen).toEqual(['app://setup/']);
});

test('console messages of main and page reach Playwright', async () => {
  const { app, page } = await launchWindow({});
  const inMain = app.waitForEvent('console');
  const inPage = page.waitForEvent('console');
  await app.evaluate(() => console.log('from main'));
  await page.evaluate(() => console.log('from page'));
  expect([(await inMain).text(), (await inPage).text()]).toEqual(['from main', 'from page']);
});

test('page.close() closes the window, and with the last one the app', async () => {
  const { page, ended } = await launchWindow({});
  await page.close();
  expect(await ended).toBe(0);
});

test('without Playwright the app runs too, and prints no debugger lines', async () => {
  const folder = writeApp({
    main: "app.whenReady().then(async () => { serve(); await open(); console.log('loaded', process.argv.at(-1)); app.quit(); });",
  });
  const child = spawn(join(import.meta.dirname, 'electron'), [folder, '--own-option']);
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  expect([...(await once(child, 'close')), output]).toEqual([0, null, 'loaded --own-option\n']);
});

test('it runs on its own Node, and as plain Node when asked to', () => {
  const electron = join(import.meta.dirname, 'electron');
  const asNode = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  expect([
    execFileSync(electron, ['--version'], { encoding: 'utf8' }).trim(),
    execFileSync(electron, ['-p', 'process.version'], { encoding: 'utf8', env: asNode }).split('.')[0],
  ]).toEqual([expect.stringMatching(/^v\d+\.\d+\.\d+$/), 'v24']);
});
