import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend, type Backend } from '../../../../testing/backend/index.ts';
import { takeCallbackPorts } from '../../../../testing/callbackPorts.ts';
import type { Account } from '../../codexHome/index.ts';
import { createBrowserStepUp, type StepUpPorts } from './browserStepUp.ts';
import { listenForCallback, type CallbackServer } from './callbackServer.ts';

let backend: Backend;
let releasePorts: () => void;
beforeAll(async () => {
  backend = await startBackend();
  releasePorts = await takeCallbackPorts();
});
afterAll(async () => {
  await backend.close();
  releasePorts();
});

const NEVER = new AbortController().signal;
const PAGES = { confirmed: 'Done <b>', declined: 'Declined' };

function signedIn(): Account {
  const { accountId, userId } = backend.addAccount({});
  const accessToken = backend.mintAuth({ accountId }).tokens.access_token;
  return { accountId, userId, accessToken };
}

/** A browser of which the system never says that it is open. */
async function hanging(url: string): Promise<never> {
  await browser('yes')(url);
  return new Promise(() => undefined);
}

/** A browser that answers the page at once, as its form does. */
function browser(answer: 'yes' | 'no'): StepUpPorts['openBrowser'] {
  return async (url) => {
    const shown = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ answer }),
      redirect: 'manual',
    });
    void fetch(shown.headers.get('location') ?? 'about:blank').catch(() => undefined);
  };
}

function stepUp(account: Account, ports: Partial<StepUpPorts> = {}, signal = NEVER) {
  const ask = createBrowserStepUp({
    openBrowser: browser('yes'),
    fetch: (url, init) => fetch(url, init),
    pages: PAGES,
    now: () => Date.now(),
    ...ports,
  });
  return ask({ account, baseUrl: backend.baseUrl }, signal);
}

async function hold(port: number, host = '127.0.0.1'): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return server;
}

const hasIpv6 = Object.values(networkInterfaces()).some((each) =>
  each?.some(({ address }) => address === '::1'),
);

describe('the browser step', () => {
  it('brings a step-up token of the account, and holds no port afterwards', async () => {
    const account = signedIn();
    expect(await stepUp(account)).toEqual({ kind: 'token', token: expect.any(String) });
    const server = await hold(1455);
    server.close();
  });

  it('takes the second port where the first is taken, and says so where both are', async () => {
    const account = signedIn();
    const first = await hold(1455);
    expect((await stepUp(account)).kind).toBe('token');
    const second = await hold(1457);
    expect(await stepUp(account)).toEqual({ kind: 'port-busy' });
    first.close();
    second.close();
  });

  it.runIf(hasIpv6)(
    'takes no port of which another program has the other address: a browser would bring the code there',
    async () => {
      const account = signedIn();
      const redirects: string[] = [];
      const openBrowser = async (url: string) => {
        redirects.push(new URL(url).searchParams.get('redirect_uri') ?? '');
        await browser('yes')(url);
      };
      const first = await hold(1455, '::1');
      expect((await stepUp(account, { openBrowser })).kind).toBe('token');
      const second = await hold(1457, '::1');
      expect(await stepUp(account, { openBrowser })).toEqual({ kind: 'port-busy' });
      expect(redirects).toEqual(['http://localhost:1457/auth/callback']);
      first.close();
      second.close();
      // What was tried is free again.
      for (const port of [1455, 1457]) (await hold(port)).close();
    },
  );

  it.each([
    ['declines on the page', { openBrowser: browser('no') }, 'cancelled'],
    ['has no browser', { openBrowser: () => Promise.reject(new Error('none')) }, 'no-browser'],
    ['does nothing for ten minutes', { openBrowser: async () => undefined, waitMs: 20 }, 'timed-out'],
    [
      'comes back while the issuer is away',
      { fetch: () => Promise.reject(new TypeError('fetch failed')) },
      'offline',
    ],
    [
      'comes back to an issuer that fails',
      { fetch: async () => new Response('', { status: 503 }) },
      'offline',
    ],
    [
      'comes back with a code that is refused',
      { fetch: async () => Response.json({}, { status: 400 }) },
      'refused',
    ],
    ['comes back to nonsense', { fetch: async () => Response.json({ token: 'x' }) }, 'refused'],
    [
      'comes back while the issuer is busy',
      { fetch: async () => Response.json({ error: 'slow_down' }, { status: 429 }) },
      'offline',
    ],
    [
      'comes back, and a gateway answers for the issuer',
      { fetch: async () => new Response('<html>Just a moment…</html>', { status: 403 }) },
      'offline',
    ],
    [
      'has a browser that throws',
      {
        openBrowser: () => {
          throw new Error('none');
        },
      },
      'no-browser',
    ],
  ] satisfies [string, Partial<StepUpPorts>, string][])('a person who %s', async (_, ports, kind) => {
    expect(await stepUp(signedIn(), ports)).toMatchObject({ kind });
  });

  it('ends when it is cancelled in the app', async () => {
    const cancel = new AbortController();
    const openBrowser = async () => cancel.abort();
    expect(await stepUp(signedIn(), { openBrowser }, cancel.signal)).toEqual({ kind: 'cancelled' });
  });

  it('is cancelled while the issuer is asked, too, whatever the request does', async () => {
    const cancel = new AbortController();
    const fetch = () => {
      cancel.abort();
      return new Promise<never>(() => undefined);
    };
    expect(await stepUp(signedIn(), { fetch }, cancel.signal)).toEqual({ kind: 'cancelled' });
  });

  it('does not wait for the system to say that the browser is open', async () => {
    expect((await stepUp(signedIn(), { openBrowser: hanging })).kind).toBe('token');
  });

  it('opens nothing where it was cancelled before', async () => {
    const opened: string[] = [];
    const openBrowser = async (url: string) => void opened.push(url);
    expect([await stepUp(signedIn(), { openBrowser }, AbortSignal.abort()), opened]).toEqual([
      { kind: 'cancelled' },
      [],
    ]);
  });

  it('does not take the token of someone else who is signed in to the browser, nor one of a wider scope', async () => {
    const account = signedIn();
    backend.setBrowser({ signedInAs: backend.addAccount({}).accountId });
    expect(await stepUp(account)).toEqual({ kind: 'wrong-account' });
    backend.setBrowser({
      signedInAs: null,
      reauthentication: { accountId: account.accountId, how: 'wide-scope' },
    });
    expect(await stepUp(account)).toEqual({ kind: 'refused', reason: 'token' });
    backend.setBrowser({ reauthentication: { accountId: account.accountId, how: 'stale-password' } });
    expect(await stepUp(account)).toEqual({ kind: 'refused', reason: 'token' });
  });

  it('asks no issuer of a service whose issuer is not known', async () => {
    const opened: string[] = [];
    const ask = createBrowserStepUp({
      openBrowser: async (url) => void opened.push(url),
      fetch: (url, init) => fetch(url, init),
      pages: PAGES,
      now: () => Date.now(),
    });
    const baseUrl = 'https://chatgpt-staging.com/backend-api';
    expect([await ask({ account: signedIn(), baseUrl }, NEVER), opened]).toEqual([
      { kind: 'refused', reason: 'unknown-issuer' },
      [],
    ]);
  });
});

async function listening() {
  let server: CallbackServer | null = null;
  // A port that is free at one address may be taken at the other.
  while (server === null) {
    const free = await hold(0);
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    server = await listenForCallback('the-state', PAGES, [port]);
  }
  const { port } = server;
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  return { server, get };
}

describe('the callback', () => {
  it.each([
    ['another state', '/auth/callback?code=c&state=other'],
    ['no state', '/auth/callback?code=c'],
    ['two states', '/auth/callback?code=c&state=the-state&state=the-state'],
    ['no code', '/auth/callback?state=the-state'],
    ['an empty code', '/auth/callback?code=&state=the-state'],
    ['two codes', '/auth/callback?code=c&code=d&state=the-state'],
    ['two errors', '/auth/callback?error=access_denied&error=x&state=the-state'],
    ['the state in another case', '/auth/callback?code=c&state=The-State'],
    ['the state as a fragment', '/auth/callback?code=c#state=the-state'],
    ['an icon', '/favicon.ico'],
    ['another path', '/cancel'],
    ['a path under it', '/auth/callback/x?code=c&state=the-state'],
    ['a path that is no address', '//'],
  ])('answers 400 to %s, and the wait goes on', async (_, path) => {
    const { server, get } = await listening();
    expect((await get(path)).status).toBe(400);
    for (const method of ['POST', 'HEAD', 'OPTIONS', 'PUT']) {
      expect((await get('/auth/callback?code=c&state=the-state', { method })).status).toBe(400);
    }
    const good = await get('/auth/callback?code=good&state=the-state');
    expect([good.status, await good.text(), await server.callback]).toEqual([
      200,
      expect.stringContaining('Done &lt;b>'),
      { kind: 'code', code: 'good' },
    ]);
    server.close();
  });

  it.each([
    ['error=access_denied', { kind: 'cancelled' }],
    ['error=access_denied&error_description=No+thanks', { kind: 'cancelled' }],
    ['error=login_required', { kind: 'refused', reason: 'issuer' }],
    ['error=remote_control_enrollment_account_mismatch', { kind: 'wrong-account' }],
    // A code beside an error is not used; an error without a value is none.
    ['code=c&error=server_error', { kind: 'refused', reason: 'issuer' }],
    ['code=c&error=&scope=x', { kind: 'code', code: 'c' }],
    ['code=a%2Fb%2Bc&session_state=x', { kind: 'code', code: 'a/b+c' }],
  ])('comes back with %s', async (query, callback) => {
    const { server, get } = await listening();
    await get(`/auth/callback?${query}&state=the-state`);
    expect(await server.callback).toEqual(callback);
    server.close();
  });

  it.runIf(hasIpv6)('answers under both addresses that localhost has', async () => {
    const { server } = await listening();
    for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
      const { status } = await fetch(`http://${host}:${server.port}/auth/callback?code=c&state=the-state`);
      expect(status).toBe(200);
    }
    server.close();
  });

  it('keeps no connection of a request that never ends, and sends the page of the one that came', async () => {
    const { server, get } = await listening();
    const slow = connect(server.port, '127.0.0.1');
    await once(slow, 'connect');
    slow.write('GET /auth/callback?code=c HTTP/1.1\r\nhost: ');
    // Whether the end comes as one or as an error is up to what was read by then.
    const closed = new Promise((resolve) =>
      slow
        .on('error', () => undefined)
        .resume()
        .once('close', resolve),
    );
    const page = get('/auth/callback?code=good&state=the-state');
    await server.callback;
    server.close();
    expect(await (await page).text()).toContain('Done');
    await closed;
    const again = await hold(server.port);
    again.close();
  });

  it.each([
    ['another name', ['host', 'evil.example']],
    ['another port', ['host', 'localhost:1']],
    ['no port', ['host', 'localhost']],
    ['two names', ['host', 'OURS', 'host', 'evil.example']],
  ])('answers 400 to %s: a page elsewhere cannot reach it by a name that leads here', async (_, headers) => {
    const { server, get } = await listening();
    const status = await new Promise((resolve, reject) => {
      request(
        {
          port: server.port,
          host: '127.0.0.1',
          path: '/auth/callback?code=c&state=the-state',
          setHost: false,
          headers: headers.map((value) => (value === 'OURS' ? `localhost:${server.port}` : value)),
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect([status, (await get('/auth/callback?code=c&state=the-state')).status]).toEqual([400, 200]);
    server.close();
  });
});
