import type axe from 'axe-core';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../electron-on-chromium/chromium/find.ts';
import { serveFolder } from '../../electron/main/app/protocol.ts';
import { TIME_LIMIT_MS } from '../timeLimit.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ORIGIN = 'https://setup.app.invalid';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** The size of the app's window when it opens, in CSS pixels. */
export const WINDOW = { width: 520, height: 640 };

/** The least that the window can be made. */
export const LEAST_WINDOW = { width: 360, height: 480 };

/** Where screenshots go. */
export const SCREENSHOTS = `${ROOT}test-results/gallery/`;

/** A browser on a fresh build of the gallery. */
export interface Gallery {
  /** A page in a window of the app's size. */
  open(query: Readonly<Record<string, string>>): Promise<Page>;
  close(): Promise<void>;
}

/** Builds the gallery and starts Chromium. Pages are served by the app's own handler, and so under its policy. */
export async function openGallery(): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), 'gallery-'));
  // In a process of its own: where `NODE_ENV` is `test`, the development version of React would be built.
  await promisify(execFile)(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '-c', 'vite.gallery.config.ts', '--outDir', folder],
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  );
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: [
      // All pages are drawn by one process: to start one takes as long as most tests here.
      '--process-per-site',
      // Chromium's own sandbox cannot be had as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    ...(executablePath !== null && { executablePath }),
  });
  // What appears by an animation would be judged half there.
  const context = await browser.newContext({ viewport: WINDOW, reducedMotion: 'reduce' });
  context.setDefaultTimeout(TIME_LIMIT_MS);
  const serve = serveFolder(folder);
  await context.route(`${ORIGIN}/**`, async (route) => {
    const answer = await serve(new Request(route.request().url().replace(ORIGIN, 'app://setup')));
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  async function open(query: Readonly<Record<string, string>>): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${ORIGIN}/gallery.html?${new URLSearchParams(query)}`);
    await page.getByRole('status').waitFor();
    return page;
  }
  // It stays open, and its process with it.
  await open({});
  return {
    open,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What axe has to say against the page: the rule and the element. */
export async function findViolations(page: Page): Promise<string[]> {
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run({ resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}
