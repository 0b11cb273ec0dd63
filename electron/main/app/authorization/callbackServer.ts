import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** The two ports whose addresses are registered with the issuer, in the order in which they are tried. */
export const CALLBACK_PORTS: readonly number[] = [1455, 1457];

/** What came back from the browser. */
export type Callback =
  | { readonly kind: 'code'; readonly code: string }
  /** The person said no on the page. */
  | { readonly kind: 'cancelled' }
  /** The issuer did. */
  | { readonly kind: 'refused' };

/** A listener that waits for the browser. */
export interface CallbackServer {
  readonly port: number;
  /** The first request to the callback address that carries our `state`. */
  readonly callback: Promise<Callback>;
  /** Frees the port. The page that was sent last still arrives. */
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
  for (const port of ports) {
    const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
      const found = readCallback(request, port, state);
      if (found === null) return refuse(response);
      response.writeHead(200, HEADERS);
      response.end(page(found.kind === 'code' ? pages.confirmed : pages.declined));
      resolve(found);
    });
    if (await isListening(server, port)) {
      return {
        port,
        callback,
        close: () => {
          server.close();
          server.closeIdleConnections();
          server.unref();
        },
      };
    }
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

function readCallback(request: IncomingMessage, port: number, state: string): Callback | null {
  const isOurs = [`localhost:${port}`, `127.0.0.1:${port}`].includes(request.headers.host ?? '');
  if (!isOurs || request.method !== 'GET' || !URL.canParse(request.url ?? '', 'http://localhost'))
    return null;
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const states = searchParams.getAll('state');
  if (pathname !== '/auth/callback' || states.length !== 1 || states[0] !== state) return null;
  const code = searchParams.get('code');
  const error = searchParams.get('error');
  if (error !== null) return { kind: error === 'access_denied' ? 'cancelled' : 'refused' };
  return code === null || code === '' ? null : { kind: 'code', code };
}

function refuse(response: ServerResponse): void {
  response.writeHead(400, { ...HEADERS, 'content-type': 'text/plain' });
  response.end('Bad request');
}

function page(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html><meta charset="utf-8"><title>Mobile Setup</title><body style="font:16px system-ui;margin:15vh auto;max-width:32rem;text-align:center">${safe}</body>`;
}

function isListening(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true));
  });
}
