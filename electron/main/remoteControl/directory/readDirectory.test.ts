import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, type TestContext } from 'vitest';
import { startBackend, type Backend } from '../../../../testing/backend/index.ts';
import { readDirectory, type Directory } from './readDirectory.ts';
import type { JsonValue } from '../../globalState/index.ts';
import type { Connection } from './request.ts';
import { TIME_LIMIT_MS } from '../../../../testing/timeLimit.ts';

type Fault = Parameters<Backend['addFault']>[0];

/** A backend of its own, with one account, and what these tests ask of it. */
async function open(onTestFinished: TestContext['onTestFinished']) {
  const backend = await startBackend();
  onTestFinished(() => backend.close());
  const { accountId, userId } = backend.addAccount({ accountId: 'acct', userId: 'user-x' });
  const accessToken = backend.mintAuth({ accountId }).tokens.access_token;
  const connect = (more: Partial<Connection> = {}): Connection => ({
    fetch: (url, init) => fetch(url, init),
    baseUrl: backend.baseUrl,
    account: { accountId, userId, accessToken },
    signal: new AbortController().signal,
    requestTimeoutMs: TIME_LIMIT_MS,
    ...more,
  });
  return {
    ...backend,
    connect,
    read: (
      more?: Partial<Connection>,
      clientIds: readonly string[] = [],
      environmentIds: readonly string[] = [],
    ) => readDirectory(connect(more), { clientIds, environmentIds }),
    addClients: (count: number) =>
      Array.from({ length: count }, () => backend.addClient({ accountId }).clientId),
    fault: (endpoint: string, more: Partial<Fault>) => backend.addFault({ endpoint, ...more }),
    requestsOf: (endpoint: string) => backend.requests().filter((request) => request.endpoint === endpoint),
  };
}

/** A directory without its evidence, ids only. */
function brief({ clients, environments, mfa, mfaRequirement, refreshed }: Directory) {
  const reason = (answer: typeof mfa.answer) => (answer.kind === 'unknown' ? answer.reason : answer.kind);
  return {
    clients: [clients.items.map(({ client_id }) => client_id), clients.incomplete],
    environments: [environments.items.map(({ env_id }) => env_id), environments.incomplete],
    mfa: [mfaRequirement, reason(mfa.answer)],
    refreshed: [...refreshed].map(([id, { answer }]) => [id, reason(answer)]),
  };
}

const get = (path: string, query: object) => ({ method: 'GET', path, query, body: null });
const refresh = (client_id: string) => ({
  method: 'POST',
  path: '/backend-api/codex/remote/control/client/refresh/start',
  query: {},
  body: { client_id },
});

describe.concurrent('a reading', () => {
  it('asks everything at once, with the account, and holds what it was told', async ({ onTestFinished }) => {
    const scene = await open(onTestFinished);
    const { read, addClients } = scene;
    const [clientId = ''] = addClients(1);
    const { environmentId } = scene.addEnvironment({ accountId: 'acct' });
    scene.revokeClient({ accountId: 'acct', clientId: 'revoked' });
    const directory = await read({}, [clientId, 'revoked', 'unknown']);
    expect(brief(directory)).toEqual({
      clients: [[clientId], null],
      environments: [[environmentId], null],
      mfa: ['suggested', 'ok'],
      refreshed: [
        [clientId, 'ok'],
        ['revoked', 'revoked'],
        ['unknown', 'feature-unavailable'],
      ],
    });
    const requests = scene.requests().map(({ method, path, query, body }) => ({ method, path, query, body }));
    expect(new Set(requests)).toEqual(
      new Set([
        get('/backend-api/wham/remote/control/clients', { limit: '100' }),
        get('/backend-api/codex/remote/control/environments', { limit: '100' }),
        get('/backend-api/wham/remote/control/mfa_requirement', {}),
        ...[clientId, 'revoked', 'unknown'].map(refresh),
      ]),
    );
    const [headers] = scene.requests().map((request) => request.headers);
    expect(headers).toMatchObject({
      accept: 'application/json',
      authorization: expect.stringMatching(/^Bearer /) as string,
      'chatgpt-account-id': 'acct',
      originator: 'Codex Desktop',
      'cache-control': 'no-cache',
      pragma: 'no-cache',
    });
    expect(headers).not.toHaveProperty('cookie');
  });

  it('takes only an answer about the client that was asked about', async ({ onTestFinished }) => {
    const { read, fault } = await open(onTestFinished);
    fault('client-refresh-start', { body: { client_id: 'another' }, nth: 1 });
    fault('client-refresh-start', { body: [], nth: 2 });
    const directories = [await read({}, ['c1']), await read({}, ['c1'])];
    expect(directories.map((directory) => brief(directory).refreshed)).toEqual([
      [['c1', 'bad-shape']],
      [['c1', 'bad-shape']],
    ]);
  });

  it('lets one list fail without spoiling the other', async ({ onTestFinished }) => {
    const { read, addClients, fault } = await open(onTestFinished);
    const [clientId] = addClients(1);
    fault('environments', { status: 403 });
    const { clients, environments } = brief(await read());
    expect([clients, environments]).toEqual([
      [[clientId], null],
      [[], 'forbidden'],
    ]);
  });
});

describe.concurrent('C43: pages', () => {
  it('are all read', async ({ onTestFinished }) => {
    const { read, addClients, requestsOf } = await open(onTestFinished);
    const ids = addClients(250);
    const { clients } = await read();
    expect([clients.items.map(({ client_id }) => client_id), clients.incomplete]).toEqual([ids, null]);
    expect(requestsOf('clients').map(({ query }) => query['limit'])).toEqual(['100', '100', '100']);
  });

  it('are asked for with the cursor as it came, form-encoded', async ({ onTestFinished }) => {
    const { read, fault, requestsOf } = await open(onTestFinished);
    fault('clients', { nth: 1, body: { items: [], cursor: 'cursor /?&=+ü' } });
    fault('clients', { nth: 2, body: { items: [], cursor: null } });
    await read();
    expect(requestsOf('clients').map(({ query }) => query['cursor'])).toEqual([undefined, 'cursor /?&=+ü']);
  });

  it.for<[string, readonly JsonValue[], string | null]>([
    [
      'a repeated cursor',
      [
        { items: [], cursor: 'a' },
        { items: [], cursor: 'b' },
        { items: [], cursor: 'a' },
      ],
      'incomplete-list',
    ],
    ['an empty cursor', [{ items: [], cursor: '' }], 'incomplete-list'],
    ['a cursor that is no text', [{ items: [], cursor: 2 }], 'bad-shape'],
    ['no items', [{ cursor: null }], 'bad-shape'],
    ['items that are no list', [{ items: {}, cursor: null }], 'bad-shape'],
    ['a list instead of a page', [[]], 'bad-shape'],
    ['an item without its id', [{ items: [{ client_id: 'c1' }, {}], cursor: null }], 'bad-shape'],
    ['an item with another id', [{ items: [{ client_id: 7 }], cursor: null }], 'bad-shape'],
    ['no cursor at all', [{ items: [] }], null],
    [
      'a member with the name of one that every object has',
      [{ items: [], constructor: 'partial' }],
      'incomplete-list',
    ],
  ])('with %s', async ([, pages, incomplete], { onTestFinished }) => {
    const { read, fault, requestsOf } = await open(onTestFinished);
    for (const [index, body] of pages.entries()) fault('clients', { nth: index + 1, body: body as never });
    expect((await read()).clients.incomplete).toBe(incomplete);
    expect(requestsOf('clients').length).toBe(pages.length);
  });

  it('with a member that is named like the prototype', async ({ onTestFinished }) => {
    const { read, fault } = await open(onTestFinished);
    const headers = { 'content-type': 'application/json' };
    fault('clients', { headers, body: '{"items":[],"cursor":null,"__proto__":"partial"}' });
    expect((await read()).clients.incomplete).toBe('incomplete-list');
  });

  it('that fail in the middle keep what was found, and prove no absence', async ({ onTestFinished }) => {
    const { read, addClients, fault } = await open(onTestFinished);
    const ids = addClients(150);
    fault('clients', { nth: { from: 2, to: 10 }, status: 500 });
    const { clients } = await read();
    expect([clients.items.length, clients.incomplete]).toEqual([100, 'server-error']);
    expect(clients.items[0]?.client_id).toBe(ids[0]);
  });

  it('without end are left after two hundred', async ({ onTestFinished }) => {
    const { read } = await open(onTestFinished);
    let pages = 0;
    const endless: Connection['fetch'] = (url) => {
      if (url.includes('/clients?')) pages += 1;
      return Promise.resolve(Response.json({ items: [], cursor: `page-${pages}` }));
    };
    const { clients } = await read({ fetch: endless });
    expect([pages, clients.incomplete]).toEqual([200, 'incomplete-list']);
  });
});

describe.concurrent('fault 7: a list that may not be whole proves no absence', () => {
  it.for<[string, JsonValue]>([
    ['tells of more', { items: [], has_more: true }],
    ['names a next cursor in another place', { items: [], next_cursor: 'a' }],
    ['tells of errors', { items: [], cursor: null, errors: [{ message: 'shard 3' }] }],
    ['is said to be partial', { items: [], cursor: null, partial: true }],
    ['counts more than it holds', { items: [], cursor: null, total: 3 }],
    ['has a member of which nothing is known', { items: [], cursor: null, scope: 'workspace' }],
  ])('that %s', async ([, body], { onTestFinished }) => {
    const { read, fault } = await open(onTestFinished);
    fault('clients', { body: body as never });
    expect((await read()).clients.incomplete).toBe('incomplete-list');
  });

  const hundred = Array.from({ length: 100 }, (_, index) => ({ client_id: `c${index}` }));

  it.for<[string, JsonValue]>([
    ['is as long as was asked for', { items: hundred }],
    ['is as long as was asked for, with a cursor of null', { items: hundred, cursor: null }],
    ['is as long as it says that its pages are', { items: hundred.slice(0, 50), limit: 50 }],
  ])('that %s, whatever is asked for', async ([, body], { onTestFinished }) => {
    const { read, fault, requestsOf } = await open(onTestFinished);
    fault('clients', { body: body as never });
    expect((await read()).clients.incomplete).toBe('incomplete-list');
    expect(requestsOf('clients').map(({ query }) => query['limit'])).toEqual(['100', '99']);
  });

  it('but one of exactly a hundred is whole, of a service that pages', async ({ onTestFinished }) => {
    const { read, addClients, requestsOf } = await open(onTestFinished);
    const ids = addClients(100);
    const { clients } = await read();
    expect([clients.items.map(({ client_id }) => client_id), clients.incomplete]).toEqual([ids, null]);
    expect(requestsOf('clients').length).toBe(3);
  });

  it('that ends on a second page as long as was asked for, however small the pages', async ({
    onTestFinished,
  }) => {
    const { read, fault } = await open(onTestFinished);
    for (const nth of [1, 3])
      fault('clients', { nth, body: { items: [{ client_id: 'first' }], cursor: 'a' } });
    for (const nth of [2, 4]) fault('clients', { nth, body: { items: hundred, cursor: null } as never });
    expect((await read()).clients.incomplete).toBe('incomplete-list');
  });

  it('but two full pages are whole, of a service that pages', async ({ onTestFinished }) => {
    const { read, addClients } = await open(onTestFinished);
    const ids = addClients(200);
    const { clients } = await read();
    expect([clients.items.map(({ client_id }) => client_id), clients.incomplete]).toEqual([ids, null]);
  });

  it('that gives an item twice, on two pages', async ({ onTestFinished }) => {
    const { read, fault } = await open(onTestFinished);
    fault('clients', { nth: 1, body: { items: [{ client_id: 'c1' }], cursor: 'a' } });
    fault('clients', { nth: 2, body: { items: [{ client_id: 'c1' }], cursor: null } });
    expect((await read()).clients.incomplete).toBe('incomplete-list');
  });
});

describe.concurrent('fault 7: an answer of a cache proves no absence', () => {
  it.for<[string, Record<string, string>]>([
    ['with an age', { age: '7200' }],
    ['with an age of nothing', { age: '0' }],
    ['that a cache calls its own', { 'x-cache': 'HIT from edge-1' }],
    ['that Cloudflare calls its own', { 'cf-cache-status': 'STALE' }],
    ['by RFC 9211', { 'cache-status': 'ExampleCache; hit' }],
    ['with a warning that it is stale', { warning: '110 - "Response is Stale"' }],
    ['of two hours ago', { date: new Date(Date.now() - 7_200_000).toUTCString() }],
  ])('%s', async ([, headers], { onTestFinished }) => {
    const { read, fault } = await open(onTestFinished);
    fault('environments', { headers });
    const { environments, clients } = await read();
    expect([environments.incomplete, clients.incomplete]).toEqual(['incomplete-list', null]);
  });

  it('that is the earlier answer once more', async ({ onTestFinished }) => {
    const { read, fault, connect } = await open(onTestFinished);
    const own = { clientIds: [], environmentIds: [] };
    fault('environments', { headers: { 'x-request-id': 'request-1' } });
    const first = await read();
    const second = await readDirectory(connect(), own, first);
    expect([first, second].map(({ environments }) => environments.incomplete)).toEqual([
      null,
      'incomplete-list',
    ]);
    expect(second.clients.incomplete).toBeNull();
  });

  it('that is older than all that the earlier reading had, where all of them are', async ({
    onTestFinished,
  }) => {
    const { read, fault, connect } = await open(onTestFinished);
    const first = await read();
    const date = new Date(Date.now() - 7_200_000).toUTCString();
    for (const endpoint of ['clients', 'environments', 'mfa']) fault(endpoint, { headers: { date } });
    const second = await readDirectory(connect(), { clientIds: [], environmentIds: [] }, first);
    expect([second.clients.incomplete, second.environments.incomplete]).toEqual([
      'incomplete-list',
      'incomplete-list',
    ]);
  });
});

describe.concurrent('fault 15: the phones of this computer', () => {
  it('are asked for in the same round trip', async ({ onTestFinished }) => {
    const scene = await open(onTestFinished);
    const { environmentId } = scene.addEnvironment({ accountId: 'acct' });
    const { clientId } = scene.addClient({ accountId: 'acct', environmentIds: [environmentId] });
    scene.addClient({ accountId: 'acct' });
    const { phones } = await scene.read({}, [], [environmentId, 'env_e_gone']);
    const lists = [...phones].map(([id, { items, incomplete }]) => [
      id,
      items.map(({ client_id }) => client_id),
      incomplete,
    ]);
    expect(lists).toEqual([
      [environmentId, [clientId], null],
      ['env_e_gone', [], 'feature-unavailable'],
    ]);
  });
});

it('fault 39: says how far the clock of this computer is off', async ({ onTestFinished }) => {
  const { read, fault } = await open(onTestFinished);
  const date = new Date(Date.now() - 20 * 60_000).toUTCString();
  for (const endpoint of ['clients', 'environments', 'mfa']) fault(endpoint, { headers: { date } });
  const { clockSkewMs, serverTime, clients } = await read();
  expect([Math.round((clockSkewMs ?? 0) / 60_000), serverTime, clients.incomplete]).toEqual([
    20,
    Date.parse(date),
    null,
  ]);
});

it('takes a time as text, as seconds and as milliseconds, and what is none for none', async ({
  onTestFinished,
}) => {
  const { read, fault } = await open(onTestFinished);
  const times = ['2026-05-04T12:00:00Z', 1_777_896_000, 1_777_896_000_000, 'yesterday', {}, 1e306, -1e306];
  const items = times.map((created_at, index) => ({ client_id: `c${index}`, created_at }));
  fault('clients', { body: { items, cursor: null } });
  const { clients } = await read();
  const noon = Date.parse('2026-05-04T12:00:00Z');
  expect(clients.items.map(({ created_at }) => created_at)).toEqual([
    noon,
    noon,
    noon,
    null,
    null,
    null,
    null,
  ]);
});

it('passes no more of a name on than a screen takes', async ({ onTestFinished }) => {
  const { read, fault } = await open(onTestFinished);
  fault('clients', {
    body: { items: [{ client_id: 'c1', display_name: 'x'.repeat(1_000_000) }], cursor: null },
  });
  const { clients } = await read();
  expect(clients.items.map(({ display_name }) => display_name?.length)).toEqual([4096]);
});

describe.concurrent('an answer that is none', () => {
  const huge = { items: [], cursor: null, padding: 'x'.repeat(9 * 1024 * 1024) };
  it.for<[string, Partial<Fault>, string]>([
    [
      'not UTF-8',
      { bytes: Buffer.from([0xff, 0xfe]).toString('base64'), contentType: 'application/json' },
      'bad-shape',
    ],
    ['of nine mebibytes', { body: huge }, 'bad-shape'],
    ['cut off', { truncate: 5 }, 'offline'],
    ['none at all', { drop: true }, 'offline'],
    ['a page', { status: 403, body: '<html>', contentType: 'text/html' }, 'not-json'],
    ['a redirect', { redirect: 'https://chatgpt.com/elsewhere' }, 'redirected'],
    ['late', { hang: true }, 'timeout'],
    ['dripping', { body: { items: [], cursor: null }, drip: { bytes: 1, intervalMs: 50 } }, 'timeout'],
  ])('%s', async ([, given, reason], { onTestFinished }) => {
    const { read, fault } = await open(onTestFinished);
    fault('clients', given);
    const { clients } = await read({ requestTimeoutMs: reason === 'timeout' ? 300 : TIME_LIMIT_MS });
    expect(clients.incomplete).toBe(reason);
  });

  it('of no HTTP server', async ({ onTestFinished }) => {
    const { read } = await open(onTestFinished);
    const server = createServer((socket) => {
      socket.once('data', () => socket.write('220 mail.example.test ESMTP\r\n'));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const { clients } = await read({ baseUrl: `http://127.0.0.1:${port}/backend-api` });
    onTestFinished(() => void server.close());
    expect(clients.incomplete).toBe('not-json');
  });
});

describe.concurrent('a redirect', () => {
  it('is not followed', async ({ onTestFinished }) => {
    const scene = await open(onTestFinished);
    const { read, fault } = scene;
    fault('clients', { redirect: `${scene.baseUrl}/wham/remote/control/mfa_requirement?followed` });
    await read();
    expect(scene.requests().filter(({ query }) => 'followed' in query)).toEqual([]);
  });
});

describe.concurrent('a request', () => {
  it('is tried three times where the trouble may pass', async ({ onTestFinished }) => {
    const { read, fault, requestsOf } = await open(onTestFinished);
    fault('clients', { status: 503 });
    fault('environments', { status: 403 });
    fault('mfa', { status: 500, times: 2 });
    const { clients, environments, mfa } = await read();
    expect([clients.incomplete, environments.incomplete, mfa.evidence.attempts]).toEqual([
      'server-error',
      'forbidden',
      3,
    ]);
    const counts = ['clients', 'environments', 'mfa'].map((endpoint) => requestsOf(endpoint).length);
    expect(counts).toEqual([3, 1, 3]);
  });

  it('is not tried again where the server asked for time, in the next reading either', async ({
    onTestFinished,
  }) => {
    const { read, fault, requestsOf, connect } = await open(onTestFinished);
    fault('clients', { status: 429, headers: { 'retry-after': '120' } });
    fault('client-refresh-start', { status: 503, headers: { 'retry-after': '60' } });
    const first = await read({}, ['c1']);
    const second = await readDirectory(connect(), { clientIds: ['c1'], environmentIds: [] }, first);
    expect([first.clients.retryAfterMs, second.clients, second.refreshed.get('c1')?.retryAfterMs]).toEqual([
      120_000,
      first.clients,
      60_000,
    ]);
    const counts = ['clients', 'client-refresh-start', 'environments'].map(
      (endpoint) => requestsOf(endpoint).length,
    );
    expect(counts).toEqual([1, 1, 2]);
  });

  it('ends when the whole call has to, in an attempt and between two', async ({ onTestFinished }) => {
    const { read, fault } = await open(onTestFinished);
    fault('clients', { hang: true });
    fault('environments', { status: 503 });
    const started = performance.now();
    const { clients, environments } = await read({ signal: AbortSignal.timeout(200) });
    expect([clients.incomplete, environments.incomplete]).toEqual(['timeout', 'timeout']);
    // Without it a request alone takes ten seconds.
    expect(performance.now() - started).toBeLessThan(8000);
  });

  it('leaves evidence without its body', async ({ onTestFinished }) => {
    const { read, fault } = await open(onTestFinished);
    fault('clients', { status: 403, headers: { 'x-request-id': 'request-123', 'cf-ray': 'ray-123' } });
    const { clients, environments, mfa } = await read();
    expect(clients.evidence).toMatchObject([
      { endpoint: 'clients', status: 403, requestId: 'request-123', cfRay: 'ray-123', attempts: 1 },
    ]);
    expect([...environments.evidence, mfa.evidence].map(({ endpoint }) => endpoint)).toEqual([
      'environments',
      'mfa-requirement',
    ]);
  });
});
