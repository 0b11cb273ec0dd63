import { describe, expect, it } from 'vitest';
import { createAppServerHost } from './appServerHost.ts';
import { createTestClock } from '../../../../testing/fakes/testClock.ts';
import { createFakeAppServer, type FakeAppServer } from '../../../../testing/fakes/fakeAppServer.ts';
import type { StartedAppServer } from '../ports.ts';
import { eventually } from '../../../../testing/eventually.ts';

/** A host that starts what the test gives it, and what it told. */
function scene(start: (count: number, signal: AbortSignal) => Promise<StartedAppServer> | StartedAppServer) {
  const told: unknown[] = [];
  const clock = createTestClock('still');
  let starts = 0;
  const host = createAppServerHost(
    {
      startAppServer: async (signal) => {
        starts += 1;
        return start(starts, signal);
      },
      clock,
      log: (line) => told.push(line),
    },
    {
      onStatus: ({ status }) => told.push(status),
      onConnectionError: ({ reason }) => told.push(reason),
      onEnded: (ranForMs) => told.push(['ended', ranForMs]),
    },
  );
  return { host, told, clock, starts: () => starts };
}

const ok = (value: FakeAppServer) => ({ kind: 'ok', value }) as const;

describe('the app-server', () => {
  it('is started once for all, and tells how it is', async () => {
    const server = createFakeAppServer('e1');
    const { host, told, starts } = scene(() => ok(server));
    expect([host.connectedEnvironmentId, host.connectionError]).toEqual([null, null]);
    const [one, other] = await Promise.all([host.running(), host.running()]);
    expect([one, other, starts()]).toEqual([ok(server), ok(server), 1]);
    expect(host.connectedEnvironmentId).toBe('e1');
    server.say({ status: 'errored' });
    server.complain({ reason: 'already-online', message: '409' });
    expect([host.connectedEnvironmentId, host.connectionError?.reason, told]).toEqual([
      null,
      'already-online',
      ['connected', 'errored', 'already-online'],
    ]);
  });

  it('that dies is told once and started again when it is needed; its late end is ignored', async () => {
    const servers = [createFakeAppServer('e1'), createFakeAppServer('e2')];
    const { host, told, clock } = scene((count) => ok(servers[count - 1] ?? createFakeAppServer('')));
    await host.running();
    clock.advance(3000);
    servers[0]?.die();
    expect(host.connectedEnvironmentId).toBeNull();
    await host.running();
    servers[0]?.die();
    expect([host.connectedEnvironmentId, told]).toEqual([
      'e2',
      ['connected', 'app-server: ended by itself', ['ended', 3000], 'connected'],
    ]);
  });

  it('that does not start is told, and tried again', async () => {
    const server = createFakeAppServer('e1');
    const { host, told } = scene((count) =>
      count === 1 ? { kind: 'missing', message: 'None.' } : ok(server),
    );
    expect([await host.running(), await host.running(), told]).toEqual([
      { kind: 'missing', message: 'None.' },
      ok(server),
      ['app-server: did not start (missing)', 'connected'],
    ]);
  });

  it('whose start throws is as one that did not start', async () => {
    const server = createFakeAppServer('e1');
    const { host, told } = scene((count) => {
      if (count === 1) throw new Error('spawn');
      return ok(server);
    });
    expect([(await host.running()).kind, await host.running(), told]).toEqual([
      'ended',
      ok(server),
      ['app-server: did not start (ended)', 'connected'],
    ]);
  });

  it('that has told no status yet is not taken for one that has', async () => {
    const server = Object.defineProperty(createFakeAppServer('e1'), 'status', { value: null });
    const { host, told } = scene(() => ok(server));
    await host.running();
    expect([told, host.connectedEnvironmentId]).toEqual([[], null]);
  });

  it('is stopped and waited for, and that is no death', async () => {
    const server = createFakeAppServer('e1');
    const { host, told, starts } = scene(() => ok(server));
    await host.running();
    await host.stop();
    server.die();
    expect([server.asked, host.connectedEnvironmentId, told]).toEqual([['stop'], null, ['connected']]);
    await host.stop();
    await host.running();
    expect([server.asked, starts()]).toEqual([['stop'], 2]);
  });

  it('that is still starting is stopped too, and shows nothing', async () => {
    const server = createFakeAppServer('e1');
    const { host, told, starts } = scene(async (_, signal) => {
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      return ok(server);
    });
    const running = host.running();
    await eventually(() => expect(starts()).toBe(1));
    await host.stop();
    expect(server.asked).toEqual(['stop']);
    expect([await running, told, host.connectedEnvironmentId]).toEqual([
      { kind: 'ended', message: 'The Codex app-server was stopped while it started.' },
      [],
      null,
    ]);
  });

  it('is never two: a new one waits for the end of the old one', async () => {
    const server = createFakeAppServer('e1');
    let end: (() => void) | null = null;
    server.stop = () => new Promise((resolve) => (end = resolve));
    const { host, starts } = scene(() => ok(server));
    await host.running();
    const stopped = host.stop();
    const running = host.running();
    await eventually(() => expect(end).not.toBeNull());
    expect(starts()).toBe(1);
    (end as (() => void) | null)?.();
    await Promise.all([stopped, running]);
    expect(starts()).toBe(2);
  });

  it('that never was needs no stop', async () => {
    const { host, starts } = scene(() => ok(createFakeAppServer('e1')));
    await host.stop();
    expect(starts()).toBe(0);
  });
});
