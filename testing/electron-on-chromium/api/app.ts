import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { BrowserWindow } from './browserWindow.ts';
import { strict, strictEvents } from '../strict.ts';
import { localeOf } from './locale.ts';
import { Paths } from './paths.ts';
import { openProtocol } from './protocol.ts';
import { Quitting } from './quitting.ts';
import { appIsReady, markReady } from './readiness.ts';
import { SingleInstance, type SecondInstance } from './singleInstance.ts';
import { openWindows, watchWindows } from './windows.ts';

/** What the app's package says about it. */
export interface AppIdentity {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** Whether it runs as a packaged program. */
  readonly isPackaged: boolean;
}

/** Electron's `app`. */
class App extends strictEvents('app') {
  readonly dock = undefined;
  readonly switches = new Map<string, string>();
  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name: string, value = ''): void => {
      this.switches.set(name, value);
    },
    hasSwitch: (name: string): boolean => this.switches.has(name),
    getSwitchValue: (name: string): string => this.switches.get(name) ?? '',
  });

  #identity: AppIdentity = { path: '', name: 'Electron', version: '', isPackaged: false };
  readonly #paths = new Paths(() => this.#identity.name);
  readonly #ready = Promise.withResolvers<void>();
  readonly #early: SecondInstance[] = [];
  readonly #single = new SingleInstance((second) => this.#second(second));
  #end: (exitCode: number) => void = (exitCode) => process.exit(exitCode);
  readonly #quitting = new Quitting({
    emit: (event, ...values) => this.emit(event, ...values),
    closeWindows: () => {
      const windows = openWindows();
      for (const window of windows) window.close();
      return windows.length;
    },
    destroyWindows: () => {
      for (const window of openWindows()) window.destroy();
    },
    end: (exitCode) => {
      if (this.#relaunches > 0) this.#startAgain();
      this.#end(exitCode);
    },
  });
  #relaunches = 0;

  constructor() {
    super();
    watchWindows({
      created: (window: BrowserWindow) => {
        this.emit('web-contents-created', {}, window.webContents);
        this.emit('browser-window-created', {}, window);
      },
      closed: (left) => this.#quitting.windowClosed(left),
      stayed: () => this.#quitting.windowStayed(),
    });
    process.once('exit', () => this.#single.release());
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return appIsReady();
  }

  quit(): void {
    this.#quitting.quit();
  }

  exit(exitCode = 0): void {
    this.#quitting.exit(exitCode);
  }

  focus(): void {
    openWindows().at(-1)?.focus();
  }

  requestSingleInstanceLock(additionalData: object = {}): boolean {
    return this.#single.request(this.getPath('userData'), additionalData);
  }

  hasSingleInstanceLock(): boolean {
    return this.#single.isHeld;
  }

  releaseSingleInstanceLock(): void {
    this.#single.release();
  }

  getPath(name: string): string {
    return this.#paths.get(name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getName(): string {
    return this.#identity.name;
  }

  setName(name: string): void {
    this.#identity = { ...this.#identity, name };
  }

  get name(): string {
    return this.getName();
  }

  set name(name: string) {
    this.setName(name);
  }

  get isPackaged(): boolean {
    return this.#identity.isPackaged;
  }

  getVersion(): string {
    return this.#identity.version;
  }

  getAppPath(): string {
    return this.#identity.path;
  }

  /** Empty before the app is ready. */
  getLocale(): string {
    return appIsReady() ? this.startLocale : '';
  }

  /** `--lang`, else the language of the environment, as Chromium finds it on Linux. */
  get startLocale(): string {
    return localeOf(this.switches.get('lang'), process.env);
  }

  /** For each call another process starts when this one has ended. */
  relaunch(): void {
    this.#relaunches += 1;
  }

  /** Every page of the stand-in is sandboxed anyway. */
  enableSandbox(): void {
    if (appIsReady()) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  /** Windows only; Electron ignores it elsewhere too. */
  setAppUserModelId(_id: string): void {}

  /** Where the launcher tells who the app is and how its process ends. */
  introduce(identity: AppIdentity, end: (exitCode: number) => void): void {
    this.#identity = identity;
    this.#end = end;
  }

  /** Chromium runs: from here on the app may use it. */
  becomeReady(): void {
    mkdirSync(this.getPath('userData'), { recursive: true });
    markReady();
    openProtocol();
    this.emit('ready', {}, {});
    this.#ready.resolve();
    for (const second of this.#early.splice(0)) this.#second(second);
  }

  #startAgain(): void {
    this.#single.release();
    for (; this.#relaunches > 0; this.#relaunches -= 1)
      spawn(process.execPath, process.argv.slice(1), { detached: true, stdio: 'inherit' }).unref();
  }

  #second(second: SecondInstance): void {
    if (!appIsReady()) this.#early.push(second);
    else this.emit('second-instance', {}, second.argv, second.workingDirectory, second.additionalData);
  }
}

/** The one `app` of the process. */
export const app = new App();
