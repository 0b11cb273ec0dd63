import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** The two ports whose addresses are registered with the issuer, in the order in which they are tried. */
export const CALLBACK_PORTS: readonly number[] = [1455, 1457];

/**
 * What `localhost` leads a browser to. It takes the first of them that answers, so a port is ours only where both are: behind the
 * other one, another program would get the code.
 */
const LOOPBACK = ['127.0.0.1', '::1'] as const;

/** What came back from the browser. */
export type Callback =
  | { readonly kind: 'code'; readonly code: string }
  /** The person said no on the page. */
  | { readonly kind: 'cancelled' }
  /** Someone else than was asked for is signed in there. */
  | { readonly kind: 'wrong-account' }
  /** The issuer did not confirm. */
  | { readonly kind: 'refused'; readonly reason: 'issuer' };

/** What the issuer's words mean (controller.md 5); every other one is a refusal. */
const ERRORS: ReadonlyMap<string, Callback> = new Map([
  ['access_denied', { kind: 'cancelled' }],
  ['remote_control_enrollment_account_mismatch', { kind: 'wrong-account' }],
]);

/** A listener that waits for the browser. */
export interface CallbackServer {
  readonly port: number;
  /** The first request to the callback address that carries our `state`. */
  readonly callback: Promise<Callback>;
  /** Frees the port. The page that was sent last still arrives; a request that is not complete gets no answer. */
  close(): void;
}

/** Pages for the browser tab, in the language of the app. */
export interface CallbackPages {
  readonly confirmed: string;
  readonly declined: string;
}

/**
 * Listens on loopback at the first of `ports` that is free, or `null` where none is. Requests that are not the callback, or do not
 * carry `state`, are refused, and the wait goes on: anything on this computer can send them, such as another sign-in that asks
 * whatever holds the port to leave (`GET /cancel`).
 */
export async function listenForCallback(
  state: string,
  pages: CallbackPages,
  ports: readonly number[] = CALLBACK_PORTS,
): Promise<CallbackServer | null> {
  const { promise: callback, resolve } = Promise.withResolvers<Callback>();
  let lastPage: Promise<unknown> = Promise.resolve();
  for (const port of ports) {
    const servers = await listenAt(port, (request, response) => {
      const found = readCallback(request, port, state);
      if (found === null) return refuse(response);
      lastPage = new Promise((sent) => response.once('close', sent));
      response.writeHead(200, HEADERS);
      response.end(page(found.kind === 'code' ? pages.confirmed : pages.declined));
      resolve(found);
    });
    if (servers === null) continue;
    return {
      port,
      callback,
      close() {
        void closeAll(servers, lastPage);
      },
    };
  }
  return null;
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'referrer-policy': 'no-referrer',
  connection: 'close',
};

/** A parameter that is there twice makes a request that says two things; one without a value is not there (RFC 6749, 3.1). */
function readCallback(request: IncomingMessage, port: number, state: string): Callback | null {
  const hosts = request.headersDistinct['host'] ?? [];
  const isOurs =
    hosts.length === 1 && ['localhost', '127.0.0.1', '[::1]'].some((name) => hosts[0] === `${name}:${port}`);
  if (!isOurs || request.method !== 'GET' || !URL.canParse(request.url ?? '', 'http://localhost'))
    return null;
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const isTwofold = ['state', 'code', 'error'].some((name) => searchParams.getAll(name).length > 1);
  if (pathname !== '/auth/callback' || isTwofold || searchParams.get('state') !== state) return null;
  const code = searchParams.get('code') ?? '';
  const error = searchParams.get('error') ?? '';
  if (error !== '') return ERRORS.get(error) ?? { kind: 'refused', reason: 'issuer' };
  return code === '' ? null : { kind: 'code', code };
}

function refuse(response: ServerResponse): void {
  response.writeHead(400, { ...HEADERS, 'content-type': 'text/plain' });
  response.end('Bad request');
}

function page(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html><meta charset="utf-8"><title>Mobile Setup</title><body style="font:16px system-ui;margin:15vh auto;max-width:32rem;text-align:center">${safe}</body>`;
}

async function closeAll(servers: readonly Server[], lastPage: Promise<unknown>): Promise<void> {
  for (const server of servers) server.close();
  await lastPage;
  for (const server of servers) server.closeAllConnections();
}

/** Servers on every loopback address that this computer has, or `null` where another program has one of them at this port. */
async function listenAt(
  port: number,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<readonly Server[] | null> {
  const servers = LOOPBACK.map(() => createServer({ requestTimeout: 10_000 }, answer));
  const outcomes = await Promise.all(servers.map((server, index) => listen(server, port, LOOPBACK[index])));
  if (outcomes.includes('listening') && !outcomes.includes('taken')) return servers;
  for (const server of servers) server.close();
  return null;
}

/** `absent`: this computer has no such address, as where IPv6 is off. */
function listen(server: Server, port: number, host = ''): Promise<'listening' | 'absent' | 'taken'> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' ? 'absent' : 'taken'),
    );
    server.listen({ port, host, exclusive: true }, () => resolve('listening'));
  });
}
