import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PAIRING_KEYS } from '../../globalState/index.ts';
import { createTestClock } from '../../../../testing/fakes/testClock.ts';
import {
  backend,
  build,
  buildWaiting,
  DEAD,
  finish,
  FIRST_RECHECK_MS,
  viewOf,
} from '../../../../testing/fakes/testModule.ts';
import { eventually } from '../../../../testing/eventually.ts';

describe('at launch', () => {
  test('a stuck profile is healed, and then a code is shown', async () => {
    const built = await build('stuck');
    built.remoteControl.start();
    expect(viewOf(built)).toEqual({ kind: 'checking' });
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'pairing', manualCode: 'ABCD-EFGH' }));
    expect(built.remoteControl.screen).toMatchObject({
      outcome: { kind: 'repaired', requested: false },
      canUndo: true,
    });
    expect(built.profile.readState()[PAIRING_KEYS.environmentId] ?? null).not.toBe(DEAD.environmentId);
    await built.state.flush();
    expect(built.profile.readState()[PAIRING_KEYS.environmentId]).toBe('env_e_new_0');
    await finish(built);
  });

  test('a computer with a connected phone asks for no code and writes nothing', async () => {
    const built = await build('healthy');
    const before = readFileSync(built.profile.stateFile);
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    expect(built.appServer.asked).toEqual([]);
    expect(built.log).toEqual(['check: launch', 'check: all known, nothing-to-heal']);
    expect(built.remoteControl.screen).toMatchObject({
      outcome: { kind: 'healthy', requested: false, removed: [], left: [] },
      canUndo: false,
    });
    await built.state.flush();
    expect(readFileSync(built.profile.stateFile)).toEqual(before);
    await finish(built);
  });

  test('the gate opens at its deadline, and the heal comes late, with no harm to the code on screen', async () => {
    backend.addFault({ endpoint: 'clients', hold: true });
    const built = await build('stuck', { gateMs: 5 });
    const views = new Set<string>();
    built.remoteControl.onScreen(({ view }) => views.add(view.kind));
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(built.remoteControl.screen.outcome).toBeNull();
    backend.clearFaults();
    await eventually(() => expect(built.remoteControl.screen.outcome?.kind).toBe('repaired'));
    expect([...views]).toEqual(['checking', 'preparing', 'pairing']);
    expect(built.appServer.asked.filter((method) => method === 'startPairing')).toHaveLength(1);
    expect(built.state.get([PAIRING_KEYS.environmentId])).toBe('env_e_new_0');
    await finish(built);
  });

  test('the verdict opens the gate, and its deadline is no longer waited for', async () => {
    const built = await build('healthy', { gateMs: 7000, clock: createTestClock('still') });
    built.remoteControl.start();
    await eventually(() => expect(built.clock.waiting).toContain(7000));
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    await eventually(() => expect(built.clock.waiting).toEqual([]));
    await finish(built);
  });

  test('where the verdict stands in the way, no code is asked for, then or at the deadline', async () => {
    const built = await build('stuck', { clock: createTestClock('still') });
    rmSync(join(built.profile.codexHome, 'auth.json'));
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'signed-out' }));
    await eventually(() => expect(built.clock.waiting).toEqual([FIRST_RECHECK_MS]));
    expect(built.appServer.asked).toEqual([]);
    await finish(built);
  });

  test('a computer without a pairing asks the backend nothing, and says so', async () => {
    const built = await build('new');
    const before = backend.requests().length;
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(built.remoteControl.screen.outcome).toEqual({
      kind: 'not-enrolled',
      requested: false,
      removed: [],
      left: [],
    });
    expect(backend.requests().length).toBe(before);
    await finish(built);
  });

  test('a computer without the Codex program is told so once, not again and again', async () => {
    const built = await build('new', {
      clock: createTestClock('still'),
      startAppServer: async () => ({ kind: 'missing', message: '' }),
    });
    built.remoteControl.start();
    await eventually(() =>
      expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'app-server-missing' }),
    );
    expect(built.clock.waiting).toEqual([]);
    await finish(built);
  });
});

describe('a Codex that is too old', () => {
  test('is named and ended, and what has been put in its place is started by the next try', async () => {
    const built = await build('stuck', { clock: createTestClock('still') });
    built.appServer.refuse('enable', 'too-old');
    built.remoteControl.start();
    await eventually(() =>
      expect(viewOf(built)).toEqual({
        kind: 'problem',
        reason: 'app-server-too-old',
        nextTryInMs: null,
        codex: { version: '0.125.0', source: 'npm' },
      }),
    );
    expect([built.remoteControl.screen.outcome?.kind, built.clock.waiting]).toEqual(['repaired', []]);
    await eventually(() => expect(built.appServer.asked).toContain('stop'));
    await built.remoteControl.check('button');
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    expect(built.servers).toHaveLength(2);
    await finish(built);
  });
});

describe('a code', () => {
  test('is renewed on expiry, and a claim makes the setup complete', async () => {
    const built = await build('new');
    const soon = Math.ceil(built.clock.now() / 1000) + 60;
    built.appServer.codes.unshift({
      pairingCode: 'first',
      manualPairingCode: null,
      environmentId: 'env_e_new_0',
      expiresAt: soon,
    });
    built.remoteControl.start();
    await eventually(() =>
      expect(viewOf(built)).toMatchObject({ url: expect.stringMatching(/=first$/) as string }),
    );
    await eventually(() =>
      expect(viewOf(built)).toMatchObject({ url: expect.stringMatching(/=pairing-code$/) as string }),
    );
    built.appServer.claim();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    expect(built.state.get([PAIRING_KEYS.setupCompleted])).toBe(true);
    await finish(built);
  });

  test('is never shown where the app-server refuses one', async () => {
    const built = await build('new');
    built.appServer.refuse('startPairing', 'mfa-required');
    const kinds = new Set<string>();
    built.remoteControl.onScreen(({ view }) => kinds.add(view.kind));
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'problem', reason: 'mfa-required' }));
    expect([...kinds].toSorted()).toEqual(['checking', 'preparing', 'problem']);
    built.appServer.refuse('startPairing', null);
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    await finish(built);
  });

  test('whose environment is proven gone gives way to a new one', async () => {
    const built = await build('new');
    built.appServer.say({ status: 'connecting' });
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    await built.remoteControl.check('resume');
    expect(built.remoteControl.screen.outcome?.kind).toBe('repaired');
    expect(viewOf(built).kind).toBe('preparing');
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    await finish(built);
  });

  test('stays the same through a check that changes nothing', async () => {
    const built = await build('new');
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    await built.remoteControl.check('button');
    expect(viewOf(built).kind).toBe('pairing');
    expect(built.appServer.asked.filter((method) => method === 'startPairing')).toHaveLength(1);
    await finish(built);
  });
});

describe('the end', () => {
  test('leaves no wait, no app-server and nothing that could start again', async () => {
    const built = await buildWaiting();
    await built.remoteControl.stop();
    const { screen } = built.remoteControl;
    const logged = built.log.length;
    expect([built.clock.waiting, built.appServer.asked.at(-1)]).toEqual([[], 'stop']);
    built.remoteControl.beginPairing();
    await built.remoteControl.check('resume');
    expect([built.remoteControl.screen, built.log.length, built.servers.length]).toEqual([screen, logged, 1]);
    await finish(built);
  });

  test('comes in the middle of a check without an effect', async () => {
    const built = await build('stuck', { clock: createTestClock('still') });
    built.remoteControl.start();
    await built.remoteControl.stop();
    expect(built.remoteControl.screen).toMatchObject({ view: { kind: 'checking' }, outcome: null });
    expect(built.clock.waiting).toEqual([]);
    expect(built.profile.readState()[PAIRING_KEYS.environmentId]).toBe(DEAD.environmentId);
    await finish(built);
  });
});
