import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enrollmentKey, enrollmentValue } from '../testing/profiles/profile.ts';
import { MAIN_FILE, MIRROR_FILE, PAIRING_KEYS as KEYS } from '../electron/main/globalState/index.ts';
import { openScene, type Fault } from '../testing/commandLine/testBed.ts';
import { filesOf, healed, stateOf } from '../testing/commandLine/states.ts';

const EVERYTHING = '* /*';
const html = { body: '<html>Just a moment...</html>', contentType: 'text/html; charset=UTF-8' };

describe.concurrent('A4 to A8: what is in doubt stays, to the byte', () => {
  it.for<[name: string, fault: Partial<Fault>, reason: string, code: number]>([
    ['A4 no answer', { drop: true }, 'offline', 4],
    ['A5 a sign-in that is refused', { status: 401 }, 'signed-out', 5],
    ['A6 500', { status: 500 }, 'server-error', 4],
    ['A6 502', { status: 502, ...html }, 'server-error', 4],
    ['A6 503', { status: 503 }, 'server-error', 4],
    ['A6 504', { status: 504 }, 'server-error', 4],
    ['A6 429', { status: 429 }, 'throttled', 4],
    ['A6 429 with Retry-After', { status: 429, headers: { 'retry-after': '120' } }, 'throttled', 4],
    ['A7 a page', { status: 403, ...html }, 'not-json', 4],
    ['A7 a page that says 200', { status: 200, ...html }, 'not-json', 4],
    ['A7 a page that says 404', { status: 404, ...html }, 'not-json', 4],
    [
      'A8 multi-factor',
      { status: 403, body: { detail: 'Multi-factor authentication required' } },
      'mfa-required',
      5,
    ],
    ['403', { status: 403, body: { detail: 'Forbidden' } }, 'forbidden', 5],
    ['A23 409', { status: 409, body: { detail: 'Remote app server already online' } }, 'already-online', 5],
    ['404', { status: 404, body: { detail: 'Not Found' } }, 'feature-unavailable', 4],
    [
      '404 of another thing',
      { status: 404, body: { detail: 'Remote app server not found' } },
      'feature-unavailable',
      4,
    ],
    ['a redirect', { redirect: 'http://127.0.0.1:9/' }, 'redirected', 4],
    ['half an answer', { body: '{"items":[', contentType: 'application/json' }, 'not-json', 4],
    ['another answer', { body: { ok: true } }, 'bad-shape', 4],
    ['an answer cut off', { truncate: 3 }, 'offline', 4],
    ['an empty answer', { status: 204 }, 'bad-shape', 4],
    ['a list without end', { body: { items: [], cursor: 'again' } }, 'incomplete-list', 4],
  ])('%s', async ([, fault, reason, code], { onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    scene.fault(EVERYTHING, fault);
    const before = filesOf(scene);
    const repair = await scene.run('repair');
    expect([repair.code, repair.report.reason, repair.report.changes]).toEqual([code, reason, []]);
    expect(filesOf(scene)).toEqual(before);
  });

  it('A4: a server that cannot be reached', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    // A port that no program is ever given: the one of a closed server may be another's by now.
    for (const name of ['config.toml', MAIN_FILE, MIRROR_FILE]) {
      const text = scene.text(name).replaceAll(new URL(scene.ids.baseUrl).host, '127.0.0.1:1');
      writeFileSync(join(scene.profile.codexHome, name), text);
    }
    const before = filesOf(scene);
    const { code, report } = await scene.run('repair');
    expect([code, report.status, report.reason, filesOf(scene)]).toEqual([
      4,
      'unverified',
      'offline',
      before,
    ]);
  });

  it('A5: tokens that were revoked', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    scene.backend.revokeTokens({ accountId: scene.accountId });
    const before = filesOf(scene);
    const { code, report } = await scene.run('repair');
    expect([code, report.status, report.reason, filesOf(scene)]).toEqual([
      5,
      'blocked',
      'signed-out',
      before,
    ]);
  });

  it('A6: nothing is asked again before the time the server named', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    scene.fault('clients', { status: 429, headers: { 'retry-after': '120' } });
    const { report } = await scene.run('repair');
    const asked = scene.backend.requests().filter(({ endpoint }) => endpoint === 'clients');
    expect([report.status, report.reason, asked.length]).toEqual(['unverified', 'throttled', 1]);
  });

  it('A4: of one list, and the other proves what it can', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    scene.fault('clients', { status: 500 });
    scene.fault('client-refresh-start', { status: 500 });
    const { code, report } = await scene.run('repair');
    expect([code, report.status, report.reason]).toEqual([4, 'unverified', 'server-error']);
    const { ids } = scene;
    expect(stateOf(scene)).toEqual({
      ...healed(ids),
      [KEYS.clientEnrollments]: { [enrollmentKey(ids)]: enrollmentValue(ids) },
    });
  });
});

describe.concurrent('what is alive stays', () => {
  it('A10: an environment that has been offline for days', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const { accountId, ids, backend } = scene;
    const longAgo = Date.now() - 3 * 24 * 60 * 60 * 1000;
    backend.addEnvironment({
      accountId,
      environmentId: ids.environmentId,
      lastSeenAt: longAgo,
      online: false,
    });
    const before = scene.snapshot();
    const { code, report } = await scene.run('check');
    expect([code, report.status, report.findings, scene.snapshot()]).toEqual([0, 'healthy', [], before]);
  });

  it('A17: a healthy setup, without a write and without a second reading', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const before = scene.snapshot();
    const check = await scene.run('check');
    expect([check.code, check.report.status, check.report.findings, scene.snapshot()]).toEqual([
      0,
      'healthy',
      [],
      before,
    ]);
    expect(scene.backend.requests().length).toBe(5);
    const files = filesOf(scene);
    const repair = await scene.run('repair');
    expect([repair.code, repair.report.status, filesOf(scene)]).toEqual([0, 'nothing-to-repair', files]);
    expect(scene.backend.requests().filter(({ method }) => method !== 'GET').length).toBe(2);
  });

  it('C43: an environment on the third page', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { backend, accountId, ids, run } = scene;
    backend.addClient({ accountId, clientId: ids.clientId });
    for (let count = 0; count < 240; count += 1) {
      backend.addClient({ accountId, environmentIds: [ids.environmentId] });
      backend.addEnvironment({ accountId });
    }
    backend.addEnvironment({ accountId, environmentId: ids.environmentId });
    const { report } = await run('check');
    expect([report.status, report.findings]).toEqual(['healthy', []]);
  });

  it('F14: an environment that was missing once', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    scene.fault('environments', { body: { items: [], cursor: null }, times: 1 });
    const before = filesOf(scene);
    const { code, report } = await scene.run('repair');
    expect([code, report.reason, filesOf(scene)]).toEqual([4, 'inconsistent-lists', before]);
  });
});

describe.concurrent('fault 34: a sign-in that is not in the file', () => {
  it.for<[line: string, step: RegExp]>([
    ['cli_auth_credentials_store = "keyring"', /key ring.*cli_auth_credentials_store = "file"/],
    ['cli_auth_credentials_store = "auto"', /key ring.*cli_auth_credentials_store = "file"/],
    ['forced_login_method = "api"', /API keys.*Remove forced_login_method/],
  ])('with %s is told as what it is, and no one is sent to sign in alone', async ([line, step], context) => {
    const scene = await openScene(context.onTestFinished, { signedOut: true });
    const config = join(scene.profile.codexHome, 'config.toml');
    writeFileSync(config, `${line}\n${scene.text('config.toml')}`);
    const before = filesOf(scene);
    for (const words of [['check'], ['repair'], ['repair', '--full', '--dry-run']]) {
      const { code, report } = await scene.run(...words);
      const { reason, message, nextStep } = report;
      expect([code, reason, step.test(`${message} ${nextStep}`)]).toEqual([5, 'signed-out', true]);
      expect(message).not.toContain('signed out');
    }
    expect(filesOf(scene)).toEqual(before);
  });
});
