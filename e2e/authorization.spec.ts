import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { PAIRING_KEYS, type JsonObject } from '../electron/main/globalState/index.ts';
import { takeCallbackPorts } from '../testing/callbackPorts.ts';
import { stuckState, type Profile } from '../testing/profiles/profile.ts';
import type { App } from './app.ts';
import { giveBrowserAndKeyRing, startBrowser, type PersonsBrowser } from './browser.ts';
import { requestsTo } from './requests.ts';
import { expect, test, type TestBed } from './test.ts';

// One after the other: the browser step has two ports on the whole computer.
test.describe.configure({ mode: 'default' });

let browser: PersonsBrowser;
let releasePorts: () => void;
test.beforeAll(async () => {
  releasePorts = await takeCallbackPorts();
  browser = await startBrowser();
});
test.afterAll(async () => {
  await browser.close();
  releasePorts();
});

const HOST = 'env_e_studio_0123456789';

/** A computer with a living environment and a phone, whose own client was revoked, and another computer of the account. */
function revoked({ backend, account, ids, makeProfile }: TestBed): Profile {
  const { accountId } = account;
  const { environmentId, installationId, clientId } = ids;
  backend.addEnvironment({ accountId, environmentId, installationId, serverId: 'srv_e_own' });
  backend.addClient({ accountId, clientId, enrollmentStatus: 'enrolled_device_key' });
  backend.addClient({ accountId, enrollmentStatus: 'enrolled_device_key', environmentIds: [environmentId] });
  backend.addEnvironment({
    accountId,
    environmentId: HOST,
    installationId: '22222222-2222-4222-8222-222222222222',
    serverId: 'srv_e_studio',
    displayName: 'Studio Mac',
    hostName: 'studio',
    online: true,
  });
  backend.revokeClient({ accountId, clientId });
  const state = stuckState(ids);
  return makeProfile({ state, mirror: state });
}

const authorizeButton = (app: App) =>
  app.page.getByRole('button', { name: 'Authorize this computer again', exact: true });
const entryOf = (profile: Profile) =>
  Object.values((profile.readState()[PAIRING_KEYS.clientEnrollments] ?? {}) as JsonObject)[0] as
    | JsonObject
    | undefined;
const keyFileOf = async (app: App): Promise<string> => {
  const userData = await app.electron.evaluate(({ app: main }) => main.getPath('userData'));
  try {
    return readFileSync(join(userData, 'device-keys.json'), 'utf8');
  } catch {
    return '';
  }
};

async function launchRevoked(stage: TestBed): Promise<{ profile: Profile; app: App }> {
  const profile = revoked(stage);
  const app = await stage.launch(profile);
  await giveBrowserAndKeyRing(app);
  await expect(authorizeButton(app)).toBeVisible();
  return { profile, app };
}

async function confirmInBrowser(app: App): Promise<void> {
  const page = await browser.opened(app);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('You can close this tab')).toBeVisible();
  await page.close();
}

test('revoked, removed, authorized again in the browser, paired by a code, and healthy from then on', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}, info) => {
  const stage = { backend, account, ids, makeProfile, launch };
  const { accountId } = account;
  const { profile, app } = await launchRevoked(stage);
  expect([entryOf(profile), profile.readState('mirror')[PAIRING_KEYS.clientEnrollments]]).toEqual([
    undefined,
    {},
  ]);
  await app.page.screenshot({ path: info.outputPath('needed.png') });

  await authorizeButton(app).click();
  await expect(app.page.getByRole('dialog')).toContainText('Confirm in your browser');
  await confirmInBrowser(app);
  const hosts = app.page.getByRole('dialog', { name: 'This computer is authorized' });
  await expect(hosts.getByRole('listitem')).toHaveText(['Studio MacOnline']);
  const entry = entryOf(profile);
  expect(await keyFileOf(app)).toContain(String(entry?.['keyId']));
  expect(requestsTo(backend, 'POST', '/client/refresh/finish').at(-1)?.status).toBe(200);

  await hosts
    .getByLabel('Code from the other computer')
    .fill(backend.showCode({ accountId, environmentId: HOST }));
  await hosts.getByRole('button', { name: 'Pair' }).click();
  await expect(hosts.getByRole('listitem')).toHaveText(['Studio MacPaired']);
  await app.page.screenshot({ path: info.outputPath('hosts.png') });
  await hosts.getByRole('button', { name: 'Done' }).click();
  await expect(hosts).toBeHidden();
  await app.quit();

  backend.clearRequests();
  const again = await launch(profile);
  await expect(again.connected).toBeVisible();
  await backend.waitForRequest(
    ({ path, status }) => path.endsWith('/client/refresh/start') && status === 200,
  );
  expect([entryOf(profile), await authorizeButton(again).count()]).toEqual([entry, 0]);
  await again.quit();

  // Revoked a second time: now the key is one of ours, and goes with its entry.
  backend.revokeClient({ accountId, clientId: String(entry?.['clientId']) });
  const third = await launch(profile);
  await expect(authorizeButton(third)).toBeVisible();
  await expect.poll(() => keyFileOf(third)).not.toContain(String(entry?.['keyId']));
  expect(entryOf(profile)).toBeUndefined();
});

test('Help → "Authorize This Computer Again…" says what it means first, and can be left', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}) => {
  const { app } = await launchRevoked({ backend, account, ids, makeProfile, launch });
  await app.electron.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('authorize-computer')?.click();
  });
  const dialog = app.page.getByRole('dialog', { name: 'Authorize this computer again' });
  await expect(dialog).toContainText('has to be paired again, with someone at it');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect(requestsTo(backend, 'POST', '/client/enroll/start')).toEqual([]);
});

test('a person who declines, cancels or is someone else is told so, and nothing is left', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}) => {
  const { profile, app } = await launchRevoked({ backend, account, ids, makeProfile, launch });
  const told = async (text: string) => {
    await expect(app.status).toContainText(text);
    await expect.poll(() => keyFileOf(app)).not.toContain('dk_osn_');
    expect(entryOf(profile)).toBeUndefined();
  };

  await authorizeButton(app).click();
  const declined = await browser.opened(app);
  await declined.getByRole('button', { name: 'Decline' }).click();
  await told('it was cancelled');

  await authorizeButton(app).click();
  await browser.opened(app);
  await app.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await told('it was cancelled');

  backend.setBrowser({ signedInAs: backend.addAccount({}).accountId });
  await authorizeButton(app).click();
  await confirmInBrowser(app);
  await told('someone else is signed in to your browser');

  backend.setBrowser({
    signedInAs: null,
    reauthentication: { accountId: account.accountId, how: 'without-second-factor' },
  });
  await authorizeButton(app).click();
  await confirmInBrowser(app);
  await told('didn’t accept how you signed in');
  expect(requestsTo(backend, 'POST', '/client/enroll/finish')).toHaveLength(1);
});

test('ports that another program holds, and a system without a key ring, are told before any browser opens', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}) => {
  const { app } = await launchRevoked({ backend, account, ids, makeProfile, launch });
  const servers = await Promise.all([1455, 1457].map(hold));
  await authorizeButton(app).click();
  await expect(app.status).toContainText('another program uses ports 1455 and 1457');
  for (const server of servers) server.close();

  await app.electron.evaluate(({ safeStorage }) => {
    safeStorage.getSelectedStorageBackend = () => 'basic_text';
    safeStorage.isAsyncEncryptionAvailable = async () => false;
  });
  await authorizeButton(app).click();
  await expect(app.status).toContainText(/no safe place for the key|doesn’t let the app use its keychain/);
  const opened = await app.electron.evaluate(
    ({ app: main }) => Reflect.get(main, 'openedAddresses') as string[],
  );
  expect(opened).toEqual([]);
});

test('an answer that is lost is settled by the next check, also after a kill', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}) => {
  const { profile, app } = await launchRevoked({ backend, account, ids, makeProfile, launch });
  backend.addFault({ endpoint: 'client-enroll-finish', truncate: 3, times: 1 });
  backend.addFault({ endpoint: 'client-refresh-start', status: 503 });
  await authorizeButton(app).click();
  await confirmInBrowser(app);
  await expect(app.status).toContainText('It isn’t known yet');
  const keys = await keyFileOf(app);
  await app.kill();

  backend.clearFaults();
  const again = await launch(profile);
  await expect.poll(() => entryOf(profile)).toBeDefined();
  expect([keys.includes(String(entryOf(profile)?.['keyId'])), await keyFileOf(again)]).toEqual([true, keys]);
  await expect(authorizeButton(again)).toHaveCount(0);
  expect(requestsTo(backend, 'POST', '/client/enroll/finish')).toHaveLength(1);
});

function hold(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
