import { mkdirSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { app } from './api/app.ts';
import { desktopActs } from './api/desktop.ts';
import { nativeTheme } from './api/nativeTheme.ts';
import { schemes } from './api/protocol.ts';
import { WebContents } from './api/webContents.ts';
import { startChromium } from './chromium/start.ts';
import { readCommandLine } from './commandLine.ts';
import { readFuses } from './fuses.ts';
import {
  type AppPackage,
  describePackage,
  type Manifest,
  provideElectron,
  readPackage,
  runMain,
} from './loadApp.ts';
import { provideRuntime, runtimeNow } from './runtime.ts';

const executable = process.env['ELECTRON_ON_CHROMIUM_EXECUTABLE'] ?? process.execPath;
delete process.env['ELECTRON_ON_CHROMIUM_EXECUTABLE'];
/** Whether the executable is a packaged app's own program, and so has fuses, an archive and no default app. */
const isPackaged = process.env['ELECTRON_ON_CHROMIUM_PACKAGED'] !== undefined;
delete process.env['ELECTRON_ON_CHROMIUM_PACKAGED'];
const fuses = isPackaged ? readFuses(executable) : null;
if (fuses?.runAsNode || fuses?.nodeOptions)
  throw new Error('electron-on-chromium: these fuses are not implemented when on');
const resources = join(dirname(executable), 'resources');
const words = process.argv.slice(2);
const commandLine = readCommandLine(words);
const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };

if (commandLine.asksVersion) {
  console.log(`v${version}`);
  process.exit(0);
}

lookLikeElectron();
provideElectron();
if (commandLine.inspect && fuses?.inspect !== false)
  inspector.open(commandLine.inspect.port, commandLine.inspect.host);
for (const [name, value] of commandLine.switches) app.switches.set(name, value);
const userData = commandLine.switches.get('user-data-dir');
if (userData) {
  mkdirSync(userData, { recursive: true });
  app.setPath('userData', resolve(userData));
}
quitOnSignals();
surviveErrors();

const load = createRequire(`${process.cwd()}/`);
const appPackage = isPackaged ? await readArchive() : readFolder();
app.introduce({ ...appPackage, path: appPackage.folder, isPackaged }, (exitCode) => void end(exitCode));
for (const file of commandLine.preload) load(file);
await runMain(appPackage);
await start();

async function start(): Promise<void> {
  const chromium = await startChromium(app.switches, app.startLocale, schemes);
  Object.defineProperty(process.versions, 'chrome', { value: chromium.version, enumerable: true });
  nativeTheme.on('updated', () => {
    for (const contents of WebContents.getAllWebContents()) void contents.followTheme();
  });
  await provideRuntime(chromium);
  app.becomeReady();
}

function readFolder(): AppPackage {
  if (commandLine.app === null) throw new Error('Name the folder of the app: electron FOLDER');
  return readPackage(commandLine.app);
}

async function readArchive(): Promise<AppPackage> {
  if (!fuses?.onlyFromAsar)
    throw new Error('electron-on-chromium: a packaged app that may be a folder is not implemented');
  const { mountAsar } = await import('./asar.ts');
  const archive = mountAsar(join(resources, 'app.asar'), resources);
  return describePackage(archive.path, JSON.parse(archive.readText('package.json')) as Manifest);
}

/** Before Chromium is there for use, its own end with the process is all that is needed. */
async function end(exitCode: number): Promise<void> {
  await runtimeNow()?.chromium.stop();
  process.exit(exitCode);
}

function lookLikeElectron(): void {
  process.argv = [executable, ...words];
  process.execPath = executable;
  Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true });
  Object.assign(process, {
    type: 'browser',
    ...(isPackaged ? { resourcesPath: resources } : { defaultApp: true, resourcesPath: dirname(executable) }),
  });
  Object.assign(globalThis, { [Symbol.for('electron-on-chromium.desktop')]: desktopActs });
}

/** A signal quits as Electron does on POSIX: by the ordinary path, vetoes included. */
function quitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}

/** Electron shows a dialog for an uncaught error and goes on; without a screen to show it on, it is printed. */
function surviveErrors(): void {
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    console.error('A JavaScript error occurred in the main process\nUncaught Exception:', error);
  });
  process.on('unhandledRejection', (reason) => {
    if (process.listenerCount('unhandledRejection') > 1) return;
    console.error('UnhandledPromiseRejectionWarning:', reason);
  });
}
