import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { findAppServer } from '../electron/main/remoteControl/index.ts';
import { PNG } from 'pngjs';
import type { english } from '../electron/shared/words/english.ts';
import { decodeQR } from 'qr/decode.js';
import { TIME_LIMIT_MS } from '../testing/timeLimit.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATIENT_GATE = join(import.meta.dirname, 'patientGate.cjs');

/** As the app logs it, as Electron prints it, and as Node does. */
const UNCAUGHT =
  /uncaught exception|unhandled rejection|JavaScript error occurred in the main process|UnhandledPromiseRejection/i;

/**
 * The environment of the app. A packaged app gets no more than one that was started from Finder or a menu, which knows nothing
 * of a terminal's `PATH`, and what the display needs.
 */
function environment(isPackaged: boolean): Record<string, string> {
  const all = process.env as Record<string, string>;
  if (!isPackaged) return all;
  // A package finds no package of the project's.
  const codex = findAppServer({ env: all, moduleFolder: ROOT });
  if (codex.kind !== 'found') throw new Error(codex.message);
  const program = { CODEX_CLI_PATH: codex.path };
  if (process.platform === 'win32') return { ...all, ...program };
  const kept = [
    'HOME',
    'USER',
    'TMPDIR',
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'XDG_RUNTIME_DIR',
    'XAUTHORITY',
    'DBUS_SESSION_BUS_ADDRESS',
  ];
  const names = kept.filter((name) => all[name] !== undefined);
  return {
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
    ...program,
    ...Object.fromEntries(names.map((name) => [name, all[name] ?? ''])),
  };
}

/** A button of the window, by its accessible name. */
type ButtonText = (typeof english.buttons)[keyof typeof english.buttons];

/** The built app, running on one `CODEX_HOME`, as a person sees it. */
export class App {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** What the main process wrote to its standard error so far: of its log nothing, where it is packaged. */
  log = '';
  readonly #pageErrors: string[] = [];

  private constructor(electron: ElectronApplication, page: Page) {
    this.electron = electron;
    this.page = page;
    electron.process().stderr?.on('data', (chunk: Buffer) => {
      this.log += chunk.toString('utf8');
    });
    page.on('pageerror', ({ name }) => this.#pageErrors.push(name));
  }

  /** What was thrown and caught nowhere, in the page and in main, whose log file is given; nothing of it may ever happen. */
  uncaught(logFile: string): readonly string[] {
    const lines = `${this.log}\n${logFile}`.split('\n').filter((line) => UNCAUGHT.test(line));
    return [...lines, ...this.#pageErrors.map((name) => `page: ${name}`)];
  }

  /** The app of this project as it was built, or a packaged one: that of `E2E_PACKAGED_APP`, unless another is named. */
  static async launch(
    codexHome: string,
    env: Readonly<Record<string, string>> = {},
    packaged: string | undefined = process.env['E2E_PACKAGED_APP'],
    language = 'en-US',
  ): Promise<App> {
    const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
    const switches = [`--lang=${language}`, ...(isRootOnLinux ? ['--no-sandbox'] : [])];
    const electron = await _electron.launch({
      cwd: ROOT,
      timeout: TIME_LIMIT_MS,
      // Without this Playwright turns the sandbox off on Linux, for root and for everybody else.
      chromiumSandbox: !isRootOnLinux,
      // Windows runs it through a shell, to which a slash begins an option.
      ...(packaged === undefined ? {} : { executablePath: resolve(ROOT, packaged) }),
      args: packaged === undefined ? [...switches, '-r', PATIENT_GATE, '.'] : switches,
      env: { ...environment(packaged !== undefined), CODEX_HOME: codexHome, ...env },
    });
    electron.context().setDefaultTimeout(TIME_LIMIT_MS);
    return new App(electron, await electron.firstWindow({ timeout: TIME_LIMIT_MS }));
  }

  get status(): Locator {
    return this.page.getByRole('status');
  }

  get qrCode(): Locator {
    return this.page.getByRole('img', { name: 'Pairing QR code' });
  }

  get pairingCode(): Locator {
    return this.page.getByLabel('Pairing code', { exact: true });
  }

  get connected(): Locator {
    return this.page.getByRole('heading', { name: 'Mobile connected' });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Repair mobile setup?' });
  }

  button(name: ButtonText): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The pairing code that the picture on the screen holds, read as a phone's camera would. */
  async scanQrCode(): Promise<string> {
    await expect(this.qrCode).toBeVisible();
    const url = new URL(decodeQR(PNG.sync.read(await this.qrCode.screenshot()), { effort: Infinity }));
    expect(`${url.origin}${url.pathname}`).toBe('https://chatgpt.com/codex/pair');
    return url.searchParams.get('pairing_code') ?? '';
  }

  /** Where the app keeps its own data. */
  async dataFolder(): Promise<string> {
    return this.electron.evaluate(({ app: main }) => main.getPath('userData'));
  }

  /** Ends the process as a crash does, and waits until it has ended; on Windows Playwright's own process is a shell around it. */
  async kill(): Promise<void> {
    const pid = await this.electron.evaluate(() => process.pid);
    const ended = this.electron.waitForEvent('close');
    process.kill(pid, 'SIGKILL');
    await ended;
  }

  /** Quits as a person does, and waits until the process has ended. */
  async quit(): Promise<void> {
    await this.electron.close();
  }

  /** Quits, and removes what the app kept in the configuration of the person who ran it. */
  async quitForGood(): Promise<void> {
    const folder = await this.dataFolder();
    await this.quit();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** The log of an app that keeps its data in `dataFolder`; empty where it has written none. */
export function logIn(dataFolder: string): string {
  return bytesOf(join(dataFolder, 'logs', 'mobile-setup.log'))?.toString('utf8') ?? '';
}

/** The bytes of a file, or `null` where there is none. */
export function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
