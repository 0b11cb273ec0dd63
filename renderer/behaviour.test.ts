import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openGallery, type Gallery } from './gallery/openGallery.ts';

let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery();
}, 60_000);

afterAll(() => gallery?.close());
afterEach(() => page?.close());

async function open(query: Record<string, string>): Promise<void> {
  page = await gallery.open(query);
}

const status = () => page.getByRole('status');
const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog', { name: 'Repair mobile setup?' });
/** Shows another state, as main would. */
const push = (state: string) => page.evaluate((name) => window.pushState(name), state);
const calls = () => page.evaluate(() => window.calls.map(([name, input]) => [name, input]));
const actions = async () => (await calls()).filter(([name]) => name !== 'writeAtom');
const focused = () => page.evaluate(() => document.activeElement?.textContent);

test('the repair is planned, shown and confirmed as shown', async () => {
  await open({ state: 'problem-clone-suspected' });
  await button('Repair mobile setup').click();
  await dialog().getByRole('listitem').first().waitFor();
  expect({
    focused: await focused(),
    places: await dialog().getByRole('heading', { level: 3 }).allTextContents(),
    items: await dialog().getByRole('listitem').allTextContents(),
  }).toEqual({
    focused: 'Cancel',
    places: ['On this computer', 'In your account'],
    items: [
      '1 saved pairing',
      '1 saved connection for phones',
      '2 links to connections that are gone',
      '1 phone that never finished pairing',
      '1 old entry of this computer',
    ],
  });
  await dialog().getByRole('checkbox', { name: 'Give this computer a new identity' }).check();
  await dialog().getByRole('button', { name: 'Repair', exact: true }).click();
  await dialog().waitFor({ state: 'detached' });
  expect(await actions()).toEqual([
    ['planRepair', undefined],
    ['runRepair', { token: 'plan-1', newIdentity: true }],
  ]);

  await push('repairing-removing');
  expect(await focused()).toBe('Repairing your mobile setup…');
  await push('pairing-repaired');
  expect([await focused(), await status().getByRole('listitem').allTextContents()]).toEqual([
    'Scan this code with your phone',
    [
      '1 saved pairing',
      '1 saved connection for phones',
      '3 links to connections that are gone',
      '1 phone that never finished pairing',
    ],
  ]);
});

test.each(['Escape', 'Cancel'])('%s gives the focus back and asks nothing of main', async (way) => {
  await open({ state: 'pairing' });
  await button('Repair mobile setup').click();
  await dialog().waitFor();
  if (way === 'Escape') await page.keyboard.press('Escape');
  else await dialog().getByRole('button', { name: 'Cancel' }).click();
  await dialog().waitFor({ state: 'detached' });
  expect([await focused(), await actions()]).toEqual(['Repair mobile setup', [['planRepair', undefined]]]);
});

test.each([
  ['slow', 'Looking at what would be removed…'],
  ['failing', 'The repair could not be prepared.'],
])('a %s plan cannot be confirmed', async (plan, text) => {
  await open({ state: 'pairing', plan });
  await button('Repair mobile setup').click();
  await dialog().getByText(text).waitFor();
  expect(await dialog().getByRole('button', { name: 'Repair', exact: true }).isDisabled()).toBe(true);
});

test('a repair that starts elsewhere takes the question away', async () => {
  await open({ state: 'pairing' });
  await button('Repair mobile setup').click();
  await dialog().waitFor();
  await push('repairing-checking');
  await dialog().waitFor({ state: 'detached' });
  await push('pairing');
  await button('Repair mobile setup').waitFor();
  expect(await dialog().count()).toBe(0);
});

test.each([
  ['problem-offline', 'Try again', 'runCheck', 'checking'],
  ['connected', 'Add another phone', 'beginPairing', 'preparing'],
  ['pairing-repaired', 'Undo repair', 'undoRepair', 'restored'],
])('on %s, “%s” asks main, and the focus follows', async (state, name, call, next) => {
  await open({ state });
  await button(name).click();
  await push(next);
  expect([await actions(), await page.evaluate(() => document.activeElement?.tagName)]).toEqual([
    [[call, undefined]],
    'H1',
  ]);
});

test('a code that is renewed does not pull the focus away', async () => {
  await open({ state: 'pairing' });
  await button('Repair mobile setup').focus();
  await push('pairing-scan-only');
  expect(await page.getByLabel('Pairing code', { exact: true }).count()).toBe(0);
  expect(await focused()).toBe('Repair mobile setup');
});

test('copied diagnostics are confirmed, a failure is explained, and both make room for what comes next', async () => {
  await open({ state: 'problem-offline' });
  await button('Copy diagnostics').click();
  await status().getByText('The diagnostics were copied.').waitFor();
  await open({ state: 'problem-offline', failing: '' });
  await button('Try again').click();
  await status().getByText('The repair could not be prepared.').waitFor();
  await push('checking');
  expect(await status().getByText('The repair could not be prepared.').count()).toBe(0);
});

test('what main is asked to remember carries the epoch of the screen', async () => {
  await open({ state: 'pairing' });
  await expect
    .poll(calls)
    .toEqual([['writeAtom', { epoch: 1, name: 'codex-mobile-setup-dialog-step', value: 'waiting' }]]);
});
