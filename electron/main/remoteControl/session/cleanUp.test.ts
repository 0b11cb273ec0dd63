import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createTestClock } from '../../../../testing/fakes/testClock.ts';
import { backend, build, DEAD, finish, viewOf } from '../../../../testing/fakes/testModule.ts';
import { eventually } from '../../../../testing/eventually.ts';

describe('what an earlier repair left at the server', () => {
  test('is deleted at launch, with the app-server stopped, and own ids are spared', async () => {
    const built = await build('healthy');
    const { accountId } = built;
    backend.addClient({ accountId, clientId: 'cli_pending', enrollmentStatus: 'pending_enrollment' });
    const owner = { accountId, baseUrl: backend.baseUrl };
    await built.state.commit({
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
    await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected' }));
    const { clients, environments } = backend.account({ accountId });
    expect(clients.map(({ clientId }) => clientId)).not.toContain('cli_pending');
    expect(environments.map(({ environmentId }) => environmentId)).toEqual([DEAD.environmentId]);
    expect(built.state.record.outbox.map(({ id }) => id)).toEqual(['cli_of_another_account']);
    expect(built.appServer.asked).toEqual(['stop']);
    expect(built.log).toContain('clean-up: 1 of 1 deleted');
    await built.remoteControl.check('resume');
    await turn();
    expect(built.log.filter((line) => line.startsWith('clean-up'))).toHaveLength(1);
    await finish(built);
  });

  test('is deleted without a pairing too, and a code that is on screen gives way to it', async () => {
    const built = await build('new', { gateMs: 5 });
    const { accountId } = built;
    const owner = { accountId, baseUrl: backend.baseUrl };
    const left = ['env_left_1', 'env_left_2'].map((id) => ({ kind: 'environment', id, ...owner }) as const);
    await built.state.commit({ edits: [], retire: [], outbox: left, heal: null });
    for (const { id } of left) backend.addEnvironment({ accountId, environmentId: id });
    backend.addFault({ endpoint: 'clients', hold: true });
    built.remoteControl.start();
    await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
    backend.clearFaults();
    backend.addFault({ endpoint: 'delete-environment', status: 403, times: 1 });
    await eventually(() => expect(built.log).toContain('clean-up: 1 of 2 deleted'));
    expect(built.state.record.outbox).toHaveLength(1);
    await eventually(() => expect(built.servers[1]?.asked).toContain('startPairing'));
    await finish(built);
  });

  test('is left where the end comes in the middle', async () => {
    const built = await build('healthy', { clock: createTestClock('still') });
    const { accountId } = built;
    const left = { kind: 'client', id: 'cli_left', accountId, baseUrl: backend.baseUrl } as const;
    await built.state.commit({ edits: [], retire: [], outbox: [left], heal: null });
    backend.addFault({ endpoint: 'environments', status: 404, times: 1 });
    let stopped = Promise.resolve();
    const { stop } = built.appServer;
    built.appServer.stop = async () => {
      stopped = built.remoteControl.stop();
      await stop();
    };
    built.remoteControl.start();
    await eventually(() => expect(built.log.at(-1)).toMatch(/^clean-up: /));
    await stopped;
    expect([viewOf(built), built.clock.waiting]).toEqual([{ kind: 'checking' }, []]);
    await finish(built);
  });
});
