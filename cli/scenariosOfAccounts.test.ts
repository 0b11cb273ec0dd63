import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enrollmentKey, enrollmentValue, stuckState, type StoredIds } from '../testing/profiles/profile.ts';
import {
  MAIN_FILE,
  MIRROR_FILE,
  type JsonObject,
  PAIRING_KEYS as KEYS,
} from '../electron/main/globalState/index.ts';
import { writeTableRow } from '../testing/commandLine/tableRow.ts';
import { openScene, without } from '../testing/commandLine/testBed.ts';
import { controller, filesOf, healed, stateOf } from '../testing/commandLine/states.ts';

describe.concurrent('a revoked client', () => {
  it.for([
    ['A2', 403, 'revoked'],
    ['A3', 404, 'revoked'],
    ['F3', 403, 'key-material-missing'],
  ] as const)('%s: by a %i that says %s, goes alone', async ([, status, why], { onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state: controller });
    const { backend, accountId, ids, run } = scene;
    backend.addEnvironment({ accountId, environmentId: 'e9', online: true });
    backend.addClient({ accountId, clientId: ids.clientId });
    backend.revokeClient({ accountId, clientId: ids.clientId, why, status });
    const { report } = await run('repair');
    expect([report.status, report.changes]).toEqual([
      'repaired',
      [MAIN_FILE, MIRROR_FILE].map((file) => ({
        file,
        path: [KEYS.clientEnrollments, enrollmentKey(ids)],
        op: 'remove',
      })),
    ]);
    expect(stateOf(scene)).toEqual(without(controller(ids), [KEYS.clientEnrollments, enrollmentKey(ids)]));
  });

  it('that went alone still tells whose the rest is, when another account signs in', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished);
    const { backend, accountId, ids, profile, run } = scene;
    backend.revokeClient({ accountId, clientId: ids.clientId });
    scene.fault('environments', { status: 503 });
    expect((await run('repair')).report.changes).toHaveLength(2);
    backend.clearFaults();
    const another = backend.addAccount({});
    profile.writeAuth(backend.mintAuth({ accountId: another.accountId }));
    const before = filesOf(scene);
    const { report } = await run('repair');
    expect([report.status, report.reason, filesOf(scene)]).toEqual([
      'nothing-to-repair',
      'other-account',
      before,
    ]);
  });

  it('C40, C41: any other answer about it keeps it', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state: controller });
    const { backend, accountId, ids, run, fault } = scene;
    backend.addEnvironment({ accountId, environmentId: 'e9' });
    backend.addClient({ accountId, clientId: ids.clientId });
    fault('client-refresh-start', {
      nth: { from: 1, to: 3 },
      status: 503,
      body: { detail: 'Remote-control client has been revoked' },
    });
    fault('client-refresh-start', { nth: 4, status: 403, body: { detail: 'Not yours' } });
    fault('client-refresh-start', { nth: 5, status: 404, body: 'Remote-control client has been revoked' });
    const before = filesOf(scene);
    const reports = [
      (await run('repair')).report,
      (await run('repair')).report,
      (await run('repair')).report,
    ];
    expect(reports.map(({ status, reason }) => `${status} ${reason}`)).toEqual([
      'unverified server-error',
      'blocked forbidden',
      'nothing-to-repair null',
    ]);
    expect(filesOf(scene)).toEqual(before);
  });
});

const foreign = (ids: StoredIds): JsonObject => {
  const other = { ...ids, accountUserId: 'user-other', clientId: 'c-other' };
  const staging = { ...ids, baseUrl: 'https://chatgpt-staging.com/backend-api', clientId: 'c-staging' };
  return {
    [enrollmentKey(other)]: enrollmentValue(other),
    [enrollmentKey(staging)]: enrollmentValue(staging),
  };
};

const besideOthers = (ids: StoredIds): JsonObject => ({
  ...stuckState(ids),
  [KEYS.clientEnrollments]: { ...foreign(ids), [enrollmentKey(ids)]: enrollmentValue(ids) },
});

const told = (findings: readonly { kind: string; id: string }[]) =>
  findings.filter(({ kind }) => kind === 'other-account').map(({ kind, id }) => `${kind} ${id}`);

const underBothForms = (ids: StoredIds): JsonObject => ({
  [KEYS.clientEnrollments]: Object.fromEntries(
    ['short', 'long'].map((form) => {
      const accountUserId = form === 'short' ? ids.accountUserId : `${ids.accountUserId}__acct`;
      const entry = { ...ids, accountUserId, clientId: `c-${form}` };
      return [enrollmentKey(entry), enrollmentValue(entry)];
    }),
  ),
});

describe.concurrent('A13: other accounts and addresses', () => {
  it('keep their entries through a repair and a full repair', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state: besideOthers });
    const { run, ids } = scene;
    const others = ['other-account c-other', 'other-account c-staging'];
    const repair = await run('repair');
    const full = await run('repair', '--full');
    const own = `other-account ${ids.environmentId}`;
    // Nothing tells whose the environment is: only a person may ask for it, and then it is gone.
    expect([new Set(told(repair.report.findings)), new Set(told(full.report.findings))]).toEqual([
      new Set([...others, own]),
      new Set([...others, own]),
    ]);
    expect(stateOf(scene)[KEYS.environmentId]).toBeUndefined();
    expect(stateOf(scene)[KEYS.clientEnrollments]).toMatchObject(foreign(ids));
    expect(scene.backend.requests().some(({ body }) => JSON.stringify(body).includes('c-other'))).toBe(false);
  });

  it('F9: an entry under the longer form of the user id is ours', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { state: null });
    const { accountId, profile, ids, run } = scene;
    profile.writeState(
      JSON.parse(JSON.stringify(underBothForms(ids)).replaceAll('__acct', `__${accountId}`)) as JsonObject,
    );
    const { report } = await run('repair');
    expect(report.findings.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'client-gone c-short',
      'client-gone c-long',
    ]);
  });
});

describe.concurrent('the table of the app-server', () => {
  it('F8: keeps the environment of another account, in a full repair too', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { mirror: null });
    const { ids, run } = scene;
    writeTableRow(scene, 'account-other');
    const before = scene.snapshot();
    const check = await run('check');
    expect([check.report.status, scene.snapshot()]).toEqual(['stale', before]);
    const runs = [await run('repair'), await run('repair', '--full')];
    expect(runs.map(({ report }) => [...new Set(report.findings.map(({ kind }) => kind))])).toEqual([
      ['client-gone', 'other-account'],
      ['other-account'],
    ]);
    expect(runs.map(({ code, report }) => [code, report.reason])).toEqual([
      [0, null],
      [0, 'other-account'],
    ]);
    expect(stateOf(scene)).toEqual(without(stuckState(ids), [KEYS.clientEnrollments, enrollmentKey(ids)]));
    expect(scene.text('state_5.sqlite')).toContain('the-old-name');
  });

  it('F16: is no hindrance to a heal of our own, whatever the host was called', async ({
    onTestFinished,
  }) => {
    const scene = await openScene(onTestFinished, { mirror: null });
    writeTableRow(scene, scene.accountId);
    const { report } = await scene.run('repair');
    expect([report.status, stateOf(scene)]).toEqual(['repaired', healed(scene.ids)]);
  });

  it('that cannot be read keeps the environment, and the rest is healed', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { mirror: null });
    const { ids, run, profile } = scene;
    writeFileSync(
      join(profile.codexHome, 'state_5.sqlite'),
      'no database, but something that is long enough',
    );
    const { code, report } = await run('repair');
    expect([
      code,
      report.reason,
      stateOf(scene)[KEYS.environmentId],
      stateOf(scene)[KEYS.clientEnrollments],
    ]).toEqual([4, 'owners-unreadable', ids.environmentId, {}]);
  });
});

describe.concurrent('F10: a copied computer', () => {
  it('is told, and only a new identity settles it', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { backend, accountId, ids, run } = scene;
    const copy = { environmentId: 'e-copy', hostName: `not-${hostname()}`, online: true };
    backend.addEnvironment({ accountId, installationId: ids.installationId.toUpperCase(), ...copy });
    backend.addClient({ accountId, clientId: ids.clientId });
    const check = await run('check');
    expect([check.code, check.report.status, check.report.reason]).toEqual([5, 'blocked', 'clone-suspected']);
    expect(check.report.findings.at(-1)).toEqual({ kind: 'clone-suspected', id: 'e-copy', where: 'account' });
    const repair = await run('repair');
    expect([repair.code, repair.report.reason, stateOf(scene)[KEYS.environmentId]]).toEqual([
      5,
      'clone-suspected',
      ids.environmentId,
    ]);

    const full = await run('repair', '--full', '--new-identity');
    expect([full.code, full.report.status, full.report.changes.at(-1)]).toEqual([
      0,
      'repaired',
      { file: 'installation_id', path: [], op: 'set' },
    ]);
    const backups = scene.names().filter((name) => name.startsWith('installation_id.'));
    expect(backups.map((name) => scene.text(name))).toEqual([ids.installationId]);
    expect(scene.text('installation_id')).not.toBe(ids.installationId);
    expect(backend.account({ accountId }).environments.map(({ environmentId }) => environmentId)).toEqual([
      'e-copy',
    ]);
  });
});
