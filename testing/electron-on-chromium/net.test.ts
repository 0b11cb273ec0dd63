import { once } from 'node:events';
import { createServer, type IncomingMessage as NodeMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startRawServer } from '../fakes/rawServer.ts';
import { ClientRequest } from './api/net/clientRequest.ts';
import { fetchOverNet } from './api/net/fetch.ts';
import type { IncomingMessage } from './api/net/incomingMessage.ts';
import { toNetError } from './api/net/netError.ts';

/** Cases of Electron's `spec/api-net-spec.ts` and `spec/api-net-custom-protocols-spec.ts`, and of what `electron.md` found in its sources. */

async function serve(answer: (request: NodeMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function serveBytes(bytes: string) {
  const server = await startRawServer((socket) => socket.end(bytes));
  onTestFinished(() => server.close());
  return server.url;
}

/** Everything that comes of a request, until it has ended or failed. */
function run(request: ClientRequest): Promise<{ status?: number; body?: string; error?: string }> {
  return new Promise((resolve) => {
    let seen: { status?: number } = {};
    request.on('error', (error) => resolve({ ...seen, error: error.message }));
    request.on('response', (response: IncomingMessage) => {
      let body = '';
      seen = { status: response.statusCode };
      response.on('error', () => undefined);
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ ...seen, body }));
    });
    request.end();
  });
}

test('api-net: headers can be set until the request is sent, and are checked', async () => {
  const url = await serve((request, response) => response.end(String(request.headers['x-own'])));
  const request = new ClientRequest(url);
  request.setHeader('X-Own', 'mine');
  expect([request.getHeader('x-OWN'), await run(request)]).toEqual(['mine', { status: 200, body: 'mine' }]);
  expect(() => request.setHeader('x-late', '1')).toThrow("Can't set headers after they are sent");
  expect(() => new ClientRequest(url).setHeader('no good', '1')).toThrow("Invalid header name: 'no good'");
  expect(() => new ClientRequest(url).setHeader('x', 'a\nb')).toThrow("Invalid value for header 'x'");
});

test('api-net: duplicates of some headers are dropped, of others joined, cookies are a list', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(
      200,
      [
        ['Retry-After', '1'],
        ['Retry-After', '2'],
        ['X-Own', 'a'],
        ['X-Own', 'b'],
        ['Set-Cookie', 'c=1'],
        ['Set-Cookie', 'd=2'],
      ].flat(),
    );
    response.end();
  });
  const request = new ClientRequest(url);
  const response = once(request, 'response') as Promise<[IncomingMessage]>;
  request.end();
  const [{ headers }] = await response;
  expect(headers).toMatchObject({ 'retry-after': '1', 'x-own': 'a, b', 'set-cookie': ['c=1', 'd=2'] });
});

test('api-net: abort is told once, and no response comes after it', async () => {
  const url = await serve(() => undefined);
  const request = new ClientRequest(url);
  let aborts = 0;
  request.on('abort', () => (aborts += 1));
  const closed = once(request, 'close');
  request.end();
  request.abort();
  request.abort();
  await closed;
  await new Promise(setImmediate);
  expect(aborts).toBe(1);
});

test.each([
  ['error', { error: "Attempted to redirect, but redirect policy was 'error'" }],
  ['follow', { status: 200, body: 'GET /there' }],
] as const)('api-net: redirect policy %s', async (redirect, outcome) => {
  const url = await serve((request, response) => {
    if (request.url === '/there') return response.end(`${request.method} ${request.url}`);
    return response.writeHead(302, { location: '/there' }).end();
  });
  expect(await run(new ClientRequest({ url, redirect, method: 'POST' }))).toEqual(outcome);
});

test.each([
  ['Host', 'elsewhere.example'],
  ['Content-Length', '0'],
  ['Transfer-Encoding', 'chunked'],
  ['Connection', 'Upgrade'],
])('client-request.md: an app may not set %s', async (name, value) => {
  const url = await serve((_request, response) => response.end());
  expect(await run(new ClientRequest({ url, headers: { [name]: value } }))).toEqual({
    error: 'net::ERR_INVALID_ARGUMENT',
  });
});

test('api-net: only http and https', () => {
  expect(() => new ClientRequest('file:///etc/passwd')).toThrow(
    'ClientRequest only supports http: and https: protocols',
  );
});

test.each([
  ['no answer', '', 'net::ERR_EMPTY_RESPONSE'],
  ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'net::ERR_INVALID_HTTP_RESPONSE'],
  [
    'headers without end',
    `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(300_000)}\r\n\r\n`,
    'net::ERR_RESPONSE_HEADERS_TOO_BIG',
  ],
])('%s fails with the name of Chromium', async (_name, bytes, error) => {
  expect(await run(new ClientRequest(await serveBytes(bytes)))).toEqual({ error });
});

test.each([
  ['a length that is not reached', 'content-length: 9\r\n\r\nabc', 'net::ERR_CONTENT_LENGTH_MISMATCH'],
  [
    'chunks without end',
    'transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n',
    'net::ERR_INCOMPLETE_CHUNKED_ENCODING',
  ],
  [
    'what cannot be unpacked',
    'content-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc',
    'net::ERR_CONTENT_DECODING_FAILED',
  ],
])('%s fails in the body', async (_name, rest, error) => {
  const url = await serveBytes(`HTTP/1.1 200 OK\r\n${rest}`);
  expect(await run(new ClientRequest(url))).toEqual({ status: 200, error });
});

test.each([
  ['CERT_HAS_EXPIRED', 'CERT_DATE_INVALID'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'CERT_AUTHORITY_INVALID'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_AUTHORITY_INVALID'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_COMMON_NAME_INVALID'],
  ['ENOTFOUND', 'NAME_NOT_RESOLVED'],
  ['EPROTO', 'SSL_PROTOCOL_ERROR'],
  ['ENETUNREACH', 'ADDRESS_UNREACHABLE'],
  ['SOMETHING_NEW', 'FAILED'],
])('%s of Node is net::ERR_%s', (code, name) => {
  expect(toNetError(Object.assign(new Error('x'), { code }), false).message).toBe(`net::ERR_${name}`);
});

test('fetch: what a Response cannot hold is thrown past the promise, which stays open', async () => {
  const url = await serveBytes('HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n');
  const thrown = new Promise<unknown>((resolve) => {
    const listeners = process.rawListeners('uncaughtException') as NodeJS.UncaughtExceptionListener[];
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => {
      for (const listener of listeners) process.on('uncaughtException', listener);
      resolve(error);
    });
  });
  const answer = fetchOverNet(url).then(
    () => 'settled',
    () => 'settled',
  );
  expect([
    (await thrown) instanceof RangeError,
    await Promise.race([answer, Promise.resolve('open')]),
  ]).toEqual([true, 'open']);
});

test('fetch: six bodies that were cancelled block a seventh request to the same host', async () => {
  const server = await startRawServer((socket) =>
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n${'x'.repeat(200_000)}`),
  );
  onTestFinished(() => server.close());
  for (let at = 0; at < 6; at += 1) await (await fetchOverNet(server.url)).body?.cancel();
  const { signal, abort } = withAbort();
  const seventh = fetchOverNet(server.url, { signal }).then(
    () => 'answered',
    (error: Error) => error.message,
  );
  abort(new Error('still waiting'));
  expect([await seventh, server.open()]).toEqual(['still waiting', 6]);
});

function withAbort() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason: Error) => controller.abort(reason) };
}
