import { readFileSync } from 'node:fs';
import { type JsonObject, PAIRING_KEYS, REPAIR_KEY } from '../electron/main/globalState/index.ts';
import { bytesOf } from './app.ts';
import { stuckState } from '../testing/profiles/profile.ts';
import { enrollments, pairingRequests, requestsTo } from './requests.ts';
import { expect, test } from './test.ts';

const PAIRING: ReadonlySet<string> = new Set([...Object.values(PAIRING_KEYS), REPAIR_KEY]);

/** Everything that is none of our business: the keys outside pairing, and the atoms that are not about it. */
function unrelated(state: JsonObject): unknown {
  const atoms = Object.entries((state[PAIRING_KEYS.atoms] ?? {}) as JsonObject);
  return [
    Object.entries(state).filter(([key]) => !PAIRING.has(key)),
    atoms.filter(([name]) => !/remote.control|codex-mobile/i.test(name)),
  ];
}

/** The pairing keys alone, as text: here no dead id may ever stand again. */
function pairingText(state: JsonObject): string {
  return JSON.stringify(Object.values(PAIRING_KEYS).map((key) => state[key] ?? null));
}

test('a stuck profile heals itself on launch, pairs, and nothing comes back', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}, info) => {
  const before = stuckState(ids, { projects: 200 });
  const profile = makeProfile({ state: JSON.stringify(before, null, 2), mirror: before });

  const app = await launch(profile);
  await expect(app.status).toContainText(/repaired/i);
  const code = await app.scanQrCode();
  await expect(app.pairingCode).toHaveText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  await app.page.screenshot({ path: info.outputPath('healed.png') });

  await test.step('no code was asked for before the verdict', () => {
    const requests = backend.requests();
    const firstCode = requests.findIndex(({ path }) => path.endsWith('/server/pair'));
    const lists = requests.flatMap(({ path, method }, at) =>
      method === 'GET' && path.endsWith('/remote/control/clients') ? [at] : [],
    );
    expect(lists).toHaveLength(2);
    expect(firstCode).toBeGreaterThan(lists[1] ?? Number.POSITIVE_INFINITY);
  });

  await test.step('the phone claims the code of the picture', async () => {
    const { claim } = backend.claimCode({ accountId: account.accountId, code });
    expect(claim).toMatchObject({ kind: 'claimed' });
    await expect(app.connected).toBeVisible();
    await app.page.screenshot({ path: info.outputPath('connected.png') });
  });

  await app.quit();
  await test.step('neither file holds a dead id, and everything else is as before', () => {
    for (const file of ['main', 'mirror'] as const) {
      const after = profile.readState(file);
      expect(pairingText(after)).not.toMatch(/e_dead_/);
      expect(unrelated(after)).toEqual(unrelated(before));
    }
  });

  await test.step('the next launch finds all well and writes nothing', async () => {
    const written = [bytesOf(profile.stateFile), bytesOf(profile.mirrorFile)];
    const enrolled = enrollments(backend);
    backend.clearRequests();
    const again = await launch(profile);
    await expect(again.connected).toBeVisible();
    await again.quit();
    expect([bytesOf(profile.stateFile), bytesOf(profile.mirrorFile)]).toEqual(written);
    expect([enrolled, enrollments(backend), pairingRequests(backend)]).toEqual([1, 0, 0]);
    expect(requestsTo(backend, 'GET', '/remote/control/clients')).toHaveLength(1);
  });
});

test('values written from old memory during and after the heal do not come back', async ({
  backend,
  ids,
  makeProfile,
  launch,
}) => {
  const state = stuckState(ids);
  const profile = makeProfile({ state, mirror: state });
  backend.addFault({ endpoint: 'clients', hold: true });

  const app = await launch(profile);
  await expect(app.status).toBeVisible();
  const write = (name: string, value: string, epoch: number) =>
    app.page.evaluate((input) => window.mobileSetup.writeAtom(input), { name, value, epoch });
  const oldEpoch = await app.page.evaluate(async () => {
    const screen = await window.mobileSetup.readScreen();
    return screen.ok ? screen.value.epoch : -1;
  });
  // Accepted, because nothing is healed yet; it must not survive the heal.
  expect(await write('codex-mobile-during', ids.environmentId, oldEpoch)).toEqual({ ok: true, value: true });

  backend.clearFaults();
  await expect.poll(() => profile.readState()[PAIRING_KEYS.environmentId]).not.toBe(ids.environmentId);
  // On a busy machine the check is late, and the app-server's enrollment can be stored before the heal.
  await expect(app.status).toContainText(/repaired/i);
  await expect(app.qrCode).toBeVisible();
  expect(await write('codex-mobile-late', 'waiting', oldEpoch)).toEqual({ ok: true, value: false });
  expect(await write('codex-mobile-late-id', ids.environmentId, oldEpoch + 1)).toEqual({
    ok: true,
    value: false,
  });
  await app.quit();

  for (const file of ['main', 'mirror'] as const) {
    const text = pairingText(profile.readState(file));
    expect(text).not.toMatch(/e_dead_|codex-mobile-(?:during|late)/);
  }
  expect(readFileSync(profile.stateFile, 'utf8')).toContain('local-projects');
});
