import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../electron/main/globalState/index.ts';
import type { App } from './app.ts';
import { appServersOf } from './processes.ts';
import { pairingRequests } from './requests.ts';
import { expect, test, type TestBed } from './test.ts';

/** Keeps the kinds of all screens that main shows from now on, in the page. */
async function recordViews(app: App): Promise<() => Promise<string[]>> {
  await app.page.evaluate(() => {
    const views: string[] = [];
    Object.assign(window, { recordedViews: views });
    window.mobileSetup.onScreen(({ view }) => views.push(view.kind));
  });
  return () => app.page.evaluate(() => Reflect.get(window, 'recordedViews') as string[]);
}

const resume = (app: App) => app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));

/** A computer that has paired with a phone in an earlier launch. */
async function pairedProfile({
  backend,
  account,
  makeProfile,
  launch,
}: Pick<TestBed, 'backend' | 'account' | 'makeProfile' | 'launch'>) {
  const profile = makeProfile({});
  const app = await launch(profile);
  const { accountId } = account;
  const { claim } = backend.claimCode({ accountId, code: await app.scanQrCode() });
  expect(claim).toMatchObject({ kind: 'claimed' });
  await expect(app.connected).toBeVisible();
  return { profile, app, accountId };
}

test('an app-server that exits at once is tried ever more slowly, and the screen stays steady', async ({
  makeProfile,
  launch,
}) => {
  const profile = makeProfile({});
  const starts = join(profile.codexHome, 'starts');
  const program = join(profile.codexHome, 'codex');
  writeFileSync(starts, '');
  writeFileSync(program, `#!/bin/sh\ndate +%s >> "${starts}"\nexit 1\n`, { mode: 0o755 });
  const app = await launch(profile, { CODEX_CLI_PATH: program });
  await expect(app.button('Try again')).toBeVisible();
  const views = await recordViews(app);
  const seconds = () => readFileSync(starts, 'utf8').split('\n').filter(Boolean).map(Number);
  await expect.poll(() => seconds().length).toBeGreaterThanOrEqual(5);
  // One start beside the check, and pauses of one second at the least after each that failed.
  const [first = 0, , , , fifth = 0] = seconds();
  expect(fifth - first).toBeGreaterThanOrEqual(2);
  expect(new Set(await views())).toEqual(new Set(['problem']));
  await expect(app.button('Try again')).toBeVisible();
});

test('a service that refuses codes is asked ever more slowly under a steady screen, and the code comes when it gives one', async ({
  backend,
  makeProfile,
  launch,
}) => {
  backend.addFault({ endpoint: 'pair', status: 500 });
  const app = await launch(makeProfile({}));
  await expect(app.button('Try again')).toBeVisible();
  const views = await recordViews(app);
  await expect.poll(() => pairingRequests(backend)).toBeGreaterThanOrEqual(4);
  expect(new Set(await views())).toEqual(new Set(['problem']));
  backend.clearFaults();
  await app.button('Try again').click();
  await expect(app.qrCode).toBeVisible();
});

test('an app-server that is killed under a connected phone is started again, and the phone is shown again', async ({
  backend,
  account,
  makeProfile,
  launch,
}) => {
  test.skip(process.platform !== 'linux', 'only /proc tells which CODEX_HOME a process has');
  const { profile, app } = await pairedProfile({ backend, account, makeProfile, launch });
  const views = await recordViews(app);
  const [pid] = appServersOf(profile.codexHome);
  process.kill(pid ?? 0, 'SIGKILL');
  await expect.poll(views).toContain('problem');
  await expect.poll(async () => (await views()).at(-1)).toBe('connected');
  expect(appServersOf(profile.codexHome)).not.toEqual([pid]);
});

test('without the Codex program no phone is shown as connected', async ({
  backend,
  account,
  makeProfile,
  launch,
}) => {
  const { profile, app } = await pairedProfile({ backend, account, makeProfile, launch });
  await app.quit();
  const again = await launch(profile, { CODEX_CLI_PATH: join(profile.codexHome, 'not-there') });
  await expect(again.page.getByRole('main')).toHaveAttribute('data-view', 'problem');
  await expect(again.connected).toBeHidden();
});

test('a phone that is revoked makes room for a code', async ({ backend, account, makeProfile, launch }) => {
  const { app, accountId } = await pairedProfile({ backend, account, makeProfile, launch });
  // Until the app has seen it listed, a list without it may lag behind the claim.
  await expect(app.page.getByText('last seen')).toBeVisible();
  const [phone] = backend.account({ accountId }).clients;
  backend.revokeClient({ accountId, clientId: phone?.clientId ?? '' });
  await resume(app);
  await expect(app.qrCode).toBeVisible();
});

const signInAs = (backend: TestBed['backend'], accountId: string, codexHome: string) =>
  writeFileSync(join(codexHome, 'auth.json'), JSON.stringify(backend.mintAuth({ accountId })));

test('an account that is switched takes the connected phone away', async ({
  backend,
  account,
  makeProfile,
  launch,
}) => {
  const { profile, app } = await pairedProfile({ backend, account, makeProfile, launch });
  signInAs(backend, backend.addAccount({}).accountId, profile.codexHome);
  await resume(app);
  await expect(app.connected).toBeHidden();
});

test('a code goes with its account: the next one is of the account that is signed in then', async ({
  backend,
  makeProfile,
  launch,
}) => {
  const { accountId } = backend.addAccount({});
  const profile = makeProfile({});
  const app = await launch(profile);
  const code = await app.scanQrCode();
  signInAs(backend, accountId, profile.codexHome);
  await resume(app);
  await expect
    .poll(() => backend.pairingCodes().filter((each) => each.accountId === accountId))
    .toHaveLength(1);
  await expect.poll(() => app.scanQrCode().catch(() => code)).not.toBe(code);
  const { claim } = backend.claimCode({ accountId, code: await app.scanQrCode() });
  expect(claim).toMatchObject({ kind: 'claimed' });
  await expect(app.connected).toBeVisible();
});

test('a clock that is 20 minutes fast leaves a code on screen', async ({ backend, makeProfile, launch }) => {
  backend.moveTime({ milliseconds: -20 * 60_000 });
  const app = await launch(makeProfile({}));
  const code = await app.scanQrCode();
  const polls = () => backend.requests().filter(({ path }) => path.endsWith('/server/pair/status')).length;
  await expect.poll(polls).toBeGreaterThanOrEqual(3);
  expect([await app.scanQrCode(), pairingRequests(backend)]).toEqual([code, 1]);
});

test('a clock that is two hours fast is named, where it keeps the app-server from pairing', async ({
  backend,
  makeProfile,
  launch,
}) => {
  backend.moveTime({ milliseconds: -120 * 60_000 });
  const app = await launch(makeProfile({}));
  await expect(app.status).toContainText(/clock/i);
  await expect(app.button('Try again')).toBeVisible();
});

test('opening the repair dialog and closing it changes nothing, where the service cannot be reached either', async ({
  backend,
  makeProfile,
  launch,
}) => {
  const app = await launch(makeProfile({}));
  const code = await app.scanQrCode();
  for (const endpoint of ['clients', 'environments']) backend.addFault({ endpoint, drop: true });
  await app.button('Repair mobile setup').click();
  await expect(app.dialog).toBeVisible();
  await expect(app.dialog.locator('[aria-busy="true"]')).toHaveCount(0);
  await app.page.keyboard.press('Escape');
  await expect(app.dialog).toBeHidden();
  expect(await app.scanQrCode()).toBe(code);
});

test('a state file that became a folder while a phone pairs is told, not passed over', async ({
  backend,
  account,
  makeProfile,
  launch,
}) => {
  const profile = makeProfile({});
  const app = await launch(profile);
  const code = await app.scanQrCode();
  rmSync(profile.stateFile);
  mkdirSync(profile.stateFile);
  backend.claimCode({ accountId: account.accountId, code });
  await expect(app.page.getByRole('main')).toHaveAttribute('data-view', 'problem');
  await expect(app.connected).toBeHidden();
  await expect(app.status).toContainText('.codex-global-state.json');
});

test('where another app has the files that is said, and it goes on when they are free', async ({
  makeProfile,
  launch,
}) => {
  const profile = makeProfile({});
  const lock = takeLock(profile.codexHome, 'app');
  const app = await launch(profile);
  await expect(app.status).toContainText(/already (?:open|running)|another (?:copy|app)/i);
  await expect(app.qrCode).toBeHidden();
  if (lock.kind === 'held') lock.release();
  await expect(app.qrCode).toBeVisible();
});
