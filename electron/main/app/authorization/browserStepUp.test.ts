import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend, type Backend } from '../../../../testing/backend/index.ts';
import { takeCallbackPorts } from '../../../../testing/callbackPorts.ts';
import type { Account } from '../../codexHome/index.ts';
import { createBrowserStepUp, type StepUpPorts } from './browserStepUp.ts';
import { listenForCallback } from './callbackServer.ts';

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

async function hold(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

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
  ] satisfies [string, Partial<StepUpPorts>, string][])('a person who %s', async (_, ports, kind) => {
    expect(await stepUp(signedIn(), ports)).toEqual({ kind });
  });

  it('ends when it is cancelled in the app', async () => {
    const cancel = new AbortController();
    const openBrowser = async () => cancel.abort();
    expect(await stepUp(signedIn(), { openBrowser }, cancel.signal)).toEqual({ kind: 'cancelled' });
  });

  it('does not take the token of someone else who is signed in to the browser, nor one of a wider scope', async () => {
    const account = signedIn();
    backend.setBrowser({ signedInAs: backend.addAccount({}).accountId });
    expect(await stepUp(account)).toEqual({ kind: 'wrong-account' });
    backend.setBrowser({
      signedInAs: null,
      reauthentication: { accountId: account.accountId, how: 'wide-scope' },
    });
    expect(await stepUp(account)).toEqual({ kind: 'refused' });
    backend.setBrowser({ reauthentication: { accountId: account.accountId, how: 'stale-password' } });
    expect(await stepUp(account)).toEqual({ kind: 'refused' });
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
    expect([await ask({ account: signedIn(), baseUrl }, NEVER), opened]).toEqual([{ kind: 'refused' }, []]);
  });
});

async function listening() {
  const free = await hold(0);
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const server = await listenForCallback('the-state', PAGES, [port]);
  if (server === null) throw new Error('The port is taken.');
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);
  return { server, get };
}

describe('the callback', () => {
  it.each([
    ['another state', '/auth/callback?code=c&state=other'],
    ['no state', '/auth/callback?code=c'],
    ['two states', '/auth/callback?code=c&state=the-state&state=the-state'],
    ['no code', '/auth/callback?state=the-state'],
    ['an empty code', '/auth/callback?code=&state=the-state'],
    ['another path', '/cancel'],
    ['a path under it', '/auth/callback/x?code=c&state=the-state'],
    ['a path that is no address', '//'],
  ])('answers 400 to %s, and the wait goes on', async (_, path) => {
    const { server, get } = await listening();
    expect((await get(path)).status).toBe(400);
    expect((await get('/auth/callback?code=c&state=the-state', { method: 'POST' })).status).toBe(400);
    const good = await get('/auth/callback?code=good&state=the-state');
    expect([good.status, await good.text(), await server.callback]).toEqual([
      200,
      expect.stringContaining('Done &lt;b>'),
      { kind: 'code', code: 'good' },
    ]);
    server.close();
  });

  it('tells a person who declined from an issuer that refused', async () => {
    for (const [error, kind] of [
      ['access_denied', 'cancelled'],
      ['login_required', 'refused'],
    ]) {
      const { server, get } = await listening();
      await get(`/auth/callback?error=${error}&state=the-state`);
      expect(await server.callback).toEqual({ kind });
      server.close();
    }
  });

  it('answers no other name than its own: a page elsewhere cannot reach it by a name that leads here', async () => {
    const { server, get } = await listening();
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      request(
        {
          port: server.port,
          host: '127.0.0.1',
          path: '/auth/callback?code=c&state=the-state',
          headers: { host: 'evil.example' },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      ).end();
    });
    expect([status, (await get('/auth/callback?code=c&state=the-state')).status]).toEqual([400, 200]);
    server.close();
  });
});
