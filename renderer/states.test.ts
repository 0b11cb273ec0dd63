import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { decodeQR } from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findViolations, openGallery, SCREENSHOTS, type Gallery } from './gallery/openGallery.ts';
import { PAIRING_URL, STATES } from './gallery/states.ts';

let gallery: Gallery;

beforeAll(async () => {
  gallery = await openGallery();
  await mkdir(SCREENSHOTS, { recursive: true });
}, 60_000);

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
  const { view, outcome, canUndo } = screen;
  const afterRepair = ['repaired', 'nothing-to-repair', 'restored'].includes(outcome?.kind ?? '');
  return {
    buttons: [
      ...(canUndo ? ['Undo repair'] : []),
      ...(view.kind === 'problem' || afterRepair ? ['Copy diagnostics'] : []),
      ...(view.kind === 'checking' || view.kind === 'repairing' ? [] : ['Repair mobile setup']),
      ...(view.kind === 'connected' ? ['Add another phone'] : []),
      ...(view.kind === 'problem' ? ['Try again'] : []),
    ],
    statusRegions: 1,
    headlines: 1,
    qrCodes: view.kind === 'pairing' ? 1 : 0,
    codes: view.kind === 'pairing' && view.manualCode !== null ? [view.manualCode] : [],
    violations: [],
  };
}

describe.each(['light', 'dark'])('%s', (scheme) => {
  let page: Page;
  /** What the page complained of: blocked by its policy, thrown, or logged. */
  const complaints: string[] = [];

  beforeAll(async () => {
    page = await gallery.open({ scheme });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  });

  afterAll(() => page.close());

  test.each(Object.keys(STATES))('%s', async (state) => {
    await push(page, state);
    await page.screenshot({ path: `${SCREENSHOTS}${state}.${scheme}.png` });
    expect({
      buttons: await page.getByRole('button').allTextContents(),
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

test.each([
  ['magnified to twice its size', { width: 260, height: 360 }, {}],
  ['in German', { width: 520, height: 720 }, { language: 'de' }],
  ['in German and narrow', { width: 360, height: 480 }, { language: 'de' }],
  ['from right to left', { width: 520, height: 720 }, { direction: 'rtl' }],
])('%s, nothing is cut off at the side', async (_name, size, query) => {
  const page = await gallery.open(query as Record<string, string>);
  await page.setViewportSize(size);
  const widths: Record<string, number> = {};
  for (const state of Object.keys(STATES)) {
    await push(page, state);
    widths[state] = await page.evaluate(() => document.documentElement.scrollWidth);
  }
  await page.close();
  expect(widths).toEqual(Object.fromEntries(Object.keys(STATES).map((state) => [state, size.width])));
});

test('the words stand at the same height in every view', async () => {
  const page = await gallery.open({});
  const states = [
    'checking',
    'preparing',
    'pairing',
    'connected',
    'restored',
    'problem-offline',
    'repairing-cleaning',
  ];
  const tops: Record<string, number | undefined> = {};
  for (const state of states) {
    await push(page, state);
    tops[state] = (await page.getByRole('heading').boundingBox())?.y;
  }
  await page.close();
  expect(tops).toEqual(Object.fromEntries(states.map((state) => [state, tops['checking']])));
});
