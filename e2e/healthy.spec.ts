import { bytesOf } from './app.ts';
import { enrollments, pairingRequests, requestsTo } from './requests.ts';
import { expect, test } from './test.ts';

test('a healthy profile is checked in one reading, written never and enrolled once', async ({
  backend,
  account,
  makeProfile,
  launch,
}, info) => {
  const profile = makeProfile({});
  const first = await launch(profile);
  const code = await first.scanQrCode();
  backend.claimCode({ accountId: account.accountId, code });
  await expect(first.connected).toBeVisible();
  await first.quit();
  const before = bytesOf(profile.stateFile);
  expect(before).not.toBeNull();
  const enrolled = enrollments(backend);

  backend.clearRequests();
  const app = await launch(profile);
  await expect(app.connected).toBeVisible();
  await app.page.screenshot({ path: info.outputPath('healthy.png') });
  await backend.waitForRequest(({ path }) => path.endsWith('/server/refresh'));
  await app.quit();

  expect(bytesOf(profile.stateFile)).toEqual(before);
  expect([enrolled, enrollments(backend), pairingRequests(backend)]).toEqual([1, 0, 0]);
  // A second reading, and with it the wait of a second, belongs to a suspicion.
  expect(requestsTo(backend, 'GET', '/remote/control/clients')).toHaveLength(1);
  expect(requestsTo(backend, 'GET', '/remote/control/environments')).toHaveLength(1);
});
