import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stuckState, type StoredIds } from '../testing/profiles/profile.ts';
import {
  MAIN_FILE,
  MIRROR_FILE,
  type JsonObject,
  PAIRING_KEYS as KEYS,
  REPAIR_KEY,
} from '../electron/main/globalState/index.ts';
import { version } from '../package.json' with { type: 'json' };
import { openScene, without } from '../testing/commandLine/testBed.ts';
import { filesOf, healed, host, pathsOf, stateOf } from '../testing/commandLine/states.ts';

/**
 * The worked cases, each as a process of its own on a real folder against a real backend. Elsewhere: the QR code of A1 and
 * A2, the code and the window of A15, and the shared check of A27 in one process (`setup/remoteControl.test.ts` and the
 * end-to-end specs); A22 (`globalState/crash.test.ts`); the app-server's own 409 of A23 (`setup/`).
 */
describe.concurrent('A1: a stuck setup', () => {
  it('is found by check and healed by repair in file and mirror, and nothing else is touched', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const { ids, run } = scene;
    const check = await run('check');
    expect([check.code, check.report.status, check.report.reason, check.report.changes]).toEqual([
      3,
      'stale',
      null,
      [],
    ]);
    const found = (file: string) =>
      [
        ['client-gone', ids.clientId, KEYS.clientEnrollments],
        ['environment-gone', ids.environmentId, KEYS.environmentId],
        ['pointer-gone', ids.environmentId, KEYS.selectedHostId],
        ['pointer-gone', ids.environmentId, KEYS.autoConnectByHostId],
        ['pointer-gone', ids.environmentId, KEYS.addedEnvironmentIds],
        ['setup-flag-stale', KEYS.setupCompleted, KEYS.setupCompleted],
        ['setup-flag-stale', KEYS.hasConnectedDevice, KEYS.hasConnectedDevice],
        ['setup-flag-stale', KEYS.hasCompletedSetup, KEYS.hasCompletedSetup],
      ].map(([kind, id, key]) => ({ kind, id, where: `${file}: ${key}` }));
    expect(check.report.findings).toEqual([...found(MAIN_FILE), ...found(MIRROR_FILE)]);

    const before = readFileSync(scene.profile.stateFile);
    const repair = await run('repair');
    const changes = (file: string) => [
      ...pathsOf(ids).map((path) => ({ file, path, op: 'remove' })),
      { file, path: [KEYS.addedEnvironmentIds], op: 'set' },
    ];
    const { backup, message, nextStep, diagnostics, ...report } = repair.report;
    expect([repair.code, report]).toEqual([
      0,
      {
        schemaVersion: 1,
        version,
        command: 'repair',
        status: 'repaired',
        reason: null,
        findings: check.report.findings,
        changes: [...changes(MAIN_FILE), ...changes(MIRROR_FILE)],
        remote: [],
      },
    ]);
    expect([message, nextStep, diagnostics].every(Boolean)).toBe(true);
    expect([stateOf(scene), stateOf(scene, 'mirror')]).toEqual([healed(ids), healed(ids)]);
    expect(readFileSync(backup ?? '')).toEqual(before);
    expect(scene.backend.requests().some(({ method }) => method === 'DELETE')).toBe(false);
  });

  it('is told by a dry run exactly as the repair then does it, and nothing is written', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const before = scene.snapshot();
    const dry = await scene.run('repair', '--dry-run');
    expect([dry.code, dry.report.status, dry.report.backup, scene.snapshot()]).toEqual([
      3,
      'stale',
      null,
      before,
    ]);
    const { report } = await scene.run('repair');
    expect(dry.report.changes).toEqual(report.changes);
  });
});

const afterUpdate = (ids: StoredIds): JsonObject => ({
  ...stuckState(ids),
  [KEYS.selectedHostId]: host('eOld'),
  [KEYS.autoConnectByHostId]: { [host('eOld')]: true, [host(ids.environmentId)]: false },
  [KEYS.addedEnvironmentIds]: ['eOld', ids.environmentId],
  'remote-projects': [{ hostId: host('eOld'), remotePath: '/work' }],
});

describe.concurrent('A12: pointers after an update', () => {
  it('go where they name what is gone; user data keeps its names', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true, state: afterUpdate });
    const { ids } = scene;
    const { report } = await scene.run('repair');
    expect([report.status, new Set(report.findings.map(({ kind, id }) => `${kind} ${id}`))]).toEqual([
      'repaired',
      new Set(['pointer-gone eOld']),
    ]);
    expect(stateOf(scene)).toEqual({
      ...without(afterUpdate(ids), [KEYS.selectedHostId], [KEYS.autoConnectByHostId, host('eOld')]),
      [KEYS.addedEnvironmentIds]: [ids.environmentId],
    });
  });
});

describe.concurrent('phones that have not finished', () => {
  it('A15: are told and left alone while the setup is alive', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { accountId, backend } = scene;
    backend.addClient({ accountId, clientId: 'c-pending', enrollmentStatus: 'pending_enrollment' });
    const before = scene.snapshot();
    const { code, report } = await scene.run('check');
    expect([code, report.status, report.findings, scene.snapshot()]).toEqual([
      0,
      'healthy',
      [{ kind: 'pending-client', id: 'c-pending', where: 'account' }],
      before,
    ]);
  });

  it('A16: are no phones: the setup starts from the beginning, and they stay', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { accountId, backend, ids } = scene;
    backend.addClient({ accountId, clientId: 'c-pending', enrollmentStatus: 'pending_enrollment' });
    const { report } = await scene.run('repair');
    expect([report.status, report.remote, stateOf(scene)]).toEqual(['repaired', [], healed(ids)]);
    expect(backend.account({ accountId }).clients.length).toBe(1);
  });
});

const staleState = (ids: StoredIds) => stuckState({ ...ids, clientId: 'c-old', environmentId: 'e-old' });
const large = (ids: StoredIds) =>
  stuckState(ids, { projects: 2000, extras: { odd: [1e-7, null, { '': '\u2028' }] } });
/** As an editor on Windows would save it. */
const largeText = (ids: StoredIds) =>
  `\uFEFF${JSON.stringify(large(ids), null, '\t').replaceAll('\n', '\r\n')}\r\n`;

describe.concurrent('the files', () => {
  it('A20: old values in the mirror alone are taken out of it, and the main file keeps its bytes', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true, mirror: staleState });
    const { ids, run } = scene;
    const { report } = await run('repair');
    expect(new Set(report.changes.map(({ file }) => file))).toEqual(new Set([MIRROR_FILE]));
    expect([stateOf(scene), stateOf(scene, 'mirror'), report.backup?.includes(MAIN_FILE)]).toEqual([
      stuckState(ids),
      healed({ ...ids, environmentId: 'e-old' }),
      true,
    ]);
    expect((await run('check')).report.status).toBe('healthy');
  });

  it('A21: only the intended paths change in a large file, and restore brings every byte back', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { state: largeText });
    const { run, ids, profile } = scene;
    const before = [readFileSync(profile.stateFile), readFileSync(profile.mirrorFile)];
    expect((await run('repair')).report.status).toBe('repaired');
    const after = readFileSync(profile.stateFile, 'utf8');
    const state = JSON.parse(after.slice(1)) as JsonObject;
    expect([after[0], after.endsWith('}\r\n'), /[^\r]\n/.test(after)]).toEqual(['\uFEFF', true, false]);
    const { [REPAIR_KEY]: _, ...rest } = state;
    expect(rest).toEqual({ ...without(large(ids), ...pathsOf(ids)), [KEYS.addedEnvironmentIds]: [] });
    expect(Object.keys(rest)).toEqual(Object.keys(without(large(ids), ...pathsOf(ids))));
    const restored = await run('restore');
    expect([restored.code, restored.report.status]).toEqual([0, 'restored']);
    expect([readFileSync(profile.stateFile), readFileSync(profile.mirrorFile)]).toEqual(before);
  });
});

describe.concurrent('A25: a repair that did not help', () => {
  it('is not repeated: nothing is left here, and that is said', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    await scene.run('repair');
    const before = filesOf(scene);
    const again = await scene.run('repair');
    const check = await scene.run('check');
    expect([again.code, again.report.status, again.report.backup, filesOf(scene)]).toEqual([
      0,
      'not-enrolled',
      null,
      before,
    ]);
    expect([again.report.message, check.report.message].join(' ')).toMatch(
      /cause is not on this computer.*cause is not/,
    );
    expect(scene.backend.requests().filter(({ endpoint }) => endpoint === 'enroll')).toEqual([]);
  });
});

describe.concurrent('A27: two repairs at once', () => {
  it('are one repair and one that finds nothing left', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const both = await Promise.all([scene.run('repair'), scene.run('repair')]);
    expect(both.map(({ code, report }) => `${code} ${report.status}`).toSorted()).toEqual([
      '0 not-enrolled',
      '0 repaired',
    ]);
    expect([stateOf(scene), scene.names().filter((name) => name.includes('backup')).length]).toEqual([
      healed(scene.ids),
      1,
    ]);
  });
});
