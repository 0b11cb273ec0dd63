import { describe, expect, it } from 'vitest';
import {
  type JsonObject,
  MAIN_FILE,
  PAIRING_KEYS as KEYS,
  type RemoteDeletion,
} from '../../globalState/index.ts';
import { commitOf, testState } from '../../../../testing/fakes/stateFolder.ts';
import {
  ACCOUNT,
  BASE_URL,
  client,
  environment,
  row,
  stuck,
  table,
} from '../../../../testing/fakes/directoryFixtures.ts';
import { createTestClock } from '../../../../testing/fakes/testClock.ts';
import type { EnrollmentTable } from '../../codexHome/index.ts';
import type { DirectoryClient, DirectoryEnvironment } from '../directory/readDirectory.ts';
import type { Connection } from '../directory/request.ts';
import { drainOutbox, type Drained, type Progress } from './drainOutbox.ts';
import { TIME_LIMIT_MS } from '../../../../testing/timeLimit.ts';

const deletion = (kind: RemoteDeletion['kind'], id: string, more: Partial<RemoteDeletion> = {}) => ({
  kind,
  id,
  accountId: 'acct',
  baseUrl: BASE_URL,
  ...more,
});
const own = (kind: RemoteDeletion['kind'], id: string) => deletion(kind, id, { role: 'own' });
const phone = (id: string) => deletion('client', id, { role: 'pending-client' });
const phones = (count: number) => Array.from({ length: count }, (_, index) => phone(`p${index}`));
const pending = (id: string) => client(id, 'pending_enrollment');
const outcomes = ({ deletions }: Drained) => deletions.map(({ id, outcome }) => `${id} ${outcome}`);
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const NOT_FOUND = { detail: 'Not Found' };

interface Given {
  readonly outbox?: readonly RemoteDeletion[];
  readonly planned?: readonly RemoteDeletion[];
  readonly state?: object;
  /** What the server has: the phones that are to be deleted, by default. */
  readonly clients?: readonly DirectoryClient[];
  readonly environments?: readonly DirectoryEnvironment[];
  readonly table?: EnrollmentTable;
  readonly connectedEnvironmentId?: string | null;
  readonly livePairing?: boolean;
  /** An answer in place of the server's own. */
  readonly answer?: (id: string, attempt: number) => Response | null;
  /** How long the answer to a list takes. */
  readonly listTakesMs?: number;
  /** Lists in place of the server's own, by the last part of the path. */
  readonly list?: (name: string) => Response | null;
}

/** Drains a real state's outbox against a server in memory, in a time that passes only by waiting. */
async function drainable(given: Given) {
  const { outbox = [], planned = [], answer = () => null, list = () => null } = given;
  const { state, put } = await testState({ main: JSON.stringify(given.state ?? { 'local-projects': {} }) });
  await state.commit(commitOf({ outbox }));
  const phoneIds = [...outbox, ...planned].filter(({ role }) => role === 'pending-client');
  const clients = new Map(
    (given.clients ?? phoneIds.map(({ id }) => pending(id))).map((each) => [each.client_id, each]),
  );
  const environments = new Map((given.environments ?? []).map((each) => [each.env_id, each]));
  const clock = createTestClock('hurried');
  const log: { request: string; at: number }[] = [];
  const attempts = new Map<string, number>();
  const controller = new AbortController();
  const busy = { now: 0, most: 0 };
  const started = clock.monotonic();

  const remove = (id: string): Response => {
    const attempt = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    const instead = answer(id, attempt);
    if (instead !== null) return instead;
    const known = clients.delete(id) || environments.delete(id);
    return known ? new Response(null, { status: 204 }) : json(NOT_FOUND, 404);
  };
  const read = (name: string): Response => {
    const items = { clients: [...clients.values()], environments: [...environments.values()] }[name];
    return (
      list(name) ?? (items === undefined ? json({ requirement: 'suggested' }) : json({ items, cursor: null }))
    );
  };
  const connection: Connection = {
    baseUrl: BASE_URL,
    account: ACCOUNT,
    signal: controller.signal,
    requestTimeoutMs: TIME_LIMIT_MS,
    fetch: async (url, { method }) => {
      const { pathname } = new URL(url);
      const id = decodeURIComponent(pathname.split('/').at(-1) ?? '');
      if (method !== 'DELETE') {
        clock.advance(given.listTakesMs ?? 0);
        return read(id);
      }
      log.push({ request: pathname.replace('/backend-api/', ''), at: clock.monotonic() - started });
      busy.now += 1;
      busy.most = Math.max(busy.most, busy.now);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      busy.now -= 1;
      return remove(id);
    },
  };
  const ports = {
    state,
    clock,
    readEnrollmentTable: async () => given.table ?? table(),
    localFacts: () => ({
      connectedEnvironmentId: given.connectedEnvironmentId ?? null,
      livePairing: given.livePairing ?? false,
    }),
  };
  const progress: Progress[] = [];
  return {
    log,
    busy,
    controller,
    state,
    clients,
    environments,
    progress,
    put,
    left: () => state.record.outbox.map(({ id }) => id),
    run: () => drainOutbox(ports, connection, planned, (step) => progress.push(step)),
  };
}

describe('the order', () => {
  it('is environments, own clients, and then phones, each deleted where it lives', async () => {
    const { run, log, left } = await drainable({
      outbox: [...phones(2), own('client', 'c1'), own('environment', 'e /?')],
      clients: [client('c1'), pending('p0'), pending('p1')],
      environments: [environment('e /?')],
    });
    expect([outcomes(await run()), log.map(({ request }) => request), left()]).toEqual([
      ['c1 deleted', 'e /? deleted', 'p0 deleted', 'p1 deleted'],
      [
        'codex/remote/control/environments/e%20%2F%3F',
        'wham/remote/control/clients/c1',
        'wham/remote/control/clients/p0',
        'wham/remote/control/clients/p1',
      ],
      [],
    ]);
  });

  it('leaves phones alone while the environment stays, because a code of it may still be claimed', async () => {
    const { run, left } = await drainable({
      outbox: [...phones(1), own('environment', 'e1'), own('environment', 'e2'), own('client', 'c1')],
      environments: [environment('e1'), environment('e2')],
      answer: (id) => (id === 'e1' ? json({}, 403) : null),
    });
    expect([outcomes(await run()), left()]).toEqual([
      ['e1 queued', 'e2 deleted', 'c1 deleted', 'p0 queued'],
      ['p0', 'e1'],
    ]);
  });

  it('does not wait for an own client that stays', async () => {
    const { run } = await drainable({
      outbox: [...phones(1), own('client', 'c1')],
      clients: [client('c1'), pending('p0')],
      answer: (id) => (id === 'c1' ? json({}, 403) : null),
    });
    expect(outcomes(await run())).toEqual(['c1 queued', 'p0 deleted']);
  });
});

describe('an environment', () => {
  const e1 = own('environment', 'e1');

  it.each<[string, Partial<Given>]>([
    ['is shown online', { environments: [environment('e1', { online: true })] }],
    ['is shown neither online nor offline', { environments: [environment('e1', { online: null })] }],
    ['a list writes in another way', { environments: [environment('E1', { online: true })] }],
    ['is not in a list that is not whole', { list: (name) => (name === 'environments' ? json([]) : null) }],
    ['may be anybody’s, because the table cannot be read', { table: { rows: [], isWhole: false } }],
  ])('that %s stays, and the own client and the phones with it', async (_, given) => {
    const { run, log, left } = await drainable({
      planned: [e1, own('client', 'c1'), phone('p0')],
      outbox: [e1, own('client', 'c1'), phone('p0')],
      environments: [environment('e1')],
      ...given,
    });
    const isUnread = given.table !== undefined;
    expect([outcomes(await run()), log.length, left()]).toEqual([
      ['e1 queued', isUnread ? 'c1 deleted' : 'c1 queued', 'p0 queued'],
      isUnread ? 1 : 0,
      isUnread ? ['e1', 'p0'] : ['e1', 'c1', 'p0'],
    ]);
  });

  it('whose host has just been stopped is waited for until it is shown offline', async () => {
    let asked = 0;
    const { run, environments } = await drainable({
      planned: [e1],
      environments: [environment('e1', { online: true })],
      list: (name) => {
        if (name !== 'environments' || (asked += 1) < 2) return null;
        environments.set('e1', environment('e1', { online: false }));
        return null;
      },
    });
    expect([outcomes(await run()), asked]).toEqual([['e1 deleted'], 3]);
  });

  it('that the app-server’s table names is in use again, unless this very repair removes it', async () => {
    const given = { outbox: [e1], environments: [environment('e1')], table: table(row('e1')) };
    const later = await drainable(given);
    const now = await drainable({ ...given, planned: [e1] });
    expect([outcomes(await later.run()), later.log, later.left(), outcomes(await now.run())]).toEqual([
      [],
      [],
      [],
      ['e1 deleted'],
    ]);
  });

  it('of another account, a ghost that the table names, and one that is connected are never deleted', async () => {
    const ghost = deletion('environment', 'e-ghost', { role: 'ghost' });
    const { run, log, left } = await drainable({
      planned: [e1, ghost, own('environment', 'e-connected')],
      outbox: [e1, ghost, own('environment', 'e-connected')],
      environments: ['e1', 'e-ghost', 'e-connected'].map((id) => environment(id)),
      table: table(row('e1', { accountId: 'other' }), row('e-ghost')),
      connectedEnvironmentId: 'e-connected',
    });
    expect([outcomes(await run()), log, left()]).toEqual([[], [], []]);
  });

  it('that a ghost leaves online keeps nothing else back', async () => {
    const { run } = await drainable({
      planned: [deletion('environment', 'e-ghost', { role: 'ghost' }), own('client', 'c1'), phone('p0')],
      environments: [environment('e-ghost', { online: true })],
      clients: [client('c1'), pending('p0')],
    });
    expect(outcomes(await run())).toEqual(['e-ghost queued', 'c1 deleted', 'p0 deleted']);
  });
});

describe('what is not sent', () => {
  it('is what belongs to another account or base URL', async () => {
    const theirs = [
      deletion('client', 'a', { accountId: 'other' }),
      deletion('client', 'b', { baseUrl: 'https://chatgpt-staging.com/backend-api' }),
    ];
    const mine = deletion('client', 'a', { baseUrl: `${BASE_URL}/`, role: 'pending-client' });
    const { run, log, left } = await drainable({ outbox: [mine, ...theirs] });
    expect([outcomes(await run()), log.length, left()]).toEqual([['a deleted'], 1, ['a', 'b']]);
  });

  it('is what came back to life: stored again, by another program too, or enrolled by now', async () => {
    const outbox = [own('client', 'c1'), own('environment', 'e1'), phone('p-enrolled')];
    const { run, log, left, put } = await drainable({
      outbox,
      clients: [client('c1'), client('p-enrolled')],
      environments: [environment('e1')],
    });
    const record = { 'mobile-pairing-repair': { outbox } };
    put(MAIN_FILE, JSON.stringify({ ...stuck('c1', 'e1'), ...record }));
    expect([outcomes(await run()), log, left()]).toEqual([[], [], []]);
  });

  it('is what may be stored in a file that cannot be read, or stands in an entry that is malformed', async () => {
    const outbox = [own('client', 'c1')];
    const damaged = await drainable({ outbox });
    damaged.put(MAIN_FILE, '{"half');
    expect(await damaged.run()).toMatchObject({ deletions: [{ id: 'c1', outcome: 'queued' }] });
    const malformed = await drainable({ outbox });
    const { 'mobile-pairing-repair': record } = malformed.state.get([]) as JsonObject;
    const entries = { [KEYS.clientEnrollments]: { odd: { clientId: 'c1' } } };
    malformed.put(MAIN_FILE, JSON.stringify({ ...entries, 'mobile-pairing-repair': record ?? null }));
    await malformed.run();
    expect([damaged.log, damaged.left(), malformed.log, malformed.left()]).toEqual([[], ['c1'], [], []]);
  });

  it('is a phone that enrolls while others are being deleted', async () => {
    const outbox = phones(40);
    const { run, clients, log } = await drainable({
      outbox,
      answer: (id, attempt) => {
        if (id !== 'p0' || attempt > 1) return null;
        clients.set('p39', client('p39'));
        return json({}, 429, { 'retry-after': '10' });
      },
    });
    const drained = await run();
    expect([
      drained.deletions.length,
      clients.has('p39'),
      log.some(({ request }) => request.endsWith('p39')),
    ]).toEqual([39, true, false]);
  });

  it('is a phone of which it is not known whether it has enrolled, or that may claim a code', async () => {
    const outbox = phones(1);
    const unknown = await drainable({
      outbox,
      clients: [],
      list: (name) => (name === 'clients' ? json([]) : null),
    });
    const pairing = await drainable({ outbox, livePairing: true });
    const drained = [await unknown.run(), await pairing.run()].map(outcomes);
    expect([drained, unknown.left(), unknown.log, pairing.log]).toEqual([
      [['p0 queued'], ['p0 queued']],
      ['p0'],
      [],
      [],
    ]);
  });

  it.each(['\ud800', 'a\udc00b', '..', '.'])('is an id that no address can hold: %j', async (id) => {
    const outbox = [own('client', id), own('environment', id), phone('p0')];
    const { run, log, left } = await drainable({ outbox });
    expect([(await run()).deletions.map(({ outcome }) => outcome), log.length, left()]).toEqual([
      ['impossible', 'impossible', 'deleted'],
      1,
      [],
    ]);
  });

  it('is decided by the tombstones where an older version left no role', async () => {
    const { run, state } = await drainable({
      outbox: [deletion('client', 'c1'), deletion('client', 'p0'), deletion('environment', 'e1')],
      clients: [client('c1'), client('p0')],
      environments: [environment('e1')],
    });
    await state.commit(commitOf({ retire: [{ kind: 'client', id: 'c1', proven: true }] }));
    expect(outcomes(await run())).toEqual(['c1 deleted', 'e1 deleted']);
  });
});

describe('an answer', () => {
  it.each([
    ['200', 200, 'deleted'],
    ['202', 202, 'deleted'],
    ['401', 401, 'queued'],
    ['403', 403, 'queued'],
    ['409', 409, 'queued'],
  ])('of %s leaves it %s', async (_, status, outcome) => {
    const { run, left } = await drainable({ outbox: phones(1), answer: () => json({}, status) });
    expect([outcomes(await run()), left()]).toEqual([[`p0 ${outcome}`], outcome === 'queued' ? ['p0'] : []]);
  });

  it.each(['application/json', 'text/html'])(
    'of 404 (%s) is done only where the list does not have it',
    async (type) => {
      const answer = () => new Response('{}', { status: 404, headers: { 'content-type': type } });
      const there = await drainable({ outbox: phones(1), answer });
      const gone = await drainable({ outbox: phones(1), answer, clients: [] });
      const unknown = await drainable({
        outbox: [own('client', 'c1')],
        answer,
        list: (name) => (name === 'clients' ? json([]) : null),
      });
      const ran = [await there.run(), await gone.run(), await unknown.run()].map(outcomes);
      expect([ran, there.left(), gone.left(), unknown.left()]).toEqual([
        [['p0 queued'], ['p0 deleted'], ['c1 queued']],
        ['p0'],
        [],
        ['c1'],
      ]);
    },
  );

  it('of 404 about an environment is no proof either', async () => {
    const { run, left } = await drainable({
      outbox: [own('environment', 'e1')],
      environments: [environment('e1')],
      answer: () => json(NOT_FOUND, 404),
    });
    expect([outcomes(await run()), left()]).toEqual([['e1 queued'], ['e1']]);
  });

  it('that never came is done where the list does not have it any more', async () => {
    const { run, clients } = await drainable({
      outbox: phones(1),
      answer: (id) => {
        clients.delete(id);
        return json({}, 502);
      },
    });
    expect(outcomes(await run())).toEqual(['p0 deleted']);
  });

  it('with Retry-After holds all deletions back for that time, and then they go', async () => {
    const { run, log } = await drainable({
      outbox: phones(20),
      answer: (_, attempt) => (attempt === 1 ? json({}, 429, { 'retry-after': '1' }) : null),
    });
    expect(new Set(outcomes(await run()))).toEqual(new Set(phones(20).map(({ id }) => `${id} deleted`)));
    const first = log[0]?.at ?? 0;
    const early = log.filter(({ at }) => at > first && at < first + 1000);
    expect([early, log.slice(0, 8).length]).toEqual([[], 8]);
  });

  it('that asks for more time than a person waits leaves the rest, and says until when', async () => {
    const { run, log, left } = await drainable({
      outbox: phones(20),
      answer: () => json({}, 503, { 'retry-after': '11' }),
    });
    const drained = await run();
    expect([
      drained.deletions.every(({ outcome }) => outcome === 'queued'),
      log.length,
      left().length,
    ]).toEqual([true, 8, 20]);
    expect(drained.retryAfterMs).toBeGreaterThan(10_000);
  });

  it('of 429 from the fortieth deletion on leaves exactly the rest', async () => {
    let sent = 0;
    const { run, left, clients } = await drainable({
      outbox: phones(100),
      answer: () => ((sent += 1) < 40 ? null : json({}, 429)),
    });
    const { deletions } = await run();
    const deleted = deletions.filter(({ outcome }) => outcome === 'deleted');
    expect([deleted.length, left().length, clients.size, sent < 40 + 3 * 8]).toEqual([39, 61, 61, true]);
  });

  it('that fails three times over is enough: a service in trouble is left alone', async () => {
    const { run, log } = await drainable({ outbox: phones(100), answer: () => json({}, 500) });
    expect((await run()).deletions.every(({ outcome }) => outcome === 'queued')).toBe(true);
    expect(log.length).toBeLessThanOrEqual(24);
  });

  it('that no longer accepts the sign-in ends the drain', async () => {
    const { run, log } = await drainable({ outbox: phones(100), answer: () => json({}, 401) });
    await run();
    expect(log.length).toBeLessThanOrEqual(8);
  });
});

it('asks a service that does not tell what it has no more than once', async () => {
  let asked = 0;
  const { run, log } = await drainable({
    planned: [own('environment', 'e1'), own('client', 'c1'), ...phones(40)],
    list: (name) => {
      if (name === 'environments') asked += 1;
      return json({}, 502);
    },
  });
  const { deletions } = await run();
  // The three tries of one reading.
  expect([deletions.every(({ outcome }) => outcome === 'queued'), log, asked]).toEqual([true, [], 3]);
});

it('reads the lists of a slow service no more often than needed', async () => {
  let asked = 0;
  const { run } = await drainable({
    outbox: phones(100),
    listTakesMs: 3000,
    list: (name) => {
      if (name === 'clients') asked += 1;
      return null;
    },
  });
  await run();
  expect(asked).toBeLessThanOrEqual(2);
});

it('has never more than eight deletions under way, and says how far it is', async () => {
  const { run, busy, progress } = await drainable({ outbox: phones(60) });
  await run();
  expect([busy, progress.length, progress.at(0), progress.at(-1)]).toEqual([
    { now: 0, most: 8 },
    60,
    { done: 1, total: 60 },
    { done: 60, total: 60 },
  ]);
});

it('sends nothing once the whole call is over', async () => {
  const { run, log, controller } = await drainable({ outbox: phones(3) });
  controller.abort();
  expect([outcomes(await run()), log]).toEqual([['p0 queued', 'p1 queued', 'p2 queued'], []]);
});

it('can be cancelled in the middle: what is done is done, and the rest is left', async () => {
  let sent = 0;
  const { run, left, clients, controller } = await drainable({
    outbox: phones(100),
    answer: () => {
      if ((sent += 1) === 20) controller.abort();
      return null;
    },
  });
  const { deletions } = await run();
  const queued = deletions.filter(({ outcome }) => outcome === 'queued').map(({ id }) => id);
  expect([queued, queued.length > 70, [...clients.keys()].every((id) => queued.includes(id))]).toEqual([
    left(),
    true,
    true,
  ]);
});

it('forgets what is done in the file too', async () => {
  const { run, state } = await drainable({ outbox: phones(2) });
  await run();
  await state.flush();
  const reread = state.read(MAIN_FILE);
  expect(reread.kind === 'read' && reread.value['mobile-pairing-repair']).toMatchObject({ outbox: [] });
});
