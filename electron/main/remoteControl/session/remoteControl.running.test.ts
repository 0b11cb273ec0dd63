import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stuckState } from '../../../../testing/profiles/profile.ts';
import { PAIRING_KEYS } from '../../globalState/index.ts';
import { createTestClock } from '../../../../testing/fakes/testClock.ts';
import {
  backend,
  build,
  DEAD,
  environmentReadings,
  finish,
  FIRST_RECHECK_MS,
  proposed,
  viewOf,
} from '../../../../testing/fakes/testModule.ts';
import { eventually } from '../../../../testing/eventually.ts';

describe('while running', () => {
  test('all triggers share one check', async () => {
    const built = await build('healthy');
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
    const built = await build('healthy');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    backend.revokeClient({ accountId: built.accountId, clientId: DEAD.clientId });
    built.appServer.say({ status: 'errored' });
    await eventually(() =>
      expect(built.remoteControl.screen.outcome).toEqual({
        kind: 'repaired',
        requested: false,
        removed: [{ what: 'client-enrollment', count: 1 }],
        left: [],
      }),
    );
    expect(built.state.get([PAIRING_KEYS.environmentId])).toBe(DEAD.environmentId);
    await finish(built);
  });

  test('a connection that is lost causes one check, however often it fails to come back', async () => {
    const built = await build('healthy');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    const checks = () => built.log.filter((line) => line.startsWith('check: errored')).length;
    const errorsAfter = async (status: 'errored' | 'connecting' | 'connected') => {
      built.appServer.say({ status });
      await eventually(() => expect(built.log.at(-1)).toMatch(/^check: all known/));
      return checks();
    };
    expect([
      await errorsAfter('errored'),
      await errorsAfter('connecting'),
      await errorsAfter('errored'),
    ]).toEqual([1, 1, 1]);
    expect([
      await errorsAfter('connected'),
      await errorsAfter('errored'),
      await errorsAfter('errored'),
    ]).toEqual([1, 2, 2]);
    await finish(built);
  });

  test('the same cause is healed once; the second time it is told', async () => {
    const built = await build('stuck');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    built.state.liftTombstones([
      { kind: 'client', id: DEAD.clientId },
      { kind: 'environment', id: DEAD.environmentId },
    ]);
    await built.state.flush();
    const { [PAIRING_KEYS.environmentId]: _now, ...rest } = stuckState(built.ids);
    built.profile.writeState({
      ...rest,
      [PAIRING_KEYS.environmentId]: DEAD.environmentId,
      'mobile-pairing-repair': built.profile.readState()['mobile-pairing-repair'] ?? null,
    });
    built.profile.writeState(rest, 'mirror');
    built.state.write({ path: ['unrelated'], op: 'set', value: 1, epoch: built.state.epoch });
    await built.state.flush();
    await built.remoteControl.check('resume');
    expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'still-stuck' });
    expect(built.clock.waiting).toEqual([]);
    await finish(built);
  });

  test('a code comes back when the app-server is connected again, and only then', async () => {
    const built = await build('new');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    for (const reason of ['forbidden', 'already-online'] as const) {
      built.appServer.complain({ reason, message: '' });
      expect(viewOf(built)).toMatchObject({ kind: 'problem', reason });
      built.appServer.say({ status: 'connecting' });
      expect(viewOf(built)).toMatchObject({ kind: 'problem', reason });
      built.appServer.say({ status: 'connected', environmentId: 'env_e_new_0' });
      expect(viewOf(built).kind).toBe('preparing');
      await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    }
    await finish(built);
  });

  test('a check that verifies nothing leaves a code on screen; one that something stands in the way of does not', async () => {
    const built = await build('new');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    backend.addFault({ endpoint: 'clients', status: 404, times: 1 });
    await built.remoteControl.check('resume');
    expect(viewOf(built).kind).toBe('pairing');
    backend.addFault({ endpoint: 'clients', status: 403, times: 1 });
    await built.remoteControl.check('resume');
    expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'forbidden' });
    expect(built.remoteControl.diagnostics()).toMatchObject({ check: { reason: 'forbidden' } });
    await finish(built);
  });

  test('an atom of the page is written where it is one of ours and its screen was the present one', async () => {
    const built = await build('new');
    const { epoch } = built.remoteControl.screen;
    await built.state.commit({ edits: [], retire: [], outbox: [], heal: null });
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
    const built = await build('new');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    built.appServer.die();
    expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'app-server-failed' });
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(built.servers).toHaveLength(2);
    await finish(built);
  });

  test('an app-server that hangs is told, ended, and another one started', async () => {
    const built = await build('new', { clock: createTestClock('still') });
    Object.assign(built.appServer, { startPairing: async () => ({ kind: 'timeout' }) });
    built.remoteControl.start();
    await eventually(() =>
      expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'app-server-hangs' }),
    );
    await eventually(() => expect(built.appServer.asked).toContain('stop'));
    built.clock.pass(built.clock.waiting[0] ?? 0);
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(built.servers).toHaveLength(2);
    await finish(built);
  });

  test('a phone that claims a code after another account has signed in leads to a check, and to a code for that account', async () => {
    const built = await build('new', { clock: createTestClock('still') });
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    const views: string[] = [];
    built.remoteControl.onScreen(({ view }) => views.push(view.kind));
    built.profile.writeAuth(backend.mintAuth({ accountId: backend.addAccount({}).accountId }));
    built.appServer.claim();
    built.clock.pass(3000);
    await eventually(() => expect(built.servers).toHaveLength(2));
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(built.log).toContain('check: account');
    expect(views.at(-1)).toBe('pairing');
    await finish(built);
  });

  test('an app-server that ends takes the connected phone off the screen, and both come back', async () => {
    const built = await build('healthy');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    built.appServer.die();
    expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'app-server-failed' });
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    expect(built.servers).toHaveLength(2);
    await finish(built);
  });

  test('a trouble of the app-server is told where a code is on screen and waiting does not end it', async () => {
    const [connected, waiting] = [await build('healthy'), await build('new')];
    for (const built of [connected, waiting]) built.remoteControl.start();
    await eventually(() => expect(viewOf(connected)).toMatchObject({ kind: 'connected' }));
    await eventually(() => expect(viewOf(waiting).kind).toBe('pairing'));
    connected.appServer.complain({ reason: 'forbidden', message: '' });
    waiting.appServer.complain({ reason: 'offline', message: '' });
    expect([viewOf(connected).kind, viewOf(waiting).kind]).toEqual(['connected', 'pairing']);
    waiting.appServer.complain({ reason: 'forbidden', message: '' });
    expect(viewOf(waiting)).toMatchObject({ kind: 'problem', reason: 'forbidden' });
    await Promise.all([finish(connected), finish(waiting)]);
  });

  test('a check that decided nothing comes back by itself, asks once, and all is well again', async () => {
    const built = await build('healthy', { clock: createTestClock('still') });
    const fault = { endpoint: 'clients', status: 404, times: 1 } as const;
    backend.addFault(fault);
    await built.remoteControl.check('launch');
    expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'feature-unavailable' });
    expect(built.remoteControl.screen.outcome).toBeNull();
    expect(built.log).toContain('check: feature-unavailable, nothing-to-heal');
    const before = environmentReadings();
    backend.addFault({ endpoint: 'clients', status: 500, times: 1 });
    built.clock.pass(FIRST_RECHECK_MS);
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'server-error' }));
    expect([built.log.includes('check: timer'), environmentReadings() - before]).toEqual([true, 1]);
    expect(built.clock.waiting).toEqual([2500]);
    await built.remoteControl.check('button');
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    expect(built.clock.waiting).toEqual([]);
    await finish(built);
  });

  test('a pairing that is taken away ends the trouble with it', async () => {
    const built = await build('stuck', { clock: createTestClock('still') });
    backend.addFault({ endpoint: 'clients', status: 404, times: 1 });
    backend.addFault({ endpoint: 'environments', status: 404, times: 1 });
    await built.remoteControl.check('launch');
    expect([viewOf(built).kind, built.clock.waiting]).toEqual(['problem', [FIRST_RECHECK_MS]]);
    built.profile.writeState({});
    built.profile.writeState({}, 'mirror');
    built.state.write({ path: ['unrelated'], op: 'set', value: 1, epoch: built.state.epoch });
    await built.state.flush();
    await built.remoteControl.check('button');
    expect(built.clock.waiting).not.toContain(FIRST_RECHECK_MS);
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    await finish(built);
  });

  test('a check that ends in the middle of a repair is not acted upon', async () => {
    const built = await build('healthy');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    const { token } = await proposed(built);
    backend.addFault({ endpoint: 'clients', hold: true, times: 1 });
    const checked = built.remoteControl.check('resume');
    const logged = built.log.length;
    const repaired = built.remoteControl.repair(token, false);
    await eventually(() => expect(viewOf(built).kind).toBe('repairing'));
    backend.clearFaults();
    expect([await repaired, await checked]).toEqual(['done', undefined]);
    expect(built.log.slice(logged).filter((line) => line.startsWith('check: '))).toEqual([]);
    await finish(built);
  });

  test('a heal that cannot be written is told, where a code is on screen too, and the file is left as it is', async () => {
    const [before, beside] = [await build('stuck'), await build('new')];
    beside.appServer.say({ status: 'connecting' });
    beside.remoteControl.start();
    await eventually(() => expect(viewOf(beside).kind).toBe('pairing'));
    await beside.state.flush();
    for (const built of [before, beside]) {
      built.profile.writeState('{ damaged');
      await built.remoteControl.check('button');
      expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'state-unreadable' });
      expect(readFileSync(built.profile.stateFile, 'utf8')).toBe('{ damaged');
    }
    await Promise.all([finish(before), finish(beside)]);
  });

  test('an error of our own ends in a screen with a next step, not in one that waits forever', async () => {
    const built = await build('stuck', {
      takeLock: async () => {
        throw new Error('no lock');
      },
    });
    built.state.commit = async () => {
      throw new Error('no commit');
    };
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'write-failed' }));
    expect(built.log).toEqual(expect.arrayContaining(['lock: Error', 'heal: Error']));
    await finish(built);
  });

  test('a second app on the same folder starts nothing, says so, and goes on once the files are free', async () => {
    let isFree = false;
    const built = await build('new', { takeLock: async () => isFree });
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'app-running' }));
    expect([built.appServer.asked, await built.remoteControl.repair('token', false)]).toEqual([
      [],
      'app-running',
    ]);
    isFree = true;
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    await finish(built);
  });
});
