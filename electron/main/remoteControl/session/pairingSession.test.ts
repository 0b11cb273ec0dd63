import { describe, expect, it } from 'vitest';
import type { View } from '../../../shared/screen.ts';
import type { TroubleReason } from '../appServer/index.ts';
import { createFakeAppServer, type FakeAppServer } from '../../../../testing/fakes/fakeAppServer.ts';
import { createPairingSession, isObstacle, problemOfTrouble } from './pairingSession.ts';
import type { StartedAppServer } from '../ports.ts';

/** A session in a time that passes only by waiting; `onWait` hears each wait by its number, and may hold it until its end. */
function scene(
  onWait: (count: number, server: FakeAppServer) => 'hold' | void = () => {},
  {
    server = createFakeAppServer('e1'),
    started,
  }: { server?: FakeAppServer; started?: StartedAppServer } = {},
) {
  const events: unknown[] = [];
  const views: View[] = [];
  const waits: number[] = [];
  let now = 0;
  const clock = {
    now: () => now,
    monotonic: () => now,
    async wait(milliseconds: number, signal: AbortSignal) {
      if (signal.aborted) return;
      waits.push(milliseconds);
      if (onWait(waits.length, server) === 'hold') {
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve());
          if (signal.aborted) resolve();
        });
      } else now += milliseconds;
    },
  };
  const session = createPairingSession(
    { running: async () => started ?? { kind: 'ok', value: server } },
    clock,
    {
      onView: (view) => {
        views.push(view);
        events.push(view.kind === 'pairing' ? [view.url, session.isLive] : view.kind);
      },
      onIdentity: (identity) => events.push(identity),
      onClaimed: () => events.push('claimed'),
      onProblem: (reason) => events.push(`problem: ${reason}`),
    },
  );
  return { session, server, events, views, waits, begin: () => session.begin({ kind: 'preparing' }) };
}

const turn = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
const url = (code: string) => `https://chatgpt.com/codex/pair?pairing_code=${code}`;
const identity = { environmentId: 'e1', installationId: '11111111-1111-4111-8111-111111111111' };
const code = (pairingCode: string, expiresAt: number) => ({
  pairingCode,
  manualPairingCode: null,
  environmentId: 'e1',
  expiresAt,
});

describe('a code', () => {
  it('is shown, asked for every three seconds, and claimed', async () => {
    const { session, events, waits, begin } = scene((count, server) => {
      if (count === 2) server.claim();
    });
    const done = begin();
    expect([session.isRunning, session.isLive]).toEqual([true, false]);
    await done;
    expect([events, waits, session.isRunning, session.isLive]).toEqual([
      ['preparing', identity, [url('pairing-code'), true], 'claimed'],
      [3000, 3000],
      false,
      false,
    ]);
  });

  it('is renewed two seconds before its end, and lives a second at the least', async () => {
    const { server, events, waits, begin } = scene((count) => {
      if (count === 5) server.claim();
    });
    server.codes.unshift(code('a b', 10), code('second', 0));
    await begin();
    expect([events, waits]).toEqual([
      [
        'preparing',
        identity,
        [url('a%20b'), true],
        identity,
        [url('second'), true],
        identity,
        [url('pairing-code'), true],
        'claimed',
      ],
      [3000, 3000, 2000, 1000, 3000],
    ]);
  });

  it('that the app-server calls expired is renewed at once; whatever else it refuses may pass', async () => {
    const codes = () => events.filter((event) => Array.isArray(event)).length;
    const shown: number[] = [];
    const { server, events, begin } = scene((count) => {
      shown.push(codes());
      server.refuse(
        'readPairing' as never,
        count === 1 ? 'server-error' : count === 2 ? 'expired-code' : null,
      );
      if (count === 4) server.claim();
    });
    await begin();
    expect([shown, events.at(-1)]).toEqual([[1, 1, 2, 2], 'claimed']);
  });

  it('is live only while it is on screen, and its end is told in milliseconds', async () => {
    const real = createFakeAppServer('e1');
    const asked: unknown[] = [];
    const server = Object.assign(Object.create(real) as FakeAppServer, {
      startPairing: async () => {
        asked.push(session.isLive);
        return real.startPairing();
      },
      readPairing: async (params: unknown) => {
        asked.push(params);
        return real.readPairing(params as never);
      },
    });
    real.codes.unshift(code('first', 4));
    const { session, views, begin } = scene(
      (count) => {
        if (count === 2) real.claim();
      },
      { server },
    );
    await begin();
    expect(asked).toEqual([false, { pairingCode: 'first' }, false, { pairingCode: 'pairing-code' }]);
    expect(views.map((view) => (view.kind === 'pairing' ? view.remainingMs : null))).toEqual([
      null,
      4000,
      4_000_000_000_000 - 2000,
    ]);
  });

  it('belongs to the identity of the enrollment where the app-server has told no status yet', async () => {
    const real = createFakeAppServer('e1');
    const server = Object.assign(Object.create(real) as FakeAppServer, {});
    Object.defineProperty(server, 'status', { value: null });
    const { events, begin } = scene(() => void real.claim(), { server });
    await begin();
    expect([events[1], events.at(-1)]).toEqual([identity, 'claimed']);
  });

  it('is gone with the app-server', async () => {
    const real = createFakeAppServer('e1');
    const server = Object.assign(Object.create(real) as FakeAppServer, {
      readPairing: async () => ({ kind: 'gone', message: '' }) as const,
    });
    const { events, begin } = scene(undefined, { server });
    await begin();
    expect(events.at(-1)).toBe('problem: app-server-failed');
  });
});

describe('what cannot go on says why', () => {
  it.each<[string, StartedAppServer]>([
    ['app-server-missing', { kind: 'missing', message: '' }],
    ['app-server-failed', { kind: 'gone', message: '' }],
    ['app-server-hangs', { kind: 'timeout' }],
    ['home-read-only', { kind: 'prevented', reason: 'home-read-only', message: '' }],
  ])('%s: there is no app-server', async (reason, started) => {
    const { events, session, begin } = scene(undefined, { started });
    await begin();
    expect([events, session.isRunning]).toEqual([['preparing', `problem: ${reason}`], false]);
  });

  it.each<[TroubleReason, string]>([
    ['mfa-required', 'mfa-required'],
    ['expired-code', 'app-server-failed'],
    ['not-enabled', 'app-server-failed'],
    ['unknown', 'app-server-failed'],
    ['not-found', 'feature-unavailable'],
    ['disabled-by-policy', 'forbidden'],
    ['offline', 'offline'],
  ])('%s: %s', async (refused, reason) => {
    const results = (['enable', 'startPairing'] as const).map(async (method) => {
      const { server, events, begin } = scene();
      server.refuse(method, refused);
      await begin();
      return events;
    });
    const events = ['preparing', `problem: ${reason}`];
    expect([await Promise.all(results), problemOfTrouble(refused)]).toEqual([[events, events], reason]);
  });

  it.each([
    ['timeout', { kind: 'timeout' }],
    ['app-server-failed', { kind: 'gone', message: '' }],
  ])('%s: no answer', async (reason, outcome) => {
    const server = Object.assign(Object.create(createFakeAppServer('e1')) as FakeAppServer, {
      enable: async () => outcome,
    });
    const { events, begin } = scene(undefined, { server });
    await begin();
    expect(events.at(-1)).toBe(`problem: ${reason}`);
  });
});

describe('a connection', () => {
  it('is waited for three seconds, and then the code is shown all the same', async () => {
    const { server, events, waits, begin } = scene((count) => {
      if (count === 2) server.claim();
    });
    server.say({ status: 'connecting' });
    server.complain({ reason: 'offline', message: '' });
    await begin();
    expect([waits, events.at(-1)]).toEqual([[3000, 3000], 'claimed']);
  });

  it.each(['already-online', 'mfa-required', 'signed-out', 'forbidden'] as const)(
    'that %s keeps from being made is not waited for',
    async (reason) => {
      const { server, events, begin } = scene(() => {
        server.complain({ reason, message: '' });
        return 'hold';
      });
      server.say({ status: 'connecting' });
      await begin();
      expect([events, isObstacle(reason), isObstacle('offline')]).toEqual([
        ['preparing', `problem: ${reason}`],
        true,
        false,
      ]);
    },
  );

  it('that is made ends the wait, and nobody listens afterwards', async () => {
    const real = createFakeAppServer('e1');
    real.say({ status: 'connecting' });
    let listeners = 0;
    const counted = (stop: () => void) => {
      listeners += 1;
      return () => {
        listeners -= 1;
        stop();
      };
    };
    const server = Object.assign(Object.create(real) as FakeAppServer, {
      onStatus: (listener: never) => counted(real.onStatus(listener)),
      onTrouble: (listener: never) => counted(real.onTrouble(listener)),
    });
    const { events, begin } = scene(
      (count) => {
        if (count > 1) return real.claim();
        real.complain({ reason: 'offline', message: '' });
        real.say({ status: 'connected' });
        return 'hold';
      },
      { server },
    );
    await begin();
    expect([events.at(-1), listeners]).toEqual(['claimed', 0]);
  });
});

describe('a session that ends', () => {
  it('early shows nothing and asks for nothing more, wherever it was', async () => {
    for (const turns of [0, 1, 2, 3, 4, 5, 6]) {
      const { session, server, events, begin } = scene(() => 'hold');
      const done = begin();
      for (let count = 0; count < turns; count += 1) await Promise.resolve();
      session.end();
      const before = [events.length, server.asked.length];
      await done;
      await turn();
      expect([events.length, server.asked.length]).toEqual(before);
      expect([session.isRunning, session.isLive]).toEqual([false, false]);
    }
  });

  it('for a new one leaves the screen to that', async () => {
    const { session, events, begin } = scene(() => 'hold');
    const first = begin();
    await turn();
    expect(session.isLive).toBe(true);
    const second = session.begin({ kind: 'repairing', step: 'enrolling', progress: null });
    expect([session.isLive, session.isRunning]).toEqual([false, true]);
    await first;
    expect(session.isRunning).toBe(true);
    await turn();
    expect([session.isLive, events.slice(3)]).toEqual([
      true,
      ['repairing', identity, [url('pairing-code'), true]],
    ]);
    session.end();
    await second;
  });
});
