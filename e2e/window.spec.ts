import { stuckState } from '../testing/profiles/profile.ts';
import { expect, test } from './test.ts';

test('a connected phone is named, another one can be added, and there is a way back', async ({
  backend,
  account,
  makeProfile,
  launch,
}) => {
  const app = await launch(makeProfile({}));
  const code = await app.scanQrCode();
  backend.claimCode({ accountId: account.accountId, code });
  await expect(app.connected).toBeVisible();
  await expect(app.button('Done')).toBeVisible();
  await app.button('Add another phone').click();
  await expect(app.qrCode).toBeVisible();
  await app.button('Back').click();
  await expect(app.connected).toBeVisible();
  await expect(app.qrCode).toBeHidden();
});

test('the code to type is on the clipboard after "Copy code"', async ({ makeProfile, launch }) => {
  const app = await launch(makeProfile({}));
  await expect(app.pairingCode).toBeVisible();
  const shown = await app.pairingCode.textContent();
  await app.button('Copy code').click();
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(shown);
});

test('a repair is told in one sentence, with its details on demand', async ({ ids, makeProfile, launch }) => {
  const app = await launch(makeProfile({ state: stuckState(ids) }));
  await expect(app.status).toContainText(
    'Repaired: the server had deleted your old pairing, so we removed it.',
  );
  const item = app.status.getByText('The old pairing', { exact: true });
  await expect(item).toBeHidden();
  await app.status.getByText('Details', { exact: true }).click();
  await expect(item).toBeVisible();
});

test('on a German system the window, its dialog and the menu speak German', async ({
  launch,
  makeProfile,
}) => {
  test.skip(process.platform === 'darwin', 'macOS has the language of an app in its settings alone');
  const app = await launch(makeProfile({}), {}, undefined, 'de-DE');
  await expect(app.page.getByRole('heading', { name: 'Code mit dem Telefon scannen' })).toBeVisible();
  await app.page.getByRole('button', { name: 'Kopplung reparieren', exact: true }).click();
  await expect(app.page.getByRole('dialog', { name: 'Kopplung reparieren?' })).toBeVisible();
  const menu = await app.electron.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label }) => label),
  );
  expect([await app.page.getAttribute('html', 'lang'), menu?.at(-1)]).toEqual(['de', 'Hilfe']);
});

test('"Done" closes the window', async ({ backend, account, makeProfile, launch }) => {
  const app = await launch(makeProfile({}));
  backend.claimCode({ accountId: account.accountId, code: await app.scanQrCode() });
  await expect(app.button('Done')).toBeVisible();
  const closed = app.page.waitForEvent('close');
  await app.button('Done').click();
  await closed;
  expect(app.page.isClosed()).toBe(true);
});
