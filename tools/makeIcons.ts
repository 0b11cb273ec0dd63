import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../testing/electron-on-chromium/chromium/find.ts';
import { icns, ico, type Picture } from './icons/containers.ts';
import { ensureChromium } from './ensureChromium.ts';

const ASSETS = join(import.meta.dirname, '..', 'assets');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

/** Draws `assets/icon.svg` in every size, and writes the icons of the three systems beside it. */
async function makeIcons(): Promise<void> {
  await ensureChromium();
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: ['--no-sandbox'],
    ...(executablePath === null ? {} : { executablePath }),
  });
  const page = await browser.newPage();
  const source = `data:image/svg+xml;base64,${readFileSync(join(ASSETS, 'icon.svg')).toString('base64')}`;
  const pictures: Picture[] = [];
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0}img{display:block}</style><img width="${size}" src="${source}">`,
    );
    await page.locator('img').evaluate((image) => (image as HTMLImageElement).decode());
    pictures.push({ size, png: await page.screenshot({ omitBackground: true }) });
  }
  await browser.close();
  writeFileSync(join(ASSETS, 'icon.icns'), icns(pictures));
  writeFileSync(join(ASSETS, 'icon.ico'), ico(pictures));
  const large = pictures.find(({ size }) => size === 512);
  if (large !== undefined) writeFileSync(join(ASSETS, 'icon.png'), large.png);
}

await makeIcons();
