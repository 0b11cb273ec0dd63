import { describe, expect, it } from 'vitest';
import { createFakeAppServer, type FakeAppServer } from '../../../../testing/fakes/fakeAppServer.ts';
import { createTestClock } from '../../../../testing/fakes/testClock.ts';
import type { StartedAppServer } from '../ports.ts';
import type { Connection } from './state.ts';
import { askForCode, connect, listPhones, watchCode, type WayPorts } from './wayToPhone.ts';

const NOW = Date.UTC(2026, 4, 4, 12, 0, 0);
const NEVER = new AbortController().signal;

/** The steps with an app-server, in a time that passes by waiting alone; `onWait` is called at each wait, and may end it early by what it does. */
function scene(
  server: FakeAppServer = createFakeAppServer('e1'),
  onWait: (count: number) => void = () => {},
) {
  const clock = createTestClock('hurried', NOW);
  const waits: number[] = [];
  const { wait } = clock;
  clock.wait = async (milliseconds, signal) => {
    waits.push(milliseconds);
    onWait(waits.length);
    await wait(milliseconds, signal);
  };
  const connection = (): Connection => (server.status?.status === 'connected' ? 'stored' : 'none');
  const running = async (): Promise<StartedAppServer> => ({ kind: 'ok', value: server });
  const way: WayPorts = { host: { running }, clock, connection, clockSkewMs: () => null };
  return { server, clock, waits, way };
}

const failed = (started: StartedAppServer): WayPorts => ({
  ...scene().way,
  host: { running: async () => started },
});

describe('connecting', () => {
  it('enables nothing where it is connected already', async () => {
    const { way, server, waits } = scene();
    expect([await connect(way, NEVER), server.asked, waits]).toEqual([
      { kind: 'linked', connection: 'stored', trouble: null },
      [],
      [],
    ]);
  });

  it('enables, and waits three seconds at the most for the connection', async () => {
    const quick = scene(createFakeAppServer('e1', false));
    const slow = scene();
    slow.server.say({ status: 'connecting' });
    slow.server.complain({ reason: 'offline', message: '' });
    expect([await connect(quick.way, NEVER), await connect(slow.way, NEVER), slow.waits]).toEqual([
      { kind: 'linked', connection: 'stored', trouble: null },
      { kind: 'linked', connection: 'none', trouble: 'offline' },
      [3000],
    ]);
  });

  it.each(['already-online', 'mfa-required', 'signed-out', 'forbidden'] as const)(
    'does not wait where %s is said, which no waiting ends',
    async (reason) => {
      const server = createFakeAppServer('e1');
      const { way } = scene(server, () => server.complain({ reason, message: '' }));
      server.say({ status: 'connecting' });
      expect(await connect(way, NEVER)).toEqual({
        kind: 'pairing-failed',
        thing: 'pairing',
        reason,
        retryAfterMs: null,
        awaitsConnection: true,
      });
    },
  );

  it.each<[string, StartedAppServer]>([
    ['app-server-missing', { kind: 'missing', message: '' }],
    ['app-server-failed', { kind: 'ended', message: '' }],
    ['app-server-hangs', { kind: 'timeout' }],
    ['home-read-only', { kind: 'prevented', reason: 'home-read-only', message: '' }],
  ])('says %s where there is no app-server, whatever is asked of it', async (reason, started) => {
    const way = failed(started);
    const asked = [connect(way, NEVER), askForCode(way), listPhones(way, 'e1', new Set())];
    const failure = { kind: 'pairing-failed', thing: 'app-server', reason };
    expect(await Promise.all(asked)).toMatchObject([failure, failure, failure]);
  });

  it('says what the app-server refused', async () => {
    const { way, server } = scene(createFakeAppServer('e1', false));
    server.refuse('enable', 'mfa-required');
    expect(await connect(way, NEVER)).toMatchObject({ kind: 'pairing-failed', reason: 'mfa-required' });
  });

  it('says which Codex does not know what it was asked, whatever that was', async () => {
    const { way, server } = scene(createFakeAppServer('e1', false));
    server.refuse('enable', 'too-old');
    server.refuse('startPairing', 'too-old');
    const failure = {
      reason: 'app-server-too-old',
      codex: { version: '0.125.0', source: 'npm' },
    };
    expect([await connect(way, NEVER), await askForCode(way)]).toMatchObject([failure, failure]);
  });

  it('listens to nothing afterwards', async () => {
    let listeners = 0;
    const real = createFakeAppServer('e1');
    real.say({ status: 'connecting' });
    const counted = (stop: () => void) => {
      listeners += 1;
      return () => {
        listeners -= 1;
        stop();
      };
    };
    const server = Object.assign(Object.create(real) as FakeAppServer, {
      onStatus: (listener: never) => counted(real.onStatus(listener)),
      onConnectionError: (listener: never) => counted(real.onConnectionError(listener)),
    });
    await connect(scene(server).way, NEVER);
    expect(listeners).toBe(0);
  });
});

const endingIn = (milliseconds: number) => ({
  pairingCode: 'a b',
  manualPairingCode: null,
  environmentId: 'e1',
  expiresAt: (NOW + milliseconds) / 1000,
});

describe('a code', () => {
  it('lives from its receipt, on a clock that cannot be set', async () => {
    const { way, server, clock } = scene();
    server.codes.unshift(endingIn(600_000));
    expect(await askForCode(way)).toEqual({
      code: { pairingCode: 'a b', manualCode: null, until: clock.monotonic() + 598_000 },
      identity: { environmentId: 'e1', installationId: '11111111-1111-4111-8111-111111111111' },
    });
  });

  it('is watched every three seconds until a phone claims it', async () => {
    const { way, server, waits, clock } = scene(undefined, (count) => count === 2 && server.claim());
    const code = { pairingCode: 'p', manualCode: null, until: clock.monotonic() + 60_000 };
    expect([await watchCode(way, code, NEVER), waits]).toEqual([{ kind: 'claimed' }, [3000, 3000]]);
  });

  it('is over at its end, and not before: a clock that is set changes nothing', async () => {
    const { way, waits, clock } = scene(undefined, () => clock.setWallClock(7_200_000));
    const code = { pairingCode: 'p', manualCode: null, until: clock.monotonic() + 7000 };
    expect([await watchCode(way, code, NEVER), waits]).toEqual([{ kind: 'code-over' }, [3000, 3000, 1000]]);
  });

  it('that the app-server calls expired at once is shown for five seconds all the same; what else it refuses may pass', async () => {
    const expired = scene();
    expired.server.refuse('readPairing' as never, 'expired-code');
    const refused = scene(undefined, (count) => count === 3 && refused.server.claim());
    refused.server.refuse('readPairing' as never, 'server-error');
    const code = { pairingCode: 'p', manualCode: null, until: 60_000 };
    expect([await watchCode(expired.way, code, NEVER), expired.waits]).toEqual([
      { kind: 'code-over' },
      [3000, expect.closeTo(2000, -2)],
    ]);
    expect((await watchCode(refused.way, { ...code, until: 9000 }, NEVER)).kind).toBe('code-over');
  });

  it('that is not watched any more does not start an app-server', async () => {
    const controller = new AbortController();
    let starts = 0;
    const { way } = scene(undefined, () => controller.abort());
    const host = {
      running: async () => {
        starts += 1;
        return way.host.running();
      },
    };
    await watchCode(
      { ...way, host },
      { pairingCode: 'p', manualCode: null, until: 60_000 },
      controller.signal,
    );
    expect(starts).toBe(0);
  });

  it('is gone with the app-server', async () => {
    const server = Object.assign(createFakeAppServer('e1'), {
      readPairing: async () => ({ kind: 'ended', message: '' }) as const,
    });
    const { way } = scene(server);
    const code = { pairingCode: 'p', manualCode: null, until: 60_000 };
    expect(await watchCode(way, code, NEVER)).toMatchObject({
      reason: 'app-server-failed',
      thing: 'app-server',
    });
  });
});

const client = (clientId: string, lastSeenAt: number | null = 1) => ({
  clientId,
  displayName: clientId,
  deviceType: null,
  platform: 'ios',
  osVersion: null,
  deviceModel: null,
  appVersion: null,
  lastSeenAt,
});

describe('the phones', () => {
  it('are read page by page, without this computer itself', async () => {
    const asked: unknown[] = [];
    const server = Object.assign(createFakeAppServer('e1'), {
      listClients: async (params: { cursor: string | null }) => {
        asked.push(params);
        const isFirst = params.cursor === null;
        const data = isFirst
          ? [client('phone'), client('own')]
          : [client('tablet', null), client('late', 1e306)];
        return { kind: 'ok', value: { data, nextCursor: isFirst ? 'next' : null } } as const;
      },
    });
    expect(await listPhones(scene(server as never).way, 'e1', new Set(['own']))).toEqual([
      { clientId: 'phone', name: 'phone', platform: 'ios', lastSeenAt: 1000 },
      { clientId: 'tablet', name: 'tablet', platform: 'ios', lastSeenAt: null },
      // No such moment could cross to the page.
      { clientId: 'late', name: 'late', platform: 'ios', lastSeenAt: null },
    ]);
    expect(asked).toEqual([
      { environmentId: 'e1', cursor: null, limit: 100 },
      { environmentId: 'e1', cursor: 'next', limit: 100 },
    ]);
  });
});
