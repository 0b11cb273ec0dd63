import { enrollmentKey, enrollmentValue, unpairedState } from '../testing/profiles/profile.ts';
import { PAIRING_KEYS } from '../electron/main/globalState/index.ts';
import { bytesOf } from './app.ts';
import { requestsTo } from './requests.ts';
import { expect, test, type TestBed } from './test.ts';

/** A computer whose own records are all alive, with phones that never finished: the QR code leads nowhere, and nothing is proven dead. */
function stuckButAlive({ backend, account, ids, makeProfile }: TestBed) {
  const { accountId } = account;
  backend.addClient({ accountId, clientId: ids.clientId, enrollmentStatus: 'enrolled_device_key' });
  backend.addEnvironment({
    accountId,
    environmentId: ids.environmentId,
    installationId: ids.installationId,
    serverId: 'srv_e_own',
  });
  const pending = [1, 2, 3].map(
    (number) =>
      backend.addClient({
        accountId,
        clientId: `cli_e_pending_${number}`,
        enrollmentStatus: 'pending_enrollment',
        createdAt: Date.now() - 60 * 60_000,
      }).clientId,
  );
  const state = unpairedState({
    extras: {
      [PAIRING_KEYS.clientEnrollments]: { [enrollmentKey(ids)]: enrollmentValue(ids) },
      [PAIRING_KEYS.environmentId]: ids.environmentId,
      [PAIRING_KEYS.installationId]: ids.installationId,
    },
  });
  return { pending, profile: makeProfile({ state, mirror: state }) };
}

test('the button lists its plan, removes what it lists, and a phone pairs with the new code', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}, info) => {
  const testBed = { backend, account, ids, makeProfile, launch };
  const { pending, profile } = stuckButAlive(testBed);
  const app = await launch(profile);
  const oldCode = await app.scanQrCode();

  await app.button('Repair mobile setup').click();
  await expect(app.dialog).toBeVisible();
  await expect(app.dialog).toContainText('3');
  await app.page.screenshot({ path: info.outputPath('dialog.png') });
  await app.dialog.getByRole('button', { name: 'Repair', exact: true }).click();

  await expect(app.status).toContainText(/repaired/i);
  const newCode = await app.scanQrCode();
  expect(newCode).not.toBe(oldCode);
  await app.page.screenshot({ path: info.outputPath('repaired.png') });
  const { clients } = backend.account({ accountId: account.accountId });
  const left = clients.map(({ clientId }) => clientId);
  expect(left.filter((id) => pending.includes(id))).toEqual([]);

  const { claim } = backend.claimCode({ accountId: account.accountId, code: newCode });
  expect(claim).toMatchObject({ kind: 'claimed' });
  await expect(app.connected).toBeVisible();
});

test('a phone that pairs while the dialog is open stays: the dialog shows what a repair would do by now', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}) => {
  const testBed = { backend, account, ids, makeProfile, launch };
  const { pending, profile } = stuckButAlive(testBed);
  const app = await launch(profile);
  const code = await app.scanQrCode();
  await app.button('Repair mobile setup').click();
  await expect(app.dialog).toContainText('3');

  const { accountId } = account;
  const { clientId } = backend.claimCode({ accountId, code });
  await expect.poll(() => profile.readState()[PAIRING_KEYS.setupCompleted]).toBe(true);
  // The page remembers that, too, with a write of its own.
  await expect
    .poll(() => profile.readState()[PAIRING_KEYS.atoms])
    .toMatchObject({ 'codex-mobile-setup-dialog-step': 'connected' });
  const before = bytesOf(profile.mirrorFile);
  await app.dialog.getByRole('button', { name: 'Repair', exact: true }).click();
  await expect(app.dialog).toBeVisible();
  await expect(app.dialog).toContainText('3');
  expect(bytesOf(profile.mirrorFile)).toEqual(before);

  await app.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.connected).toBeVisible();
  const clients = backend.account({ accountId }).clients.map((each) => each.clientId);
  expect(clients).toEqual(expect.arrayContaining([clientId, ...pending]));
  expect(backend.requests().filter(({ method }) => method === 'DELETE')).toEqual([]);
});

test('cancelling changes nothing', async ({ backend, account, ids, makeProfile, launch }) => {
  const testBed = { backend, account, ids, makeProfile, launch };
  const { pending, profile } = stuckButAlive(testBed);
  const app = await launch(profile);
  await expect(app.qrCode).toBeVisible();
  await expect
    .poll(() => profile.readState()[PAIRING_KEYS.atoms])
    .toHaveProperty('codex-mobile-setup-dialog-step');
  const before = [bytesOf(profile.stateFile), bytesOf(profile.mirrorFile)];

  await app.button('Repair mobile setup').click();
  await app.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.dialog).toBeHidden();
  await expect(app.qrCode).toBeVisible();
  await app.quit();

  expect([bytesOf(profile.stateFile), bytesOf(profile.mirrorFile)]).toEqual(before);
  expect(backend.requests().filter(({ method }) => method === 'DELETE')).toEqual([]);
  const { clients } = backend.account({ accountId: account.accountId });
  expect(clients.map(({ clientId }) => clientId)).toEqual(expect.arrayContaining(pending));
});

test('undo puts the bytes back, and nothing heals them away again', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}) => {
  const testBed = { backend, account, ids, makeProfile, launch };
  const { profile } = stuckButAlive(testBed);
  const app = await launch(profile);
  await expect(app.qrCode).toBeVisible();
  await expect
    .poll(() => profile.readState()[PAIRING_KEYS.atoms])
    .toHaveProperty('codex-mobile-setup-dialog-step');
  const before = [bytesOf(profile.stateFile), bytesOf(profile.mirrorFile)];

  await app.button('Repair mobile setup').click();
  await app.dialog.getByRole('button', { name: 'Repair', exact: true }).click();
  await expect(app.status).toContainText(/repaired/i);
  await expect(app.qrCode).toBeVisible();
  expect(bytesOf(profile.stateFile)).not.toEqual(before[0]);

  await app.button('Undo repair').click();
  await expect(app.page.getByText('The repair was undone')).toBeVisible();
  await expect(app.qrCode).toBeHidden();
  expect([bytesOf(profile.stateFile), bytesOf(profile.mirrorFile)]).toEqual(before);
  await app.quit();
  expect([bytesOf(profile.stateFile), bytesOf(profile.mirrorFile)]).toEqual(before);
  expect(requestsTo(backend, 'DELETE', ids.environmentId)).toHaveLength(1);
});
