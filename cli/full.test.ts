import { describe, expect, it } from 'vitest';
import { stuckState, unpairedState, type StoredIds } from '../testing/profiles/profile.ts';
import {
  isJsonObject,
  type JsonObject,
  PAIRING_KEYS as KEYS,
  REPAIR_KEY,
} from '../electron/main/globalState/index.ts';
import { openScene, type Scene, type SceneOptions } from '../testing/commandLine/testBed.ts';
import { filesOf, healed, stateOf } from '../testing/commandLine/states.ts';

/** Older than any pairing code that is still good. */
const HOUR_MS = 60 * 60_000;
const OTHERS = ['c-other-phone', 'c-other-desktop'];

/** A healthy setup among other devices of the account, with phones that never finished. */
async function openBusyScene(
  onTestFinished: Parameters<typeof openScene>[0],
  pending: number,
  options: SceneOptions = { isHealthy: true },
): Promise<Scene> {
  const scene = await openScene(onTestFinished, options);
  const { backend, accountId, ids } = scene;
  if (options.isHealthy) backend.setOnline({ accountId, environmentId: ids.environmentId, online: false });
  for (const clientId of OTHERS) backend.addClient({ accountId, clientId });
  backend.addEnvironment({ accountId, environmentId: 'e-other', online: true });
  for (let count = 0; count < pending; count += 1) {
    const clientId = `p-${count}`;
    backend.addClient({
      accountId,
      clientId,
      enrollmentStatus: 'pending_enrollment',
      createdAt: Date.now() - HOUR_MS,
    });
  }
  return scene;
}

const leftAtServer = ({ backend, accountId }: Scene) => {
  const { clients, environments } = backend.account({ accountId });
  return [clients.map(({ clientId }) => clientId), environments.map(({ environmentId }) => environmentId)];
};
const deletionsOf = ({ backend }: Scene) => backend.requests().filter(({ method }) => method === 'DELETE');
const outboxOf = ({ profile }: Scene) => {
  const record = profile.readState()[REPAIR_KEY] as { outbox: readonly { id: string }[] } | undefined;
  return record?.outbox.map(({ id }) => id);
};

/** With an atom that names the environment, and one that has nothing to do with it. */
const withAtoms = (ids: StoredIds): JsonObject => ({
  ...stuckState(ids),
  [KEYS.atoms]: { 'remote-control-of': { environment: ids.environmentId }, theme: 'dark' },
});

const leftovers = (): JsonObject => ({
  ...unpairedState(),
  [KEYS.installationId]: 'left',
  [KEYS.atoms]: { 'codex-mobile-left': 1, theme: 'dark' },
});

describe.concurrent('a full repair', () => {
  it('takes this computer away, here and at the server, with the phones that never finished, and no other', async ({
    onTestFinished,
  }) => {
    const scene = await openBusyScene(onTestFinished, 3);
    const { ids } = scene;
    const dry = await scene.run('repair', '--full', '--dry-run');
    const { code, report } = await scene.run('repair', '--full');
    const remote = [
      ['client', ids.clientId],
      ['environment', ids.environmentId],
      ['client', 'p-0'],
      ['client', 'p-1'],
      ['client', 'p-2'],
    ];
    expect([code, report.status, report.reason, report.findings.map(({ kind }) => kind)]).toEqual([
      0,
      'repaired',
      null,
      ['pending-client', 'pending-client', 'pending-client'],
    ]);
    expect(report.remote).toEqual(remote.map(([kind, id]) => ({ kind, id, outcome: 'deleted' })));
    expect([dry.code, dry.report.changes, new Set(dry.report.remote)]).toEqual([
      0,
      report.changes,
      new Set(remote.map(([kind, id]) => ({ kind, id, outcome: 'planned' }))),
    ]);
    expect([stateOf(scene), stateOf(scene, 'mirror'), outboxOf(scene)]).toEqual([
      healed(ids),
      healed(ids),
      [],
    ]);
    expect(leftAtServer(scene)).toEqual([['rcc_phone_0123456789', ...OTHERS], ['e-other']]);
    expect(scene.text('installation_id')).toBe(ids.installationId);
    expect(report.message).toBe("Fixed: this computer's mobile setup was reset.");
  });

  it('lists every change of the files, and makes no other', async ({ onTestFinished }) => {
    const scene = await openBusyScene(onTestFinished, 0, { isHealthy: true, state: withAtoms });
    const before = { main: stateOf(scene), mirror: stateOf(scene, 'mirror') };
    const { report } = await scene.run('repair', '--full');
    for (const [file, name] of [
      ['main', '.codex-global-state.json'],
      ['mirror', '.codex-global-state.json.bak'],
    ] as const) {
      const listed = report.changes
        .filter((change) => change.file === name)
        .map(({ path }) => path.join('/'));
      expect(new Set(listed)).toEqual(new Set(differences(before[file], stateOf(scene, file))));
    }
  });

  it('is refused where the server cannot be worked with, and then takes nothing away', async ({
    onTestFinished,
  }) => {
    const scene = await openBusyScene(onTestFinished, 1);
    scene.fault('clients', { status: 403, body: { detail: 'Multi-factor authentication required' } });
    const before = filesOf(scene);
    const runs = [await scene.run('repair', '--full'), await scene.run('repair', '--full', '--dry-run')];
    expect(runs.map(({ code, report }) => [code, report.status, report.reason, report.changes])).toEqual(
      runs.map(() => [5, 'blocked', 'mfa-required', []]),
    );
    expect([filesOf(scene), deletionsOf(scene)]).toEqual([before, []]);
  });

  it('settles what lists could not', async ({ onTestFinished }) => {
    const scene = await openBusyScene(onTestFinished, 0);
    scene.fault('environments', { body: { items: [], cursor: 'again' } });
    const { code, report } = await scene.run('repair', '--full');
    expect([code, report.status, stateOf(scene)]).toEqual([0, 'repaired', healed(scene.ids)]);
  });

  it('of a computer that is not set up removes the phones that never finished, and makes no file', async ({
    onTestFinished,
  }) => {
    const scene = await openBusyScene(onTestFinished, 2, { state: null });
    const before = filesOf(scene);
    const { code, report } = await scene.run('repair', '--full');
    expect([code, report.status, report.remote.map(({ id, outcome }) => `${id} ${outcome}`)]).toEqual([
      0,
      'repaired',
      ['p-0 deleted', 'p-1 deleted'],
    ]);
    expect([filesOf(scene), leftAtServer(scene)]).toEqual([before, [OTHERS, ['e-other']]]);
  });

  it('removes the atoms and the copy of the identity that are all that is left', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { state: leftovers, mirror: null });
    const { report } = await scene.run('repair', '--full');
    expect([report.status, stateOf(scene)]).toEqual([
      'repaired',
      { ...unpairedState(), [KEYS.atoms]: { theme: 'dark' } },
    ]);
  });

  it('without a new identity leaves none behind, and with one makes none where there is none', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { installationId: null });
    const { report } = await scene.run('repair', '--full', '--new-identity');
    const names = scene.names().filter((name) => name.includes('installation_id'));
    expect([report.status, report.changes.some(({ file }) => file === 'installation_id'), names]).toEqual([
      'repaired',
      false,
      [],
    ]);
  });
});

describe.concurrent('the clean-up at the server', () => {
  it('has never more than eight deletions under way', async ({ onTestFinished }) => {
    const scene = await openBusyScene(onTestFinished, 40);
    const eachTakes = 150;
    scene.fault('delete-client', { delayMs: eachTakes });
    await scene.run('repair', '--full');
    const times = deletionsOf(scene)
      .filter(({ endpoint }) => endpoint === 'delete-client')
      .map(({ at }) => at);
    const atOnce = times.map(
      (time) => times.filter((other) => other >= time && other < time + eachTakes).length,
    );
    expect([times.length, Math.max(...atOnce) <= 8]).toEqual([41, true]);
  });

  it('waits as long as the server asks', async ({ onTestFinished }) => {
    const scene = await openBusyScene(onTestFinished, 12);
    scene.fault('delete-client', { nth: 2, status: 429, headers: { 'retry-after': '1' } });
    const { report } = await scene.run('repair', '--full');
    expect(report.remote.every(({ outcome }) => outcome === 'deleted')).toBe(true);
    const refused = deletionsOf(scene).find(({ status }) => status === 429)?.at ?? 0;
    const again = deletionsOf(scene).at(-1)?.at ?? 0;
    expect(again - refused).toBeGreaterThanOrEqual(1000);
  });

  it('takes a bare 404 for nothing while the list has the phone, keeps what failed, and the next repair does it', async ({
    onTestFinished,
  }) => {
    const scene = await openBusyScene(onTestFinished, 4);
    const { backend, accountId, run } = scene;
    scene.fault('DELETE /wham/remote/control/clients/p-1', { status: 404, body: { detail: 'Not Found' } });
    scene.fault('DELETE /wham/remote/control/clients/p-2', { status: 403, body: { detail: 'Not now' } });
    scene.fault('DELETE /wham/remote/control/clients/p-3', { drop: true });
    const { code, report } = await run('repair', '--full');
    const phones = report.remote
      .filter(({ id }) => id.startsWith('p-'))
      .map(({ id, outcome }) => `${id} ${outcome}`);
    expect([code, phones, outboxOf(scene)]).toEqual([
      0,
      ['p-0 deleted', 'p-1 queued', 'p-2 queued', 'p-3 queued'],
      ['p-1', 'p-2', 'p-3'],
    ]);
    expect(report.message).toContain('kept for the next repair');

    backend.clearFaults();
    backend.addClient({ accountId, clientId: 'p-3', enrollmentStatus: 'enrolled_device_key' });
    backend.clearRequests();
    const next = await run('repair');
    expect([next.report.status, next.report.remote, outboxOf(scene)]).toEqual([
      'repaired',
      ['p-1', 'p-2'].map((id) => ({ kind: 'client', id, outcome: 'deleted' })),
      [],
    ]);
    // `p-3` has finished enrolling in the meantime: it is a phone of this person now.
    expect(deletionsOf(scene).map(({ path }) => path.split('/').at(-1))).toEqual(['p-1', 'p-2']);
  });

  it('leaves everything alone while the environment is held online, and never deletes one that is used again', async ({
    onTestFinished,
  }) => {
    const scene = await openBusyScene(onTestFinished, 1);
    const { backend, accountId, ids, profile, run } = scene;
    backend.setOnline({ accountId, environmentId: ids.environmentId, online: true });
    const { report } = await run('repair', '--full');
    expect(report.remote.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      `${ids.clientId} queued`,
      `${ids.environmentId} queued`,
      'p-0 queued',
    ]);
    // The same computer enrolls again and is given the same environment.
    profile.writeState({ ...profile.readState(), [KEYS.environmentId]: ids.environmentId });
    const next = await run('repair');
    expect([next.report.status, next.report.remote, leftAtServer(scene)[1]]).toEqual([
      'repaired',
      [ids.clientId, 'p-0'].map((id) => ({ kind: 'client', id, outcome: 'deleted' })),
      [ids.environmentId, 'e-other'],
    ]);
    expect([outboxOf(scene), profile.readState()[KEYS.environmentId]]).toEqual([[], ids.environmentId]);
  });

  it('is for its own account: an outbox of another one waits', async ({ onTestFinished }) => {
    const waiting = [
      { kind: 'client', id: 'p-theirs', accountId: 'other', baseUrl: 'https://chatgpt.com/backend-api' },
    ];
    const state = (ids: StoredIds): JsonObject => ({ ...stuckState(ids), [REPAIR_KEY]: { outbox: waiting } });
    const scene = await openScene(onTestFinished, { state });
    const { report } = await scene.run('repair');
    expect([report.status, report.remote, outboxOf(scene), deletionsOf(scene)]).toEqual([
      'repaired',
      [],
      ['p-theirs'],
      [],
    ]);
  });
});

/** The paths, two keys deep, at which two states differ. */
function differences(before: JsonObject, after: JsonObject): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const [one, other] = [before[key], after[key]];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    return isJsonObject(one) && isJsonObject(other)
      ? differences(one, other).map((path) => `${key}/${path}`)
      : [key];
  });
}
