import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { decodeQR } from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseStrings } from '../electron/shared/words/choose.ts';
import { english } from '../electron/shared/words/english.ts';
import { actionsFor, offersUndoBeside } from './actionsFor.ts';
import {
  findViolations,
  LEAST_WINDOW,
  openGallery,
  SCREENSHOTS,
  WINDOW,
  type Gallery,
} from '../testing/gallery/openGallery.ts';
import { AUTHORIZATIONS, PAIRING_URL, STATES } from './gallery/states.ts';

let gallery: Gallery;

beforeAll(async () => {
  gallery = await openGallery();
  await mkdir(SCREENSHOTS, { recursive: true });
});

afterAll(() => gallery?.close());

/** Shows another state on a page that is open, as main would. */
const push = (page: Page, state: string) => page.evaluate((name) => window.pushState(name), state);

async function scan(page: Page): Promise<string | undefined> {
  try {
    return decodeQR(PNG.sync.read(await page.screenshot()), { effort: Infinity, timeLimit: Infinity });
  } catch {
    return undefined;
  }
}

/** What a person finds in a state, by accessible name. */
function expected(name: string): object {
  const screen = STATES[name];
  if (screen === undefined) throw new Error(`There is no state "${name}".`);
  const { view } = screen;
  const { quiet, secondary, primary } = actionsFor(screen);
  const hasCode = view.kind === 'pairing' && view.manualCode !== null;
  return {
    buttons: [
      ...(hasCode ? ['Copy code'] : []),
      ...(offersUndoBeside(screen) ? ['Undo repair'] : []),
      ...(screen.authorization === null ? [] : ['Authorize this computer again']),
      ...(screen.authorization?.kind === 'failed' ? ['Close'] : []),
      ...[...quiet, secondary, primary]
        .filter((button) => button !== null)
        .map((button) => english.buttons[button]),
    ],
    statusRegions: 1,
    headlines: 1,
    qrCodes: view.kind === 'pairing' ? 1 : 0,
    codes: hasCode ? [view.manualCode] : [],
    violations: [],
  };
}

describe.each(['light', 'dark', 'forced'])('%s', (scheme) => {
  let page: Page;
  /** What the page complained of: blocked by its policy, thrown, or logged. */
  const complaints: string[] = [];

  beforeAll(async () => {
    page = await gallery.open(scheme === 'forced' ? {} : { scheme });
    if (scheme === 'forced') await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  });

  afterAll(() => page.close());

  test.each(Object.keys(STATES))('%s', async (state) => {
    await push(page, state);
    await page.screenshot({ path: `${SCREENSHOTS}${state}.${scheme}.png` });
    expect({
      buttons: await page
        .getByRole('button')
        .evaluateAll((buttons) => buttons.map((one) => one.getAttribute('aria-label') ?? one.textContent)),
      statusRegions: await page.getByRole('status').count(),
      headlines: await page.getByRole('status').getByRole('heading', { level: 1 }).count(),
      qrCodes: await page.getByRole('img', { name: 'Pairing QR code', exact: true }).count(),
      codes: await page.getByLabel('Pairing code', { exact: true }).allTextContents(),
      violations: await findViolations(page),
    }).toEqual(expected(state));
  });

  test('the QR code is read from the screen, also a long one', async () => {
    await push(page, 'pairing');
    const box = await page.getByRole('img', { name: 'Pairing QR code' }).boundingBox();
    const short = await scan(page);
    await push(page, 'pairing-long');
    expect({ short, long: await scan(page), wideEnough: (box?.width ?? 0) >= 240 }).toEqual({
      short: PAIRING_URL,
      long: PAIRING_URL.padEnd(300, 'x'),
      wideEnough: true,
    });
  });

  test('the dialog has no violations', async () => {
    await push(page, 'pairing');
    await page.getByRole('button', { name: 'Repair mobile setup' }).click();
    await page.getByRole('dialog').getByRole('listitem').first().waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}dialog.${scheme}.png` });
    expect(await findViolations(page)).toEqual([]);
  });

  test('the policy of the app blocked nothing', () => {
    expect(complaints).toEqual([]);
  });
});

/** Every state of the page, the controller half's beside a code included. */
const ALL = [...Object.keys(STATES), ...Object.keys(AUTHORIZATIONS).map((name) => `authorization-${name}`)];

/** The window at twice its size: half as many pixels of CSS. */
const HALF = { width: LEAST_WINDOW.width / 2, height: LEAST_WINDOW.height / 2 };

/** What of the page is wider than the window, and every control or text that reaches beyond its side or that of its dialog. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const outside = [
      ...document.querySelectorAll('button, input, h1, h2, h3, p, li, summary, small, legend'),
    ].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const within = element.closest('dialog')?.getBoundingClientRect() ?? { left: 0, right: clientWidth };
      return (
        width > 0 &&
        (left < within.left - 0.5 ||
          right > within.right + 0.5 ||
          element.scrollWidth > element.clientWidth + 1)
      );
    });
    return [
      ...(scrollWidth > clientWidth ? [`the page: ${scrollWidth}`] : []),
      ...outside
        .filter(({ className }) => className !== 'unseen')
        .map((element) => `${element.tagName}: ${element.textContent}`),
    ];
  });
}

test.each([
  ['in English', WINDOW, {}],
  ['in German', WINDOW, { language: 'de' }],
  ['from right to left', WINDOW, { direction: 'rtl' }],
  ['in the smallest window', LEAST_WINDOW, {}],
  ['in German in the smallest window', LEAST_WINDOW, { language: 'de' }],
  ['in the smallest window at 200 %', HALF, {}],
  ['in German in the smallest window at 200 %', HALF, { language: 'de' }],
])('%s, nothing is cut off at the side', async (name, size, query) => {
  const page = await gallery.open(query as Record<string, string>);
  await page.setViewportSize(size);
  const found: Record<string, string[]> = {};
  for (const state of ALL) {
    await push(page, state);
    const places = await cutOff(page);
    found[state] = places;
    if (places.length > 0)
      await page.screenshot({ path: `${SCREENSHOTS}${state}.${name.replaceAll(/[ %]+/g, '-')}.png` });
  }
  await page.close();
  expect(found).toEqual(Object.fromEntries(ALL.map((state) => [state, []])));
});

test.each(['en', 'de'])('in %s every state fits the window without scrolling', async (language) => {
  const page = await gallery.open({ language });
  const heights: Record<string, number> = {};
  for (const state of ALL) {
    await push(page, state);
    heights[state] = await page.evaluate(() => document.documentElement.scrollHeight);
  }
  await page.close();
  expect(heights).toEqual(Object.fromEntries(ALL.map((state) => [state, WINDOW.height])));
});

test.each(['en', 'de'])('in %s the dialog opens at its title, however small the window', async (language) => {
  const page = await gallery.open({ language, state: 'pairing' });
  await page.setViewportSize(HALF);
  await page.getByRole('button', { name: chooseStrings(language).buttons.repair }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('listitem').first().waitFor();
  await page.screenshot({ path: `${SCREENSHOTS}dialog.${language}.200.png` });
  const title = await dialog.getByRole('heading', { level: 2 }).boundingBox();
  expect({ isInSight: (title?.y ?? -1) >= 0, cutOff: await cutOff(page) }).toEqual({
    isInSight: true,
    cutOff: [],
  });
  await page.close();
});

test('the line about the connection covers no headline, however small the window', async () => {
  const page = await gallery.open({ state: 'pairing-reconnecting', language: 'de' });
  const gaps: Record<string, number> = {};
  for (const { width, height } of [WINDOW, LEAST_WINDOW, HALF]) {
    await page.setViewportSize({ width, height });
    const line = await page.locator('.reconnecting').boundingBox();
    const headline = await page.getByRole('heading', { level: 1 }).boundingBox();
    gaps[width] = Math.round((headline?.y ?? 0) - (line?.y ?? 0) - (line?.height ?? 0));
  }
  await page.close();
  expect(Object.entries(gaps).filter(([, gap]) => gap < 0)).toEqual([]);
});

test('the headline stands at the same height in every view but that of the code', async () => {
  const page = await gallery.open({});
  const states = ['checking', 'preparing', 'connected', 'restored', 'problem-offline', 'repairing-cleaning'];
  const tops: Record<string, number | undefined> = {};
  for (const state of states) {
    await push(page, state);
    tops[state] = (await page.getByRole('heading').boundingBox())?.y;
  }
  await page.close();
  expect(tops).toEqual(Object.fromEntries(states.map((state) => [state, tops['checking']])));
});
