import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openGallery, type Gallery } from '../testing/gallery/openGallery.ts';

let gallery: Gallery;
let page: Page;

beforeAll(async () => {
  gallery = await openGallery();
});

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
      'The old pairing',
      'What the app remembered about it',
      '1 phone that never finished pairing',
      'This computer’s old entry',
    ],
  });
  await dialog().getByRole('checkbox', { name: 'Give this computer a new identity' }).check();
  await dialog().getByRole('button', { name: 'Repair', exact: true }).click();
  await dialog().waitFor({ state: 'detached' });
  expect(await actions()).toEqual([
    ['proposeRepair', undefined],
    ['runRepair', { token: 'plan-1', newIdentity: true, ghosts: [] }],
  ]);

  await push('repairing-removing');
  expect(await focused()).toBe('Repairing your mobile setup…');
  await push('pairing-repaired');
  expect(await focused()).toBe('Scan this code with your phone');
});

test('a phone is removed after a question whose first button is Cancel, and the one that is meant is the one that was shown', async () => {
  await open({ state: 'connected-named' });
  await button('Remove this phone…').click();
  const question = page.getByRole('dialog', { name: 'Remove this phone?' });
  expect([await focused(), await question.textContent()]).toEqual([
    'Cancel',
    expect.stringContaining('won’t be able to control this computer any more.'),
  ]);
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  expect([await actions(), await focused()]).toEqual([[], 'Remove this phone…']);
  await button('Remove this phone…').click();
  await push('connected-several');
  await question.getByRole('button', { name: 'Remove phone' }).click();
  expect(await actions()).toEqual([['removePhone', expect.objectContaining({ name: 'Kim’s iPhone' })]]);

  // The screen may still be that of a connected phone when main has answered.
  await push('connected-named');
  await push('pairing');
  expect(await focused()).toBe('Scan this code with your phone');
});

test('a phone without facts cannot be removed, and the question goes with the phone', async () => {
  await open({ state: 'connected' });
  expect(await button('Remove this phone…').count()).toBe(0);
  await push('connected-named');
  await button('Remove this phone…').click();
  await push('pairing');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('a repair is told in one sentence, with the details on demand and the way back beside it', async () => {
  await open({ state: 'pairing-repaired' });
  const details = status().getByRole('group').filter({ hasText: 'Details' });
  const items = details.getByRole('listitem');
  expect([
    await status().getByText('Repaired: we removed your old pairing.').count(),
    await items.count(),
  ]).toEqual([1, 0]);
  await status().getByText('Details', { exact: true }).click();
  expect(await items.allTextContents()).toEqual([
    'The old pairing',
    'What the app remembered about it',
    '1 phone that never finished pairing',
  ]);
  await status().getByRole('button', { name: 'Undo repair' }).click();
  expect(await actions()).toEqual([['undoRepair', undefined]]);
});

test('what is left to be removed is told with the number', async () => {
  await open({ state: 'pairing-left' });
  expect(await status().textContent()).toContain(
    'Still in your account: 61 phones that never finished pairing.',
  );
});

test('a repair that did not help is not called a success beside that', async () => {
  await open({ state: 'problem-after-repair' });
  expect([await status().textContent(), await page.locator('.note.good').count()]).toEqual([
    expect.not.stringContaining('Repaired'),
    0,
  ]);
});

test('“Try again” shows that a check runs, keeps the focus, and is not sent twice', async () => {
  await open({ state: 'problem-offline' });
  await button('Try again').click();
  await push('problem-checking');
  await button('Try again').click({ force: true });
  await page.keyboard.press('Enter');
  expect([await focused(), await button('Try again').getAttribute('aria-busy'), await actions()]).toEqual([
    'Try again',
    'true',
    [['runCheck', undefined]],
  ]);
});

test('the code to type is copied by main, and that is said', async () => {
  await open({ state: 'pairing' });
  await button('Copy code').click();
  await page.getByText('Copied', { exact: true }).waitFor();
  expect(await actions()).toEqual([['copyCode', undefined]]);
});

test('the phone that is connected is named, and what the service does not say is left out', async () => {
  await open({ state: 'connected-named' });
  expect(await status().textContent()).toContain('Kim’s iPhone · iOS · last seen 2 hours ago');
  await push('connected-several');
  expect(await status().textContent()).toContain(
    'Your phone · Android2 more phones are paired with this computer.',
  );
});

test('how long ago a phone was seen does not grow old', async () => {
  await open({ state: 'checking' });
  await page.clock.install();
  await push('connected-named');
  await status().getByText('last seen 2 hours ago').waitFor();
  await page.clock.runFor(61 * 60_000);
  await status().getByText('last seen 3 hours ago').waitFor();
  expect(await status().getByText('last seen 2 hours ago').count()).toBe(0);
});

test('a code counts down and is dimmed when it is over, whatever the clock of the computer says', async () => {
  await open({ state: 'checking' });
  await page.clock.install({ time: 0 });
  await push('pairing');
  await page.clock.runFor(5_000);
  await page.getByRole('timer').getByText('New code in 9:55').waitFor();
  await page.clock.setSystemTime(9_000_000_000_000);
  await page.clock.runFor(1_000);
  await page.getByRole('timer').getByText('New code in 9:54').waitFor();
  await page.clock.runFor(600_000);
  await page.getByRole('timer').getByText('Getting a new code…').waitFor();
  expect(await page.locator('.over').getByRole('img', { name: 'Pairing QR code' }).count()).toBe(1);
});

test('the ring of a code tells what is left of the whole, also when another screen comes with the same code', async () => {
  await open({ state: 'pairing' });
  await push('pairing-half-over');
  const ring = page.locator('.ring circle').last();
  await expect.poll(() => ring.getAttribute('stroke-dasharray')).toMatch(/^0\.(?:5|49)\d* 1$/);
});

test('what a press came to stays to be read while the screen is about the same', async () => {
  await open({ state: 'pairing' });
  await button('Copy diagnostics').click();
  await status().getByText('The diagnostics were copied.').waitFor();
  await push('pairing-reconnecting');
  await push('pairing-half-over');
  await push('pairing-scan-only');
  expect(await status().getByText('The diagnostics were copied.').count()).toBe(1);
  await push('pairing-repaired');
  expect(await status().getByText('The diagnostics were copied.').count()).toBe(0);
});

test('a lost connection is told beside the code, and the next try beside a problem', async () => {
  await open({ state: 'pairing-reconnecting' });
  await status().getByText('Reconnecting…').waitFor();
  expect(await page.getByRole('img', { name: 'Pairing QR code' }).isVisible()).toBe(true);
  await push('problem-next-try');
  await status().getByText('We’ll try again in 0:45.').waitFor();
});

test.each(['Escape', 'Cancel'])('%s gives the focus back and asks nothing of main', async (way) => {
  await open({ state: 'pairing' });
  await button('Repair mobile setup').click();
  await dialog().waitFor();
  if (way === 'Escape') await page.keyboard.press('Escape');
  else await dialog().getByRole('button', { name: 'Cancel' }).click();
  await dialog().waitFor({ state: 'detached' });
  expect([await focused(), await actions()]).toEqual(['Repair mobile setup', [['proposeRepair', undefined]]]);
});

test.each([
  ['slow', 'Looking at what there is to remove…'],
  ['failing', 'The repair could not be prepared.'],
])('a %s plan cannot be confirmed', async (plan, text) => {
  await open({ state: 'pairing', plan });
  await button('Repair mobile setup').click();
  await dialog().getByText(text).waitFor();
  expect(await dialog().getByRole('button', { name: 'Repair', exact: true, disabled: false }).count()).toBe(
    0,
  );
});

test('a plan that has changed since it was shown is shown again, and that is said', async () => {
  await open({ state: 'pairing', plan: 'changing' });
  await button('Repair mobile setup').click();
  await dialog().getByRole('listitem').first().waitFor();
  expect(await dialog().getByText('Something changed in the meantime').count()).toBe(0);
  await dialog().getByRole('button', { name: 'Repair', exact: true }).click();
  await dialog().getByText('Something changed in the meantime').waitFor();
  await expect
    .poll(async () => (await actions()).map(([name]) => name))
    .toEqual(['proposeRepair', 'runRepair', 'proposeRepair']);
});

test('a dialog without a plan says why, and its button asks for one again', async () => {
  await open({ state: 'pairing', plan: 'failing' });
  await button('Repair mobile setup').click();
  await dialog().getByRole('button', { name: 'Try again' }).click();
  await expect.poll(actions).toEqual([
    ['proposeRepair', undefined],
    ['proposeRepair', undefined],
  ]);
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
  ['pairing-back', 'Back', 'stopPairing', 'connected'],
  ['repairing-many', 'Finish later', 'finishRepairLater', 'pairing-repaired'],
  ['restored', 'Restart the app', 'restartApp', 'checking'],
])('on %s, “%s” asks main, and the focus follows', async (state, name, call, next) => {
  await open({ state });
  await button(name).click();
  await push(next);
  expect([await actions(), await page.evaluate(() => document.activeElement?.tagName)]).toEqual([
    [[call, undefined]],
    'H1',
  ]);
});

test('details that are open stay open when the next screen comes', async () => {
  await open({ state: 'pairing-repaired' });
  const item = status().getByText('The old pairing', { exact: true });
  await status().getByText('Details', { exact: true }).click();
  await item.waitFor();
  await push('connected-repaired');
  expect(await item.isVisible()).toBe(true);
});

test('“Done” closes the window', async () => {
  await open({ state: 'connected' });
  await button('Done').click();
  expect(await actions()).toEqual([['closeWindow', undefined]]);
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

test('what failed where the screen has no “Try again” can be tried again beside what is said of it', async () => {
  await open({ state: 'connected-named', failing: '' });
  await button('Remove this phone…').click();
  await page.getByRole('button', { name: 'Remove phone' }).click();
  await button('Try again').click();
  await status().getByText('The repair could not be prepared.').waitFor();
  expect((await actions()).map(([name]) => name)).toEqual(['removePhone', 'removePhone']);
  await push('problem-offline');
  await button('Try again').click();
  await status().getByText('The repair could not be prepared.').waitFor();
  expect(await button('Try again').count()).toBe(1);
});

test('a repair that was refused is asked for again from its question', async () => {
  await open({ state: 'pairing', failing: '' });
  await button('Repair mobile setup').click();
  await dialog().getByRole('button', { name: 'Repair', exact: true }).click();
  await status().getByText('The repair could not be prepared.').waitFor();
  await button('Try again').click();
  await dialog().getByRole('listitem').first().waitFor();
  expect((await actions()).map(([name]) => name)).toEqual(['proposeRepair', 'runRepair', 'proposeRepair']);
});

test('while a plan is made its button cannot be pressed, and can have the focus', async () => {
  await open({ state: 'pairing', plan: 'slow' });
  await button('Repair mobile setup').click();
  const confirm = dialog().getByRole('button', { name: 'Repair', exact: true });
  await confirm.focus();
  await page.keyboard.press('Enter');
  expect([await focused(), await confirm.isDisabled(), (await actions()).length]).toEqual([
    'Repair',
    true,
    1,
  ]);
});

test.each(['preparing', 'pairing', 'connected', 'connected-named', 'restored', 'problem-offline'])(
  'on %s the diagnostics can be copied',
  async (state) => {
    await open({ state });
    await button('Copy diagnostics').click();
    await status().getByText('The diagnostics were copied.').waitFor();
    expect(await actions()).toEqual([['copyDiagnostics', undefined]]);
  },
);
