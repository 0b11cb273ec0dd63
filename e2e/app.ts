import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { _electron, expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { decodeQR } from 'qr/decode.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The built app, running on one `CODEX_HOME`, as a person sees it. */
export class App {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** What the main process wrote to its standard error so far. */
  log = '';

  private constructor(electron: ElectronApplication, page: Page) {
    this.electron = electron;
    this.page = page;
    electron.process().stderr?.on('data', (chunk: Buffer) => {
      this.log += chunk.toString('utf8');
    });
  }

  static async launch(codexHome: string, env: Readonly<Record<string, string>> = {}): Promise<App> {
    const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
    const electron = await _electron.launch({
      cwd: ROOT,
      args: ['.', ...(isRootOnLinux ? ['--no-sandbox'] : [])],
      env: { ...(process.env as Record<string, string>), CODEX_HOME: codexHome, ...env },
    });
    return new App(electron, await electron.firstWindow());
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

  button(name: 'Repair mobile setup' | 'Try again' | 'Undo repair' | 'Copy diagnostics'): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The pairing code that the picture on the screen holds, read as a phone's camera would. */
  async scanQrCode(): Promise<string> {
    await expect(this.qrCode).toBeVisible();
    const url = new URL(decodeQR(PNG.sync.read(await this.qrCode.screenshot()), { effort: Infinity }));
    expect(`${url.origin}${url.pathname}`).toBe('https://chatgpt.com/codex/pair');
    return url.searchParams.get('pairing_code') ?? '';
  }

  /** Quits as a person does, and waits until the process has ended. */
  async quit(): Promise<void> {
    await this.electron.close();
  }
}

/** The bytes of a file, or `null` where there is none. */
export function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
