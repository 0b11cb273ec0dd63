import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  findViolations,
  LEAST_WINDOW,
  openGallery,
  SCREENSHOTS,
  type Gallery,
} from '../testing/gallery/openGallery.ts';
import { AUTHORIZATIONS } from './gallery/states.ts';

const BUTTON = 'Authorize this computer again';
let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery();
  await mkdir(SCREENSHOTS, { recursive: true });
});
afterAll(() => gallery?.close());
afterEach(() => page?.close());

const open = async (state: string, query: Record<string, string> = {}) => {
  page = await gallery.open({ state: `authorization-${state}`, ...query });
};
const push = (state: string) => page.evaluate((name) => window.pushState(`authorization-${name}`), state);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const actions = async () =>
  (await page.evaluate(() => window.calls.map(([name, input]) => [name, input]))).filter(
    ([name]) => name !== 'writeAtom',
  );

test('one press of the button beside the sentence begins', async () => {
  await open('needed');
  const status = page.getByRole('status');
  expect(await status.textContent()).toContain('has to be paired again, with someone at it');
  await button(BUTTON).click();
  expect(await actions()).toEqual([['beginAuthorization', undefined]]);
});

test('the menu’s way says first what it means, and nothing has begun until the button is pressed', async () => {
  await open('explaining');
  const dialog = page.getByRole('dialog', { name: BUTTON });
  expect(await dialog.textContent()).toContain('has to be paired again, with someone at it');
  expect(await actions()).toEqual([]);
  await dialog.getByRole('button', { name: BUTTON }).click();
  expect(await actions()).toEqual([['beginAuthorization', undefined]]);
});

test.each(['explaining', 'preparing', 'browser', 'finishing'])(
  'can be cancelled while it is %s',
  async (step) => {
    await open(step);
    await page.keyboard.press('Escape');
    expect(await actions()).toEqual([['cancelAuthorization', undefined]]);
  },
);

test('every failure has its own words and the way to begin again, and can be put away', async () => {
  await open('needed');
  const said: (string | null)[] = [];
  for (const state of Object.keys(AUTHORIZATIONS).filter((name) => name.startsWith('failed-'))) {
    await push(state);
    said.push(await page.locator('.note.bad').textContent());
    expect([state, await button(BUTTON).count(), await button('Close').count()]).toEqual([
      state,
      state === 'failed-not-needed' ? 0 : 1,
      1,
    ]);
  }
  expect(new Set(said).size).toBe(said.length);
  await button('Close').click();
  expect(await actions()).toEqual([['cancelAuthorization', undefined]]);
});

test('lists the computers and pairs one by a typed code', async () => {
  await open('hosts');
  const dialog = page.getByRole('dialog', { name: 'This computer is authorized' });
  expect(await dialog.getByRole('listitem').allTextContents()).toEqual([
    'Studio MacPaired',
    'Build boxOffline',
  ]);
  // Nothing typed, nothing asked.
  await dialog.getByLabel('Code from the other computer').press('Enter');
  await dialog.getByLabel('Code from the other computer').fill('abcd efgh');
  await dialog.getByRole('button', { name: 'Pair' }).click();
  await dialog.getByText('That code doesn’t work.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(await actions()).toEqual([
    ['pairHost', { code: 'abcd efgh' }],
    ['cancelAuthorization', undefined],
  ]);
});

describe.each(['light', 'dark'])('in %s', (scheme) => {
  test('no state of it has violations', async () => {
    await open('needed', { scheme });
    const found: Record<string, string[]> = {};
    for (const state of Object.keys(AUTHORIZATIONS)) {
      await push(state);
      await page.screenshot({ path: `${SCREENSHOTS}authorization-${state}.${scheme}.png` });
      found[state] = await findViolations(page);
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(AUTHORIZATIONS).map((state) => [state, []])));
  });
});

test.each(['en', 'de'])('in %s nothing is wider than the smallest window', async (language) => {
  await open('needed', { language });
  await page.setViewportSize(LEAST_WINDOW);
  const wide: string[] = [];
  for (const state of Object.keys(AUTHORIZATIONS)) {
    await push(state);
    const isWide = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      const texts = [...document.querySelectorAll('button, p, li, input, h2')];
      return (
        scrollWidth > clientWidth ||
        texts.some((one) => one.getBoundingClientRect().right > clientWidth + 0.5)
      );
    });
    if (isWide) wide.push(state);
  }
  expect(wide).toEqual([]);
});
