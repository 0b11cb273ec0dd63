import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, inject, it } from 'vitest';
import { REPAIR_KEY, PAIRING_KEYS as KEYS, type JsonObject } from '../electron/main/globalState/index.ts';
import {
  enrollmentKey,
  enrollmentValue,
  unpairedState,
  type StoredIds,
} from '../testing/profiles/profile.ts';
import { writeTableRow } from '../testing/commandLine/tableRow.ts';
import { openScene, type Scene } from '../testing/commandLine/testBed.ts';
import { TIME_LIMIT_MS } from '../testing/timeLimit.ts';

const outboxOf = ({ profile }: Scene) =>
  (profile.readState()[REPAIR_KEY] as { outbox?: readonly { id: string }[] } | undefined)?.outbox?.map(
    ({ id }) => id,
  );
const deletionsOf = ({ backend }: Scene) => backend.requests().filter(({ method }) => method === 'DELETE');
const environmentsOf = ({ backend, accountId }: Scene) =>
  backend.account({ accountId }).environments.map(({ environmentId }) => environmentId);

const clientsOf = ({ backend, accountId }: Scene) => backend.account({ accountId }).clients.length;

/** Nothing is stored here; an earlier repair has left these at the server. */
function leave(scene: Scene, ids: readonly (readonly ['client' | 'environment', string])[]): void {
  const { profile, backend, accountId } = scene;
  const outbox = ids.map(([kind, id]) => ({ kind, id, accountId, baseUrl: backend.baseUrl, role: 'own' }));
  for (const file of ['main', 'mirror'] as const) {
    profile.writeState({ ...unpairedState(), [REPAIR_KEY]: { outbox } }, file);
  }
}

describe.concurrent('what an earlier repair has left', () => {
  it('is not deleted where the app-server has set it up again under the same id', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { backend, accountId, ids, run } = scene;
    backend.setOnline({ accountId, environmentId: ids.environmentId, online: false });
    leave(scene, [['environment', ids.environmentId]]);
    writeTableRow(scene, accountId);
    const { code, report } = await run('repair');
    expect([code, report.remote, deletionsOf(scene), outboxOf(scene)]).toEqual([0, [], [], []]);
    expect(environmentsOf(scene)).toEqual([ids.environmentId]);
  });

  it('is not deleted while it is online, and waits', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { ids, run } = scene;
    leave(scene, [
      ['environment', ids.environmentId],
      ['client', ids.clientId],
    ]);
    const { report } = await run('repair');
    expect([report.remote.map(({ outcome }) => outcome), deletionsOf(scene), outboxOf(scene)]).toEqual([
      ['queued', 'queued'],
      [],
      [ids.environmentId, ids.clientId],
    ]);
    expect([report.status, report.message]).toEqual([
      'not-enrolled',
      expect.stringContaining('2 of 2 could not be deleted at the server yet and are kept'),
    ]);
    const { message } = (await run('repair', '--lang', 'de')).report;
    expect(message).toContain('2 von 2 konnten auf dem Server noch nicht gelöscht werden');
  });

  it('is planned, and deleted, without a word about this computer', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { backend, accountId, run } = scene;
    backend.addEnvironment({ accountId, environmentId: 'env_e_left', online: false });
    leave(scene, [['environment', 'env_e_left']]);
    const plan = await run('repair', '--dry-run');
    const repair = await run('repair');
    expect([plan, repair].map(({ report }) => [report.status, report.changes, report.message])).toEqual([
      [
        'not-enrolled',
        [],
        "This computer isn't set up for a phone yet. A repair would ask the server to delete 1 entry there.",
      ],
      ['repaired', [], 'Fixed: what was left over at the server was deleted there.'],
    ]);
    expect(repair.report.remote).toEqual([{ kind: 'environment', id: 'env_e_left', outcome: 'deleted' }]);
  });

  it.for(['404', '503'])(
    'is not called deleted after a %s while the list has it',
    async (status, { onTestFinished }) => {
      const scene = await openScene(onTestFinished, { isHealthy: true });
      const { backend, accountId, ids, run } = scene;
      backend.setOnline({ accountId, environmentId: ids.environmentId, online: false });
      leave(scene, [['environment', ids.environmentId]]);
      scene.fault('delete-environment', { status: Number(status), body: { detail: 'Not Found' } });
      const { report } = await run('repair');
      expect([report.remote.map(({ outcome }) => outcome), outboxOf(scene)]).toEqual([
        ['queued'],
        [ids.environmentId],
      ]);
      // The server did it all the same, and only its answer was lost.
      backend.deleteEnvironment({ accountId, environmentId: ids.environmentId });
      const next = await run('repair');
      expect([next.report.remote.map(({ outcome }) => outcome), outboxOf(scene)]).toEqual([['deleted'], []]);
    },
  );

  it('is no crash where no address can name it, in the outbox and stored', async ({ onTestFinished }) => {
    const half = 'half-\ud800';
    const withHalf = (ids: StoredIds): JsonObject => ({
      ...unpairedState(),
      [KEYS.clientEnrollments]: { [enrollmentKey(ids)]: enrollmentValue({ ...ids, clientId: half }) },
      [KEYS.environmentId]: half,
      [REPAIR_KEY]: {
        outbox: ['client', 'environment'].map((kind) => ({
          kind,
          id: `${half}-2`,
          accountId: 'acct',
          baseUrl: ids.baseUrl,
        })),
      },
    });
    const scene = await openScene(onTestFinished, {
      state: (ids) => JSON.stringify(withHalf(ids)).replaceAll('"acct"', '"ACCOUNT"'),
    });
    for (const file of ['main', 'mirror'] as const) {
      const text = JSON.stringify(scene.profile.readState(file)).replaceAll(
        '"ACCOUNT"',
        `"${scene.accountId}"`,
      );
      scene.profile.writeState(text, file);
    }
    const runs = [await scene.run('repair'), await scene.run('repair', '--full'), await scene.run('repair')];
    expect(runs.map(({ code, stderr }) => [code === 1, stderr])).toEqual(runs.map(() => [false, '']));
    expect([outboxOf(scene), deletionsOf(scene)]).toEqual([[], []]);
  });
});

describe.concurrent('a full repair that the server slows down', () => {
  it('tells exactly what was deleted and how much is left, and the next one does the rest', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { state: null });
    const { backend, accountId, run } = scene;
    scene.profile.writeState(unpairedState());
    for (let count = 0; count < 100; count += 1) {
      const createdAt = Date.now() - 60 * 60_000;
      const clientId = `p-${count}`;
      backend.addClient({ accountId, clientId, enrollmentStatus: 'pending_enrollment', createdAt });
    }
    scene.fault('delete-client', {
      nth: { from: 40, to: 1000 },
      status: 429,
      headers: { 'retry-after': '600' },
    });
    const { code, report } = await run('repair', '--full');
    const outcomes = report.remote.map(({ outcome }) => outcome);
    const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
    expect([code, report.status, count('deleted'), count('queued'), outboxOf(scene)?.length]).toEqual([
      0,
      'repaired',
      39,
      61,
      61,
    ]);
    expect(backend.account({ accountId }).clients).toHaveLength(61);
    expect(report.message).toMatch(/61 of 100 could not be deleted at the server yet.* Wait \d+ s/);

    backend.clearFaults();
    const next = await run('repair');
    expect([next.report.remote.length, outboxOf(scene), backend.account({ accountId }).clients]).toEqual([
      61,
      [],
      [],
    ]);
  });
});

const LONG_AGO = Date.now() - 2 * 60 * 60 * 1000;

async function openCrowd(onTestFinished: Parameters<typeof openScene>[0], phones: number): Promise<Scene> {
  const scene = await openScene(onTestFinished, { state: () => unpairedState() });
  const { backend, accountId } = scene;
  for (let count = 0; count < phones; count += 1) {
    const pending = { enrollmentStatus: 'pending_enrollment', createdAt: LONG_AGO } as const;
    backend.addClient({ accountId, clientId: `p-${count}`, ...pending });
  }
  return scene;
}

describe.concurrent('a full repair that ends in the middle of the clean-up', () => {
  it('by its time-out keeps the rest for the next one, and says so', async ({ onTestFinished }) => {
    const scene = await openCrowd(onTestFinished, 60);
    scene.fault('delete-client', { nth: { from: 11, to: 5000 }, hang: true });
    const { code, report } = await scene.run('repair', '--full', '--timeout', '10');
    const left = report.remote.filter(({ outcome }) => outcome === 'queued').length;
    expect([code, report.status, left > 0, left < 60, outboxOf(scene)?.length]).toEqual([
      0,
      'repaired',
      true,
      true,
      left,
    ]);
    scene.backend.clearFaults();
    await scene.run('repair');
    expect([outboxOf(scene), clientsOf(scene)]).toEqual([[], 0]);
  });

  it('by SIGKILL leaves nothing that the next one does not finish', async ({ onTestFinished }) => {
    const scene = await openCrowd(onTestFinished, 60);
    scene.fault('delete-client', { nth: { from: 5, to: 5000 }, hold: true });
    const child = spawn(
      process.execPath,
      [inject('commandLine'), '--codex-home', scene.profile.codexHome, 'repair', '--full', '--json'],
      { stdio: 'ignore' },
    );
    let asked = 0;
    await scene.backend.waitForRequest(
      ({ endpoint }) => endpoint === 'delete-client' && (asked += 1) === 5,
      TIME_LIMIT_MS,
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    scene.backend.clearFaults();
    const { code, report } = await scene.run('repair');
    expect([code, report.remote.every(({ outcome }) => outcome === 'deleted')]).toEqual([0, true]);
    expect([outboxOf(scene), clientsOf(scene)]).toEqual([[], 0]);
  });

  it('after more phones than an account will ever have leaves none of them behind', async ({
    onTestFinished,
  }) => {
    const scene = await openCrowd(onTestFinished, 1500);
    scene.fault('delete-client', {
      nth: { from: 101, to: 5000 },
      status: 429,
      headers: { 'retry-after': '600' },
    });
    const { report } = await scene.run('repair', '--full', '--timeout', '600');
    const left = report.remote.filter(({ outcome }) => outcome === 'queued').length;
    expect([left, outboxOf(scene)?.length]).toEqual([1400, 1400]);
    scene.backend.clearFaults();
    await scene.run('repair', '--timeout', '600');
    expect([outboxOf(scene), clientsOf(scene)]).toEqual([[], 0]);
  });
});

describe.concurrent('a copied computer', () => {
  it('that comes online during the repair: what it uses is left at the server', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { backend, accountId, ids, run } = scene;
    const { environmentId } = ids;
    backend.setOnline({ accountId, environmentId, online: false });
    scene.fault('environments', { nth: 2, hold: true });
    let seen = 0;
    const comeOnline = async () => {
      await backend.waitForRequest(({ endpoint }) => endpoint === 'environments' && (seen += 1) === 2);
      backend.setOnline({ accountId, environmentId, online: true });
      backend.clearFaults();
    };
    const [{ report }] = await Promise.all([run('repair', '--full'), comeOnline()]);
    expect([report.remote.map(({ outcome }) => outcome), deletionsOf(scene)]).toEqual([
      ['queued', 'queued'],
      [],
    ]);
  });
});
