import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, onTestFinished } from 'vitest';
import { eventually } from '../eventually.ts';
import { launch, launchWindow, type TestApp, writeApp } from './testApp.ts';
import { TIME_LIMIT_MS } from '../timeLimit.ts';

const LOGGING = `
  const log = (...words) => require('node:fs').appendFileSync(path.join(__dirname, 'log'), words.join(' ') + '\\n');
  for (const name of ['ready', 'browser-window-created', 'window-all-closed', 'before-quit', 'will-quit', 'quit']) {
    app.on(name, (event, ...rest) => log(name, ...(name === 'quit' ? rest : [])));
  }
  app.whenReady().then(() => log('whenReady'));
  app.on('browser-window-created', (_event, window) => {
    window.on('close', () => log('close')); window.on('closed', () => log('closed', BrowserWindow.getAllWindows().length));
    window.once('ready-to-show', () => log('ready-to-show'));
  });
  const opening = app.whenReady().then(() => { serve(); return open(); });
`;
const START = ['ready', 'whenReady', 'browser-window-created', 'ready-to-show'];

function readLog(folder: string): string[] {
  return readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n');
}

/** Runs the app without Playwright, sends a signal once it has loaded when one is named, and returns how it ended. */
async function run(testApp: TestApp, signal?: NodeJS.Signals) {
  const folder = writeApp(testApp);
  const child = spawn(join(import.meta.dirname, 'electron'), [
    `--user-data-dir=${join(folder, 'userData')}`,
    folder,
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  if (signal) {
    await eventually(() => assert.match(output, /loaded/));
    child.kill(signal);
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, log: readLog(folder) };
}

test('quit asks in the order of Electron', async () => {
  const { log, code } = await run({ main: `${LOGGING} opening.then(() => app.quit());` });
  expect({ log, code }).toEqual({
    log: [...START, 'before-quit', 'close', 'closed 0', 'will-quit', 'quit 0'],
    code: 0,
  });
});

test('closing the last window quits only without a listener for window-all-closed', async () => {
  const listened = await run({
    main: `${LOGGING} opening.then((window) => window.close()); app.on('window-all-closed', () => app.quit());`,
  });
  const ignored = await run({
    main: `${LOGGING.replace("'window-all-closed', ", '')} opening.then((window) => window.close());`,
  });
  expect([listened.log.slice(START.length), ignored.log.slice(START.length)]).toEqual([
    ['close', 'closed 0', 'window-all-closed', 'before-quit', 'will-quit', 'quit 0'],
    ['close', 'closed 0', 'before-quit', 'will-quit', 'quit 0'],
  ]);
});

test.for(['before-quit', 'close', 'will-quit'])('%s can be prevented, once', async (name) => {
  const { log } = await run({
    main: `${LOGGING}
      const veto = (event) => { event.preventDefault(); log('prevented'); setImmediate(() => app.quit()); };
      if ('${name}' === 'close') opening.then((window) => window.once('close', veto)); else app.once('${name}', veto);
      opening.then(() => app.quit());`,
  });
  expect(log.slice(START.length)).toEqual(
    {
      'before-quit': ['before-quit', 'prevented', 'before-quit', 'close', 'closed 0', 'will-quit', 'quit 0'],
      close: ['before-quit', 'close', 'prevented', 'before-quit', 'close', 'closed 0', 'will-quit', 'quit 0'],
      'will-quit': [
        'before-quit',
        'close',
        'closed 0',
        'will-quit',
        'prevented',
        'before-quit',
        'will-quit',
        'quit 0',
      ],
    }[name],
  );
});

test('exit raises no question and keeps its code', async () => {
  const { log, code } = await run({ main: `${LOGGING} opening.then(() => app.exit(7));` });
  expect({ log: log.slice(START.length), code }).toEqual({ log: ['closed 0', 'quit 7'], code: 7 });
});

test('an app that quits before it is ready never becomes ready', async () => {
  const { log, code } = await run({ main: `${LOGGING} app.quit();` });
  expect({ log, code }).toEqual({ log: ['before-quit', 'will-quit', 'quit 0'], code: 0 });
});

test.for(['SIGTERM', 'SIGINT'] as const)('%s quits by the ordinary path', async (signal) => {
  const { log, code } = await run({ main: `${LOGGING} opening.then(() => console.log('loaded'));` }, signal);
  expect({ log: log.slice(START.length), code }).toEqual({
    log: ['before-quit', 'close', 'closed 0', 'will-quit', 'quit 0'],
    code: 0,
  });
});

test('an uncaught error is printed, and the app goes on', async () => {
  const { code, output } = await run({
    main: `${LOGGING} opening.then(() => { setTimeout(() => { throw new Error('by mistake'); }); setTimeout(() => app.exit(3), 10); });`,
  });
  expect([code, output]).toEqual([3, expect.stringContaining('by mistake')]);
});

test('what must come before or after ready throws otherwise', async () => {
  const { app } = await launchWindow({
    main: `
      const attempt = (act) => { try { act(); return 'done'; } catch (error) { return error.message; } };
      globalThis.early = [attempt(() => new BrowserWindow()), attempt(() => protocol.handle('app', () => {})), attempt(() => session.defaultSession), app.isReady()];
      app.on('ready', () => { globalThis.late = [attempt(() => protocol.registerSchemesAsPrivileged([])), attempt(() => app.enableSandbox()), app.isReady()]; });
      app.whenReady().then(() => { serve(); return open(); });`,
  });
  expect(
    await app.evaluate(() =>
      Object.entries(globalThis).filter(([name]) => name === 'early' || name === 'late'),
    ),
  ).toEqual([
    [
      'early',
      [
        'Cannot create BrowserWindow before app is ready',
        'protocol.handle can only be called after app is ready',
        'Session can only be received when app is ready',
        false,
      ],
    ],
    [
      'late',
      [
        'protocol.registerSchemesAsPrivileged should be called before app is ready',
        'app.enableSandbox() can only be called before app is ready',
        true,
      ],
    ],
  ]);
});

test('when main is killed, Chromium and its profile do not outlive it', async () => {
  const { app, ended } = await launchWindow({});
  const pid = app.process().pid!;
  const chromiums = () =>
    readdirSync('/proc').filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(`electron-on-chromium-${pid}-`);
      } catch {
        return false;
      }
    });
  expect(chromiums()).not.toEqual([]);
  app.process().kill('SIGKILL');
  await ended;
  await expect.poll(chromiums).toEqual([]);
});

test('when Chromium ends by itself, so does the app', async () => {
  const { app, ended, output } = await launchWindow({});
  const children = readFileSync(`/proc/${app.process().pid}/task/${app.process().pid}/children`, 'utf8');
  process.kill(Number.parseInt(children, 10), 'SIGKILL');
  expect([await ended, output()]).toEqual([1, expect.stringContaining('Chromium ended by itself (SIGKILL)')]);
});

test('the crash of a page is told, and the page can be loaded again', async () => {
  const { app } = await launch({
    main: `app.whenReady().then(async () => { serve(); const window = await open();
      window.webContents.on('render-process-gone', (_event, details) => { globalThis.gone = details.reason; }); });`,
  });
  const page = await app.firstWindow({ timeout: TIME_LIMIT_MS });
  await page.waitForLoadState('load');
  const devTools = await page.context().newCDPSession(page);
  devTools.send('Page.crash').catch(() => undefined);
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { gone: string }).gone))
    .toBe('crashed');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.loadURL('app://setup/'));
});
