import { gzipSync } from 'node:zlib';
import type { ClientRequest as ElectronRequest } from 'electron';
import { expect, onTestFinished, test } from 'vitest';
import { ClientRequest } from '../../../testing/electron-on-chromium/api/net/clientRequest.ts';
import { startRawServer } from '../../../testing/fakes/rawServer.ts';
import { createNetFetch } from './netFetch.ts';
import { TIME_LIMIT_MS } from '../../../testing/timeLimit.ts';

const netFetch = createNetFetch((options) => new ClientRequest(options) as unknown as ElectronRequest);

const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** A server that says these bytes to every request, and keeps the connection. */
async function serve(...parts: (string | Buffer)[]) {
  const server = await startRawServer((socket) => {
    for (const part of parts) socket.write(part);
  });
  onTestFinished(() => server.close());
  return server;
}

async function textOf(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

test('an answer comes with its status, its headers by any spelling, and its body, unpacked', async () => {
  const packed = gzipSync('{"items":[]}');
  const { url } = await serve(
    `${OK}X-Request-Id: r1\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`,
    packed,
  );
  const { status, headers, body } = await netFetch(url, { headers: { accept: 'application/json' } });
  expect([status, headers.get('x-REQUEST-id'), headers.get('age'), await textOf(body)]).toEqual([
    200,
    'r1',
    null,
    '{"items":[]}',
  ]);
});

test.each([
  ['a status that no Response can have', 'HTTP/1.1 999 Odd\r\ncontent-length: 2\r\n\r\n{}', 999, null],
  ['a header beyond Latin-1', `${OK}x-note: ${'…'}\r\ncontent-length: 2\r\n\r\n{}`, 200, '…'],
  ['a status text beyond Latin-1', 'HTTP/1.1 200 …\r\ncontent-length: 2\r\n\r\n{}', 200, null],
])('%s is read like any other', async (_name, bytes, status, note) => {
  const { url } = await serve(bytes);
  const answer = await netFetch(url, {});
  expect([answer.status, answer.headers.get('x-note'), await textOf(answer.body)]).toEqual([
    status,
    note,
    '{}',
  ]);
});

test('a body that is read to its end keeps the connection for the next request', async () => {
  const server = await serve(`${OK}content-length: 2\r\n\r\n{}`);
  for (let at = 0; at < 3; at += 1) await textOf((await netFetch(server.url, {})).body);
  expect(server.open()).toBe(1);
});

test('a body that is given up frees its connection, so that a seventh request is answered', async () => {
  const server = await serve(`${OK}content-length: 100000\r\n\r\n{`);
  for (let at = 0; at < 8; at += 1) {
    const { body } = await netFetch(server.url, { signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    const reader = body?.[Symbol.asyncIterator]();
    await reader?.next();
    await reader?.return?.();
  }
  await server.idle();
  expect(server.open()).toBe(0);
});

test('the signal ends a request that waits, and one whose body is being read, with its own reason', async () => {
  const asked = Promise.withResolvers<void>();
  const silent = await startRawServer(() => asked.resolve());
  onTestFinished(() => silent.close());
  const dripping = await serve(`${OK}content-length: 100\r\n\r\n{`);
  const waiting = new AbortController();
  const reading = new AbortController();
  const early = AbortSignal.abort(new Error('before it began'));
  const answer = netFetch(silent.url, { signal: waiting.signal }).catch((error: Error) => error.message);
  await asked.promise;
  waiting.abort(new Error('too late'));
  const { body } = await netFetch(dripping.url, { signal: reading.signal });
  const read = textOf(body).catch(() => 'ended');
  reading.abort();
  expect([
    await answer,
    await read,
    await netFetch(silent.url, { signal: early }).catch((error: Error) => error.message),
  ]).toEqual(['too late', 'ended', 'before it began']);
  await Promise.all([silent.idle(), dripping.idle()]);
});

test.each([
  ['a redirect', 'HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\n\r\n', /redirect/],
  ['no HTTP', 'hello\r\n\r\n', /^net::ERR_INVALID_HTTP_RESPONSE$/],
])('%s is an error', async (_name, bytes, message) => {
  const { url } = await serve(bytes);
  await expect(netFetch(url, {})).rejects.toThrow(message);
});

test('an answer that is cut off is an error of its body', async () => {
  const server = await startRawServer((socket) => socket.end(`${OK}content-length: 100\r\n\r\n{`));
  onTestFinished(() => server.close());
  const { status, body } = await netFetch(server.url, {});
  expect(status).toBe(200);
  await expect(textOf(body)).rejects.toThrow('net::ERR_CONTENT_LENGTH_MISMATCH');
});

test('a body is sent as it is', async () => {
  const seen: string[] = [];
  const server = await startRawServer((socket, path) => {
    seen.push(path);
    socket.write(`${OK}content-length: 2\r\n\r\n{}`);
  });
  onTestFinished(() => server.close());
  await textOf((await netFetch(`${server.url}start`, { method: 'POST', body: '{"a":1}' })).body);
  expect(seen).toEqual(['/start']);
});

test('what cannot be sent at all rejects', async () => {
  await expect(netFetch('file:///etc/passwd', {})).rejects.toThrow('only supports http: and https:');
  await expect(netFetch('http://127.0.0.1:9/', {})).rejects.toThrow('net::ERR_CONNECTION_REFUSED');
});
