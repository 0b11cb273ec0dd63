import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startBackend, type Backend } from '../../../../e2e/backend/index.ts';
import {
  healthyState,
  makeProfile,
  stuckState,
  type Profile,
  type StoredIds,
} from '../../../../e2e/backend/profile.ts';
import { readCodexHome } from '../../codexHome.ts';
import { electronStoreFile } from '../../globalState/electronStoreFile.ts';
import { MAIN_FILE, openGlobalState, PAIRING_KEYS } from '../../globalState/index.ts';
import { rotateInstallationId } from '../installationIdentity.ts';
import { createFakeAppServer, type FakeAppServer } from './fakeAppServer.ts';
import { createRemoteControl } from './remoteControl.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const DEAD = { clientId: 'cli_e_dead_0123456789', environmentId: 'env_e_dead_0123456789' };
const INSTALLATION_ID = '11111111-1111-4111-8111-111111111111';

/** Fifty times as fast as real time. */
const PACE = 50;
const NEVER_MS = 60_000 * PACE;
const hurried = {
  now: () => Date.now(),
  wait: async (milliseconds: number, signal: AbortSignal) => {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds / PACE);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  },
};

interface Built {
  readonly profile: Profile;
  readonly accountId: string;
  readonly ids: StoredIds;
  readonly appServer: FakeAppServer;
  readonly servers: FakeAppServer[];
  readonly remoteControl: ReturnType<typeof createRemoteControl>;
  readonly state: ReturnType<typeof openGlobalState>;
  readonly log: string[];
}

function build(kind: 'stuck' | 'healthy' | 'new', gateMs = NEVER_MS): Built {
  const account = backend.addAccount({});
  const { accountId, userId: accountUserId } = account;
  const ids = { baseUrl: backend.baseUrl, accountUserId, installationId: INSTALLATION_ID, ...DEAD };
  const { environmentId, installationId, clientId } = ids;
  const state = { stuck: stuckState, healthy: healthyState, new: () => ({}) }[kind](ids);
  if (kind === 'healthy') {
    backend.addClient({ accountId, clientId, enrollmentStatus: 'enrolled_device_key' });
    backend.addClient({ accountId, enrollmentStatus: 'enrolled_device_key' });
    backend.addEnvironment({ accountId, environmentId, installationId, serverId: `srv_${accountId}` });
  }
  const profile = makeProfile({
    backend,
    account,
    installationId,
    ...(kind === 'new' ? {} : { state, mirror: state }),
  });
  const owner = openGlobalState({ folder: profile.codexHome, storeFile: electronStoreFile });
  const servers: FakeAppServer[] = [];
  const newServer = () => {
    const server = createFakeAppServer(kind === 'healthy' ? environmentId : `env_e_new_${servers.length}`);
    servers.push(server);
    return server;
  };
  const appServer = newServer();
  let started = 0;
  const log: string[] = [];
  const remoteControl = createRemoteControl({
    state: owner,
    clock: hurried,
    random: () => 0,
    hostName: 'this-computer',
    fetch: (url, init) => fetch(url, init),
    readHome: () => readCodexHome(profile.codexHome),
    readOwners: async () => new Map(),
    rotateInstallationId: () => void rotateInstallationId(profile.codexHome, new Date()),
    startAppServer: async () => {
      started += 1;
      return { kind: 'ok', value: started === 1 ? appServer : newServer() };
    },
    log: (line) => log.push(line),
    gateMs,
  });
  return { profile, accountId, ids, appServer, servers, remoteControl, state: owner, log };
}

async function finish({ remoteControl, state, profile }: Built): Promise<void> {
  await remoteControl.stop();
  state.close();
  profile.remove();
}

const viewOf = ({ remoteControl }: Built) => remoteControl.screen.view;

const environmentReadings = () =>
  backend.requests().filter((entry) => entry.path.endsWith('/remote/control/environments')).length;

describe('at launch', () => {
  test('a stuck profile is healed, and then a code is shown', async () => {
    const built = build('stuck');
    built.remoteControl.start();
    expect(viewOf(built)).toEqual({ kind: 'checking' });
    await vi.waitFor(() => expect(viewOf(built)).toMatchObject({ kind: 'pairing', manualCode: 'ABCD-EFGH' }));
    expect(built.remoteControl.screen).toMatchObject({
      outcome: { kind: 'repaired', requested: false },
      canUndo: true,
    });
    expect(built.profile.readState()[PAIRING_KEYS.environmentId] ?? null).not.toBe(DEAD.environmentId);
    built.state.flush();
    expect(built.profile.readState()[PAIRING_KEYS.environmentId]).toBe('env_e_new_0');
    await finish(built);
  });

  test('a computer with a connected phone asks for no code and writes nothing', async () => {
    const built = build('healthy');
    const before = readFileSync(built.profile.stateFile);
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built)).toEqual({ kind: 'connected' }));
    expect(built.appServer.asked).toEqual([]);
    built.state.flush();
    expect(readFileSync(built.profile.stateFile)).toEqual(before);
    await finish(built);
  });

  test('the gate opens at its deadline, and the heal comes late', async () => {
    const fault = backend.addFault({ endpoint: 'clients', delayMs: 400, times: 1 });
    const built = build('stuck', 5);
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(built.remoteControl.screen.outcome).toBeNull();
    await vi.waitFor(() => expect(built.remoteControl.screen.outcome?.kind).toBe('repaired'));
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(fault).toBeDefined();
    await finish(built);
  });
});

describe('while running', () => {
  test('all triggers share one check', async () => {
    const built = build('healthy');
    const before = environmentReadings();
    await Promise.all(
      (['launch', 'resume', 'online', 'errored', 'revoked', 'button'] as const).map((trigger) =>
        built.remoteControl.check(trigger),
      ),
    );
    expect(environmentReadings() - before).toBe(1);
    await finish(built);
  });

  test('a client that is revoked later is removed by the check that the errored connection triggers', async () => {
    const built = build('healthy');
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built)).toEqual({ kind: 'connected' }));
    backend.revokeClient({ accountId: built.accountId, clientId: DEAD.clientId });
    built.appServer.say({ status: 'errored' });
    await vi.waitFor(() =>
      expect(built.remoteControl.screen.outcome).toEqual({
        kind: 'repaired',
        requested: false,
        removed: [{ what: 'client-enrollment', count: 1 }],
      }),
    );
    expect(built.state.get([PAIRING_KEYS.environmentId])).toBe(DEAD.environmentId);
    await finish(built);
  });

  test('a connection that is lost causes one check, however often it fails to come back', async () => {
    const built = build('healthy');
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built)).toEqual({ kind: 'connected' }));
    const before = environmentReadings();
    for (const status of ['errored', 'connecting', 'errored', 'errored'] as const)
      built.appServer.say({ status });
    await built.remoteControl.check('button');
    built.appServer.say({ status: 'errored' });
    await built.remoteControl.stop();
    expect(environmentReadings() - before).toBe(1);
    await finish(built);
  });

  test('what an earlier repair left to delete is deleted at launch, with the app-server stopped, and own ids are spared', async () => {
    const built = build('healthy');
    const { accountId } = built;
    backend.addClient({ accountId, clientId: 'cli_pending', enrollmentStatus: 'pending_enrollment' });
    const owner = { accountId, baseUrl: backend.baseUrl };
    built.state.commit({
      edits: [],
      retire: [],
      outbox: [
        { kind: 'client', id: 'cli_pending', ...owner },
        { kind: 'environment', id: DEAD.environmentId, ...owner },
        { kind: 'client', id: 'cli_of_another_account', accountId: 'another', baseUrl: backend.baseUrl },
      ],
      heal: null,
    });
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built)).toEqual({ kind: 'connected' }));
    const { clients, environments } = backend.account({ accountId });
    expect(clients.map(({ clientId }) => clientId)).not.toContain('cli_pending');
    expect(environments.map(({ environmentId }) => environmentId)).toEqual([DEAD.environmentId]);
    expect(built.state.record.outbox.map(({ id }) => id)).toEqual(['cli_of_another_account']);
    expect(built.appServer.asked).toEqual(['stop']);
    await finish(built);
  });

  test('the same cause is healed once; the second time it is told', async () => {
    const built = build('stuck');
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    built.state.confirm([
      { kind: 'client', id: DEAD.clientId },
      { kind: 'environment', id: DEAD.environmentId },
    ]);
    built.state.flush();
    const { [PAIRING_KEYS.environmentId]: _now, ...rest } = stuckState(built.ids);
    built.profile.writeState({
      ...rest,
      [PAIRING_KEYS.environmentId]: DEAD.environmentId,
      'mobile-pairing-repair': built.profile.readState()['mobile-pairing-repair'] ?? null,
    });
    built.profile.writeState(rest, 'mirror');
    built.state.write({ path: ['unrelated'], op: 'set', value: 1, epoch: built.state.epoch });
    built.state.flush();
    await built.remoteControl.check('resume');
    expect(viewOf(built)).toEqual({ kind: 'problem', reason: 'still-stuck' });
    await finish(built);
  });

  test('another machine in our place takes the code away, and the dialog offers a new identity', async () => {
    const built = build('new');
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    built.appServer.say({ status: 'errored' });
    built.appServer.complain({ reason: 'already-online', message: '409' });
    await vi.waitFor(() => expect(viewOf(built)).toEqual({ kind: 'problem', reason: 'already-online' }));
    const proposed = await built.remoteControl.planRepair();
    if (proposed.kind !== 'proposed') throw new Error('no proposal');
    expect(proposed.summary.offerNewIdentity).toBe(true);
    expect(await built.remoteControl.repair(proposed.summary.token, true)).toBeNull();
    const { installationId } = readCodexHome(built.profile.codexHome);
    expect(installationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(installationId).not.toBe(INSTALLATION_ID);
    await finish(built);
  });

  test('a code comes back when the other machine is gone, and only then', async () => {
    const built = build('new');
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    for (const reason of ['forbidden', 'already-online'] as const) {
      built.appServer.complain({ reason, message: '' });
      expect(viewOf(built)).toEqual({ kind: 'problem', reason });
      if (reason === 'already-online') built.appServer.say({ status: 'connecting' });
      expect(viewOf(built)).toEqual({ kind: 'problem', reason });
      built.appServer.say({ status: 'connected' });
      expect(viewOf(built).kind).toBe(reason === 'already-online' ? 'preparing' : 'problem');
      await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    }
    await finish(built);
  });

  test('a check that verifies nothing leaves a code on screen; one that something stands in the way of does not', async () => {
    const built = build('new');
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    backend.addFault({ endpoint: 'clients', status: 404, times: 1 });
    await built.remoteControl.check('resume');
    expect(viewOf(built).kind).toBe('pairing');
    backend.addFault({ endpoint: 'clients', status: 403, times: 1 });
    await built.remoteControl.check('resume');
    expect(viewOf(built)).toEqual({ kind: 'problem', reason: 'forbidden' });
    expect(built.remoteControl.diagnostics()).toMatchObject({ check: { reason: 'forbidden' } });
    await finish(built);
  });

  test('an atom of the page is written where it is one of ours and its screen was the present one', async () => {
    const built = build('new');
    const { epoch } = built.remoteControl.screen;
    built.state.commit({ edits: [], retire: [], outbox: [], heal: null });
    const write = built.remoteControl.writeAtom;
    expect([
      write('codex-mobile-step', 'x', epoch),
      write('codex-mobile-step', 'y', epoch + 1),
      write('theme', 'dark', epoch + 1),
      built.state.get([PAIRING_KEYS.atoms]),
    ]).toEqual([false, true, false, { 'codex-mobile-step': 'y' }]);
    await finish(built);
  });

  test('an app-server that dies is told and started again', async () => {
    const built = build('new');
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    built.appServer.die();
    expect(viewOf(built)).toEqual({ kind: 'problem', reason: 'app-server-failed' });
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(built.servers).toHaveLength(2);
    await finish(built);
  });
});

describe('a code', () => {
  test('is renewed on expiry, and a claim makes the setup complete', async () => {
    const built = build('new');
    const soon = Math.ceil(Date.now() / 1000);
    built.appServer.codes.unshift({
      pairingCode: 'first',
      manualPairingCode: null,
      environmentId: 'env_e_new_0',
      expiresAt: soon,
    });
    built.remoteControl.start();
    await vi.waitFor(() =>
      expect(viewOf(built)).toMatchObject({ url: expect.stringMatching(/=first$/) as string }),
    );
    await vi.waitFor(
      () => expect(viewOf(built)).toMatchObject({ url: expect.stringMatching(/=pairing-code$/) as string }),
      { timeout: 5000 },
    );
    built.appServer.claim();
    await vi.waitFor(() => expect(viewOf(built)).toEqual({ kind: 'connected' }));
    expect(built.state.get([PAIRING_KEYS.setupCompleted])).toBe(true);
    await finish(built);
  });

  test('is never shown where the app-server refuses one', async () => {
    const built = build('new');
    built.appServer.refuse('startPairing', 'mfa-required');
    const kinds = new Set<string>();
    built.remoteControl.onScreen(({ view }) => kinds.add(view.kind));
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built)).toEqual({ kind: 'problem', reason: 'mfa-required' }));
    expect([...kinds].toSorted()).toEqual(['checking', 'preparing', 'problem']);
    built.appServer.refuse('startPairing', null);
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    await finish(built);
  });
});

describe('the button', () => {
  test('does exactly what was shown, stops the app-server before it cleans up, and can be undone', async () => {
    const built = build('healthy');
    built.remoteControl.start();
    await vi.waitFor(() => expect(viewOf(built)).toEqual({ kind: 'connected' }));
    const proposed = await built.remoteControl.planRepair();
    if (proposed.kind !== 'proposed') throw new Error('no proposal');
    const { removals, token } = proposed.summary;
    expect(await built.remoteControl.repair(token, false)).toBeNull();
    expect(built.remoteControl.screen.outcome).toEqual({
      kind: 'repaired',
      requested: true,
      removed: removals.map(({ what, count }) => ({ what, count })),
    });
    expect(built.appServer.asked).toEqual(['stop']);
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(built.servers).toHaveLength(2);

    expect(built.remoteControl.undo()).toBeNull();
    expect(viewOf(built)).toEqual({ kind: 'restored' });
    const reading = built.state.read(MAIN_FILE);
    expect(reading).toEqual({ kind: 'read', value: healthyState(built.ids) });
    await built.remoteControl.check('resume');
    expect(built.state.read(MAIN_FILE)).toEqual(reading);
    await finish(built);
  });

  test('an old token, or a change of account in between, removes nothing', async () => {
    const built = build('healthy');
    await built.remoteControl.check('launch');
    const proposed = await built.remoteControl.planRepair();
    if (proposed.kind !== 'proposed') throw new Error('no proposal');
    const before = built.state.read(MAIN_FILE);
    expect(await built.remoteControl.repair('another-token', false)).toBe('state-changed');
    expect(await built.remoteControl.repair(proposed.summary.token, false)).toBe('state-changed');
    expect(built.state.read(MAIN_FILE)).toEqual(before);
    await finish(built);
  });

  test('works once at a time, and pairs anew after an undone repair when asked to', async () => {
    const built = build('healthy');
    await built.remoteControl.check('launch');
    const proposed = await built.remoteControl.planRepair();
    if (proposed.kind !== 'proposed') throw new Error('no proposal');
    const first = built.remoteControl.repair(proposed.summary.token, false);
    expect(await built.remoteControl.repair(proposed.summary.token, false)).toBe('state-changed');
    expect([await first, built.remoteControl.undo(), viewOf(built)]).toEqual([
      null,
      null,
      { kind: 'restored' },
    ]);
    expect(built.remoteControl.undo()).toBe('no-backup');
    expect(viewOf(built)).toEqual({ kind: 'restored' });
    built.remoteControl.beginPairing();
    expect(viewOf(built)).toEqual({ kind: 'preparing' });
    await vi.waitFor(() => expect(viewOf(built).kind).toBe('pairing'));
    await finish(built);
  });

  test('is neither undone nor overtaken by a new pairing while it is at work', async () => {
    const built = build('healthy');
    await built.remoteControl.check('launch');
    const proposed = await built.remoteControl.planRepair();
    if (proposed.kind !== 'proposed') throw new Error('no proposal');
    const repaired = built.remoteControl.repair(proposed.summary.token, false);
    const { view } = built.remoteControl.screen;
    expect(view.kind).toBe('repairing');
    expect(built.remoteControl.screen.canUndo).toBe(true);
    expect(built.remoteControl.undo()).toBe('state-changed');
    built.remoteControl.beginPairing();
    expect(built.remoteControl.screen.view).toEqual(view);
    expect([await repaired, built.remoteControl.undo()]).toEqual([null, null]);
    await finish(built);
  });

  test.each([
    ['no-backup', 'is gone', true],
    ['write-failed', 'cannot be put in place', false],
  ] as const)('says %s where the backup %s', async (reason, _, isGone) => {
    const built = build('stuck');
    await built.remoteControl.check('launch');
    const { codexHome, stateFile } = built.profile;
    if (isGone) {
      const backups = readdirSync(codexHome).filter((name) => name.includes('mobile-pairing-backup'));
      for (const name of backups) rmSync(join(codexHome, name));
    } else {
      rmSync(stateFile);
      mkdirSync(stateFile);
    }
    expect([built.remoteControl.undo(), viewOf(built)]).toEqual([reason, { kind: 'problem', reason }]);
    await finish(built);
  });

  test('is not offered where nothing could be enrolled afterwards', async () => {
    const built = build('healthy');
    backend.addFault({ endpoint: 'clients', status: 401, times: 1 });
    expect(await built.remoteControl.planRepair()).toEqual({ kind: 'impossible', reason: 'signed-out' });
    await finish(built);
  });
});
