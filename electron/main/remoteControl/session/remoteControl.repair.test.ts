import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { healthyState } from '../../../../testing/profiles/profile.ts';
import { readCodexHome } from '../../codexHome/index.ts';
import { MAIN_FILE, PAIRING_KEYS } from '../../globalState/index.ts';
import {
  backend,
  build,
  buildWaiting,
  finish,
  INSTALLATION_ID,
  proposed,
  viewOf,
} from '../../../../testing/fakes/testModule.ts';
import { eventually } from '../../../../testing/eventually.ts';

describe('the button', () => {
  test('does exactly what was shown, stops the app-server before it cleans up, and can be undone', async () => {
    const built = await build('healthy');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    const { removals, token } = await proposed(built);
    expect(viewOf(built)).toMatchObject({ kind: 'connected' });
    expect(await built.remoteControl.repair(token, false)).toBe('done');
    expect(viewOf(built)).toEqual({ kind: 'repairing', step: 'enrolling', progress: null });
    expect(built.remoteControl.screen.outcome).toEqual({
      kind: 'repaired',
      requested: true,
      removed: removals.map(({ what, count }) => ({ what, count })),
      left: [],
    });
    expect(built.appServer.asked).toEqual(['stop']);
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(built.servers).toHaveLength(2);

    expect(await built.remoteControl.undo()).toBeNull();
    const undone = {
      view: { kind: 'restored' },
      outcome: { kind: 'restored', requested: true, removed: [], left: [] },
      canUndo: false,
    };
    expect(built.remoteControl.screen).toMatchObject(undone);
    const reading = built.state.read(MAIN_FILE);
    expect(reading).toEqual({ kind: 'read', value: healthyState(built.ids) });
    await built.remoteControl.check('resume');
    expect(built.state.read(MAIN_FILE)).toEqual(reading);
    expect(built.remoteControl.screen).toMatchObject(undone);
    await finish(built);
  });

  test('that gave this computer a new identity is undone with it, while no app-server holds the new one', async () => {
    const built = await build('healthy');
    const { codexHome } = built.profile;
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    const { token } = await proposed(built);
    expect(await built.remoteControl.repair(token, true)).toBe('done');
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(readCodexHome(codexHome).installationId).not.toBe(INSTALLATION_ID);

    expect(await built.remoteControl.undo()).toBeNull();
    expect([readCodexHome(codexHome).installationId, viewOf(built).kind]).toEqual([
      INSTALLATION_ID,
      'restored',
    ]);
    expect(built.servers.map(({ asked }) => asked.at(-1))).toEqual(['stop', 'stop']);
    await built.remoteControl.check('resume');
    expect(viewOf(built).kind).toBe('restored');
    await finish(built);
  });

  test('says how far a long clean-up is, and leaves the rest to later where a person wants that', async () => {
    const built = await build('healthy');
    const { accountId, remoteControl } = built;
    const createdAt = Date.now() - 2 * 60 * 60 * 1000;
    for (let count = 0; count < 40; count += 1) {
      backend.addClient({ accountId, enrollmentStatus: 'pending_enrollment', createdAt });
    }
    await remoteControl.check('launch');
    const { token } = await proposed(built);
    remoteControl.finishRepairLater();
    backend.addFault({ endpoint: 'delete-client', delayMs: 50, times: 40 });
    const stop = remoteControl.onScreen(({ view }) => {
      if (view.kind === 'repairing' && view.progress?.done === 10) remoteControl.finishRepairLater();
    });
    expect(await remoteControl.repair(token, false)).toBe('done');
    stop();
    backend.clearFaults();
    const { outcome } = remoteControl.screen;
    const [left] = outcome?.left ?? [];
    expect([left?.what, (left?.count ?? 0) > 20, built.state.record.outbox.length]).toEqual([
      'pending-client',
      true,
      left?.count,
    ]);
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    await finish(built);
  });

  test('deletes the ghosts that are ticked, and no other', async () => {
    const built = await build('healthy');
    const { accountId, remoteControl } = built;
    const ghost = { accountId, installationId: INSTALLATION_ID, hostName: 'this-computer' };
    for (const environmentId of ['env_ghost_1', 'env_ghost_2']) {
      backend.addEnvironment({ ...ghost, environmentId });
    }
    await remoteControl.check('launch');
    const { token, ghosts } = await proposed(built);
    expect(ghosts).toHaveLength(2);
    expect(await remoteControl.repair(token, false, [ghosts[0]?.tick ?? ''])).toBe('done');
    const left = backend.account({ accountId }).environments.map(({ environmentId }) => environmentId);
    expect(left.filter((id) => id.startsWith('env_ghost'))).toEqual(['env_ghost_2']);
    expect(remoteControl.screen.outcome?.removed.at(-1)).toEqual({ what: 'ghost-environment', count: 1 });
    await finish(built);
  });

  test('an old token, or a change of account in between, changes nothing, neither on disk nor on screen', async () => {
    const built = await build('healthy');
    await built.remoteControl.check('launch');
    const { token } = await proposed(built);
    const before = built.state.read(MAIN_FILE);
    expect(await built.remoteControl.repair('another-token', false)).toBe('state-changed');
    expect(await built.remoteControl.repair(token, false)).toBe('state-changed');
    expect(viewOf(built)).toMatchObject({ kind: 'connected' });
    expect(built.state.read(MAIN_FILE)).toEqual(before);
    await finish(built);
  });

  test('works once at a time, and pairs again after an undone repair when asked to', async () => {
    const built = await build('healthy');
    await built.remoteControl.check('launch');
    const { token } = await proposed(built);
    const first = built.remoteControl.repair(token, false);
    expect(await built.remoteControl.repair(token, false)).toBe('state-changed');
    expect(viewOf(built).kind).toBe('repairing');
    expect([await first, await built.remoteControl.undo(), viewOf(built)]).toEqual([
      'done',
      null,
      { kind: 'restored' },
    ]);
    expect(await built.remoteControl.undo()).toBe('no-backup');
    expect(viewOf(built)).toEqual({ kind: 'restored' });
    built.remoteControl.beginPairing();
    expect(viewOf(built)).toEqual({ kind: 'preparing' });
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    await finish(built);
  });

  test('is neither undone nor overtaken by a new pairing while it is at work', async () => {
    const built = await build('healthy');
    await built.remoteControl.check('launch');
    const { token } = await proposed(built);
    backend.addFault({ endpoint: 'clients', hold: true });
    const repaired = built.remoteControl.repair(token, false);
    await eventually(() => expect(viewOf(built).kind).toBe('repairing'));
    built.remoteControl.beginPairing();
    expect(viewOf(built).kind).toBe('repairing');
    expect(await built.remoteControl.undo()).toBe('state-changed');
    backend.clearFaults();
    expect([await repaired, built.remoteControl.screen.canUndo]).toEqual(['done', true]);
    expect(await built.remoteControl.undo()).toBeNull();
    await finish(built);
  });

  test.each([
    ['no-backup', 'is gone', true],
    ['state-unreadable', 'cannot be put in place', false],
  ] as const)('says %s where the backup %s', async (reason, _, isGone) => {
    const built = await build('stuck');
    await built.remoteControl.check('launch');
    const { codexHome, stateFile } = built.profile;
    if (isGone) {
      const backups = readdirSync(codexHome).filter((name) => name.includes('mobile-pairing-backup'));
      for (const name of backups) rmSync(join(codexHome, name));
    } else {
      rmSync(stateFile);
      mkdirSync(stateFile);
    }
    expect([await built.remoteControl.undo(), viewOf(built)]).toMatchObject([
      reason,
      { kind: 'problem', reason },
    ]);
    await finish(built);
  });

  test('is not offered where nothing could be enrolled afterwards', async () => {
    const built = await build('healthy');
    backend.addFault({ endpoint: 'clients', status: 401, times: 1 });
    expect(await built.remoteControl.proposeRepair()).toEqual({ kind: 'impossible', reason: 'signed-out' });
    expect(viewOf(built)).toEqual({ kind: 'checking' });
    await finish(built);
  });

  test('offers a new identity where two machines seem to have one, and only there', async () => {
    const built = await build('healthy');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    const offered = async () => (await proposed(built)).offerNewIdentity;
    expect(await offered()).toBe(false);
    built.appServer.complain({ reason: 'offline', message: '' });
    expect(await offered()).toBe(false);
    built.appServer.complain({ reason: 'already-online', message: '' });
    expect(await offered()).toBe(true);
    await finish(built);
  });

  test.each([
    ['already-online', true],
    ['clone-suspected', true],
    ['mfa-required', false],
  ] as const)('where the screen says %s, the offer of a new identity is %s', async (reason, isOffered) => {
    const built = await build('new');
    built.appServer.refuse('enable', reason as 'already-online');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'problem', reason }));
    expect((await proposed(built)).offerNewIdentity).toBe(isOffered);
    await finish(built);
  });

  test('an undo that is pressed twice is made once, and neither press fails', async () => {
    const built = await build('stuck');
    await built.remoteControl.check('launch');
    const first = built.remoteControl.undo();
    // The first is under way by then: no disk is as quick as a few promises.
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    const second = built.remoteControl.undo();
    expect([await first, await second, viewOf(built)]).toEqual([null, null, { kind: 'restored' }]);
    await finish(built);
  });

  test('cannot be undone where there was no file to make a backup of', async () => {
    const built = await build('new');
    const { accountId } = built;
    backend.addClient({
      accountId,
      clientId: 'cli_pending',
      enrollmentStatus: 'pending_enrollment',
      createdAt: Date.now() - 60 * 60_000,
    });
    const { token, removals } = await proposed(built);
    expect(removals).toEqual([{ what: 'pending-client', where: 'account', count: 1 }]);
    expect(await built.remoteControl.repair(token, false)).toBe('done');
    expect([built.remoteControl.screen.canUndo, backend.account({ accountId }).clients]).toEqual([false, []]);
    expect(await built.remoteControl.undo()).toBe('no-backup');
    await finish(built);
  });

  test('puts an end to the code on screen and to the wait for another check', async () => {
    const built = await buildWaiting();
    const { token } = await proposed(built);
    const waits: unknown[] = [];
    built.remoteControl.onScreen(({ view }) => {
      if (view.kind === 'repairing') waits.push(...built.clock.waiting);
    });
    expect(await built.remoteControl.repair(token, false)).toBe('done');
    expect(waits).toEqual([]);
    await finish(built);
  });

  test('an undo puts an end to both too, and holds what heals until someone repairs', async () => {
    const built = await buildWaiting();
    expect([await built.remoteControl.undo(), built.clock.waiting]).toEqual([null, []]);
    await built.remoteControl.check('resume');
    expect(viewOf(built)).toEqual({ kind: 'restored' });
    expect(built.state.get([PAIRING_KEYS.environmentId])).toBe(built.ids.environmentId);
    const { token } = await proposed(built);
    expect(await built.remoteControl.repair(token, false)).toBe('done');
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    await built.remoteControl.check('button');
    expect([built.log.at(-1), built.remoteControl.screen.outcome?.kind]).toEqual([
      'check: all known, nothing-to-heal',
      'repaired',
    ]);
    await finish(built);
  });

  test('another machine in our place takes the code away, and the dialog offers a new identity', async () => {
    const built = await build('new');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    built.appServer.say({ status: 'errored' });
    built.appServer.complain({ reason: 'already-online', message: '409' });
    await eventually(() =>
      expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'already-online' }),
    );
    const { token, offerNewIdentity } = await proposed(built);
    expect(offerNewIdentity).toBe(true);
    expect(await built.remoteControl.repair(token, true)).toBe('done');
    const { installationId } = readCodexHome(built.profile.codexHome);
    expect(installationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(installationId).not.toBe(INSTALLATION_ID);
    await finish(built);
  });
});
