import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { onTestFinished } from 'vitest';
import { TIME_LIMIT_MS } from '../timeLimit.ts';

process.env['ELECTRON_OVERRIDE_DIST_PATH'] = import.meta.dirname;

/** A small app, written for one test. */
export interface TestApp {
  /** Lines of the main process after `scene`; `open(page)` makes a window of the page at that path. */
  readonly main?: string;
  readonly preload?: string;
  /** Bodies by path; `/` is the first window's page. */
  readonly pages?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** A launched app and its folder. */
export interface Launched {
  readonly app: ElectronApplication;
  readonly folder: string;
  /** Everything the process has written to stdout and stderr since the launch. */
  output(): string;
  /** The exit code or signal, once the process has ended. */
  readonly ended: Promise<number | string>;
}

/** What every test app begins with: the `app` scheme, its pages, and windows on them. */
function scene(pages: Readonly<Record<string, string>>, hasPreload: boolean): string {
  return `
    const path = require('node:path');
    const electron = require('electron');
    const { app, BrowserWindow, ipcMain, protocol, session } = electron;
    const pages = ${JSON.stringify(pages)};
    const webPreferences = ${hasPreload ? "{ preload: path.join(__dirname, 'preload.cjs') }" : '{}'};
    protocol.registerSchemesAsPrivileged([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
      { scheme: 'other', privileges: { standard: true, secure: true } },
    ]);
    const requests = (globalThis.requests = []);
    const serve = () => protocol.handle('app', (request) => {
      requests.push(request.url);
      const body = pages[new URL(request.url).pathname];
      const type = request.url.endsWith('.js') ? 'text/javascript' : 'text/html';
      return new Response(body ?? 'missing', { status: body === undefined ? 404 : 200, headers: { 'content-type': type } });
    });
    const open = async (page = '/', options = {}) => {
      const window = new BrowserWindow({ ...options, webPreferences: { ...webPreferences, ...options.webPreferences } });
      await window.loadURL('app://setup' + page);
      return window;
    };
  `;
}

/** Writes the app into a folder of its own, which ends with the test. */
export function writeApp({ main, preload, pages = { '/': '<title>Test</title>' } }: TestApp): string {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));
  const ordinary = 'app.whenReady().then(() => { serve(); return open(); });';
  writeFileSync(
    join(folder, 'package.json'),
    '{ "name": "test-app", "version": "1.2.3", "main": "main.cjs" }',
  );
  writeFileSync(join(folder, 'main.cjs'), scene(pages, preload !== undefined) + (main ?? ordinary));
  if (preload !== undefined) {
    writeFileSync(
      join(folder, 'preload.cjs'),
      `const { contextBridge, ipcRenderer } = require('electron');\n${preload}`,
    );
  }
  return folder;
}

/** Launches the app as Playwright does; it ends with the test at the latest. */
export async function launch(testApp: TestApp, folder = writeApp(testApp)): Promise<Launched> {
  const app = await _electron.launch({
    timeout: TIME_LIMIT_MS,
    args: [`--user-data-dir=${join(folder, 'userData')}`, folder, ...(testApp.args ?? [])],
  });
  app.context().setDefaultTimeout(TIME_LIMIT_MS);
  const child = app.process();
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? ''));
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  return { app, folder, output: () => output, ended };
}

/** Launches the app and waits until its first window has loaded. */
export async function launchWindow(testApp: TestApp): Promise<Launched & { page: Page }> {
  const launched = await launch(testApp);
  const page = await launched.app.firstWindow({ timeout: TIME_LIMIT_MS });
  // A window begins with an empty document, which has loaded, too.
  await page.waitForURL((url) => url.protocol !== 'about:');
  await page.waitForLoadState('load');
  return { ...launched, page };
}

/** A web server of this test, at a port of its own; it counts what reaches it. */
export async function serveElsewhere(answer: RequestListener): Promise<{ url: string; hits(): number }> {
  let hits = 0;
  const server = createServer((request, response) => {
    hits += 1;
    void answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, hits: () => hits };
}
