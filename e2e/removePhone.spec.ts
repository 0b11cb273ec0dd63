import { enrollments } from './requests.ts';
import { expect, test } from './test.ts';

test('a phone that is removed loses its access, and the window shows a code for the next one', async ({
  backend,
  account,
  makeProfile,
  launch,
}, info) => {
  const profile = makeProfile({});
  const app = await launch(profile);
  backend.claimCode({ accountId: account.accountId, code: await app.scanQrCode() });
  await expect(app.connected).toBeVisible();

  await app.button('Remove this phone…').click();
  const dialog = app.page.getByRole('dialog', { name: 'Remove this phone?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await app.page.screenshot({ path: info.outputPath('remove-phone.png') });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect(deletions()).toEqual([]);

  await app.button('Remove this phone…').click();
  await dialog.getByRole('button', { name: 'Remove phone' }).click();
  await expect(app.qrCode).toBeVisible();
  await expect(app.page.getByRole('heading', { name: 'Scan this code with your phone' })).toBeFocused();
  await expect(app.status).not.toContainText('Repaired');
  expect(deletions()).toHaveLength(1);

  // The same computer is there for the next phone.
  backend.claimCode({ accountId: account.accountId, code: await app.scanQrCode() });
  await expect(app.connected).toBeVisible();
  expect(enrollments(backend)).toBe(1);

  function deletions() {
    return backend.requests().filter(({ method }) => method === 'DELETE');
  }
});
