import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { findChromium } from '../testing/electron-on-chromium/chromium/find.ts';
import type { App } from './app.ts';

/** A person's browser: what the app opens is opened here, in a real one. */
export interface PersonsBrowser {
  /** The page that the app has opened since the last call. */
  opened(app: App): Promise<Page>;
  close(): Promise<void>;
}

/** Starts one. */
export async function startBrowser(): Promise<PersonsBrowser> {
  const executablePath = findChromium();
  const browser: Browser = await chromium.launch({
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    ...(executablePath !== null && { executablePath }),
  });
  return {
    async opened(app) {
      let url: string | undefined;
      await expect(async () => {
        url = await app.electron.evaluate(({ app: main }) =>
          (Reflect.get(main, 'openedAddresses') as string[]).shift(),
        );
        expect(url).toBeDefined();
      }).toPass();
      const page = await browser.newPage();
      await page.goto(url ?? 'about:blank');
      return page;
    },
    close: () => browser.close(),
  };
}

/**
 * Takes what the app opens in the system's browser to ours, and gives a machine without a key ring one: a build machine has
 * none, and the app then rightly refuses to keep a key.
 */
export async function giveBrowserAndKeyRing(app: App): Promise<void> {
  await app.electron.evaluate(({ app: main, safeStorage, shell }) => {
    const opened: string[] = [];
    Object.assign(main, { openedAddresses: opened });
    shell.openExternal = async (url) => void opened.push(url);
    if (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text') return;
    safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret';
    safeStorage.isAsyncEncryptionAvailable = async () => true;
    safeStorage.encryptStringAsync = async (text) => Buffer.from(`v11${btoa(text)}`);
    safeStorage.decryptStringAsync = async (encrypted) => ({
      result: atob(encrypted.toString('latin1').slice(3)),
      shouldReEncrypt: false,
    });
  });
}
