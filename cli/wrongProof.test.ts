import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { PAIRING_KEYS as KEYS, type JsonObject } from '../electron/main/globalState/index.ts';
import { enrollmentValue, stuckState, type StoredIds } from '../testing/profiles/profile.ts';
import { filesOf, host, stateOf } from '../testing/commandLine/states.ts';
import { openScene, type Scene } from '../testing/commandLine/testBed.ts';

const underKey = (ids: StoredIds, key: string, accountUserId = ids.accountUserId): JsonObject => ({
  ...stuckState(ids),
  [KEYS.clientEnrollments]: { [key]: enrollmentValue({ clientId: ids.clientId, accountUserId }) },
});
const keyOf = (baseUrl: string, user: string) =>
  ['Codex Desktop', 'http://localhost:8000/api', baseUrl, user].join('\n');

const ofAnotherUser = (ids: StoredIds) => underKey(ids, keyOf(ids.baseUrl, 'user-2'), 'user-2');

/** A row of the app-server's table in `folder`. */
function writeRow({ ids }: Scene, folder: string, accountId: string, serverName = hostname()): void {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'state_5.sqlite'));
  database.exec(
    `CREATE TABLE remote_control_enrollments
     (websocket_url TEXT, account_id TEXT, environment_id TEXT, server_name TEXT, updated_at INTEGER)`,
  );
  const socket = `${ids.baseUrl.replace('http', 'ws')}/wham/remote/control/server`;
  database
    .prepare('INSERT INTO remote_control_enrollments VALUES (?, ?, ?, ?, 1700000000)')
    .run(socket, accountId, ids.environmentId, serverName);
  database.close();
}

describe.concurrent('faults 1, 2 and 5: what is stored is another account’s', () => {
  it.for<[string, (ids: StoredIds) => JsonObject]>([
    [
      'by the workspace in its map key alone',
      (ids) => underKey(ids, keyOf(ids.baseUrl, `${ids.accountUserId}__another`)),
    ],
    ['by its user', ofAnotherUser],
    ['by its service', (ids) => underKey(ids, keyOf('https://chatgpt.com/backend-api', ids.accountUserId))],
  ])('%s: nothing changes, exit 0, and it is told', async ([, state], { onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state });
    const before = filesOf(scene);
    const runs = [await scene.run('check'), await scene.run('repair')];
    expect(runs.map(({ code, report }) => [code, report.status, report.reason])).toEqual([
      [0, 'healthy', 'other-account'],
      [0, 'nothing-to-repair', 'other-account'],
    ]);
    const kinds = new Set(runs.flatMap(({ report }) => report.findings.map(({ kind }) => kind)));
    expect([[...kinds], filesOf(scene)]).toEqual([['other-account'], before]);
  });

  it('but an environment that the app-server calls ours is healed', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state: ofAnotherUser });
    writeRow(scene, scene.profile.codexHome, scene.accountId);
    const { report } = await scene.run('repair');
    const left = stateOf(scene);
    expect([report.status, left[KEYS.environmentId], KEYS.clientEnrollments in left]).toEqual([
      'repaired',
      undefined,
      true,
    ]);
  });
});

it('fault 4: a table where CODEX_SQLITE_HOME says names another account', async ({ onTestFinished }) => {
  const scene = await openScene(onTestFinished);
  const elsewhere = join(scene.profile.codexHome, 'elsewhere');
  writeRow(scene, elsewhere, 'another');
  const { report } = await scene.runAs({ env: { CODEX_SQLITE_HOME: elsewhere } }, 'repair');
  expect([report.status, stateOf(scene)[KEYS.environmentId]]).toEqual(['repaired', scene.ids.environmentId]);
});

it('fault 6: a configuration that Codex rejects names the service all the same', async ({
  onTestFinished,
}) => {
  const scene = await openScene(onTestFinished);
  const config = `model = 5\nprofile = "x"\n${scene.text('config.toml')}`;
  writeFileSync(join(scene.profile.codexHome, 'config.toml'), config);
  expect((await scene.run('check')).report.status).toBe('stale');
});

describe.concurrent('fault 7: lists that prove nothing', () => {
  it.for<[string, object]>([
    ['tells of more', { body: { items: [], cursor: null, has_more: true } }],
    ['tells of errors', { body: { items: [], cursor: null, errors: ['shard'] } }],
    ['is of a cache', { headers: { age: '7200' } }],
    ['is of a cache that tells no age', { headers: { 'x-cache': 'TCP_MEM_HIT from a23-1' } }],
    ['is one answer twice', { headers: { 'x-request-id': 'the-same' } }],
    ['is one answer twice, by its other name', { headers: { 'x-oai-request-id': 'the-same' } }],
    ['tells of more in its headers', { headers: { link: '</more>; rel="next"' } }],
  ])('an environment list that %s keeps the environment', async ([, fault], { onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    scene.fault('environments', fault);
    const { code, report } = await scene.run('repair');
    expect([code, report.reason, stateOf(scene)[KEYS.environmentId]]).toEqual([
      4,
      'incomplete-list',
      scene.ids.environmentId,
    ]);
  });
});

it('fault 13: the first computer is online under the copied state, and nothing of it is deleted', async ({
  onTestFinished,
}) => {
  const scene = await openScene(onTestFinished, { isHealthy: true });
  const { backend, accountId, ids, run } = scene;
  backend.addEnvironment({
    accountId,
    environmentId: ids.environmentId,
    installationId: ids.installationId,
    hostName: 'the-first',
    online: true,
  });
  const before = filesOf(scene);
  const runs = [await run('check'), await run('repair', '--full')];
  expect(runs.map(({ code, report }) => [code, report.status, report.reason])).toEqual([
    [5, 'blocked', 'clone-suspected'],
    [5, 'blocked', 'clone-suspected'],
  ]);
  expect([filesOf(scene), backend.requests().filter(({ method }) => method === 'DELETE')]).toEqual([
    before,
    [],
  ]);
});

it('fault 14: a new environment under a name that our own row has is this computer: the old one goes', async ({
  onTestFinished,
}) => {
  const scene = await openScene(onTestFinished);
  const { backend, accountId, ids, run } = scene;
  writeRow(
    { ...scene, ids: { ...ids, environmentId: 'env_e_new' } },
    scene.profile.codexHome,
    accountId,
    'Mac-Air.local',
  );
  const { installationId } = ids;
  backend.addEnvironment({
    accountId,
    environmentId: 'env_e_new',
    installationId,
    hostName: 'Mac-Air.local',
    online: true,
  });
  const { report } = await run('repair');
  expect([report.status, report.reason, stateOf(scene)[KEYS.environmentId]]).toEqual([
    'repaired',
    null,
    undefined,
  ]);
});

it('fault 15: a phone of another computer does not hide that none is left for this one', async ({
  onTestFinished,
}) => {
  const scene = await openScene(onTestFinished, { isHealthy: true });
  const { backend, accountId, run } = scene;
  backend.addClient({ accountId, clientId: 'rcc_phone_0123456789', environmentIds: ['env_e_other'] });
  const { report } = await run('check');
  expect([report.status, new Set(report.findings.map(({ kind }) => kind))]).toEqual([
    'stale',
    new Set(['setup-flag-stale']),
  ]);
});

describe.concurrent('faults 27 and 28: what goes with the pairing, and what does not', () => {
  it('a choice for a host that stays is kept; the third flag and the remembered dead host go', async ({
    onTestFinished,
  }) => {
    const kept = {
      'permission-selection-by-host-id:remote-control:env_e_friend': 'full-access',
      [`thread-client-id-v1:${encodeURIComponent(host('env_e_friend'))}%3Athread-1`]: 'c-1',
      'host-id-remote-control-allowed': { 'build-box': true, [host('env_e_friend')]: false },
    };
    const scene = await openScene(onTestFinished, {
      state: (ids) => ({
        ...stuckState(ids),
        'has-completed-codex-mobile-setup': true,
        'host-id-remote-control-allowed': [host(ids.environmentId), 'build-box'],
        [KEYS.atoms]: {
          ...kept,
          [`permission-selection-by-host-id:${host(ids.environmentId)}`]: 'full-access',
          'selected-remote-host-id': host(ids.environmentId),
        },
      }),
    });
    const { accountId, backend, ids, run } = scene;
    backend.addEnvironment({ accountId, environmentId: 'env_e_friend' });
    expect((await run('repair')).report.status).toBe('repaired');
    const left = stateOf(scene);
    expect([left[KEYS.atoms], left['has-completed-codex-mobile-setup']]).toEqual([kept, undefined]);
    expect(left['host-id-remote-control-allowed']).toEqual([host(ids.environmentId), 'build-box']);
  });

  it('fault 35: values of any depth are read and kept', async ({ onTestFinished }) => {
    const depth = 4000;
    const deep = `${'['.repeat(depth)}"env_e_deep"${']'.repeat(depth)}`;
    const state = (ids: StoredIds) =>
      JSON.stringify({
        ...stuckState(ids),
        [KEYS.selectedHostId]: 'DEEP',
        [KEYS.atoms]: { 'remote-control-deep': 'DEEP', theme: 'dark' },
      }).replaceAll('"DEEP"', deep);
    const scene = await openScene(onTestFinished, { state, mirror: null });
    expect([(await scene.run('check')).code, (await scene.run('repair')).report.status]).toEqual([
      3,
      'repaired',
    ]);
    expect(scene.text('.codex-global-state.json').split(deep).length).toBe(3);
  });
});
