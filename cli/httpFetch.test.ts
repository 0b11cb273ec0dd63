import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBackend, type Backend } from '../testing/backend/index.ts';
import { httpFetch } from './httpFetch.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

/** Status, one header and the body, or the name and code of what was thrown. */
async function ask(
  init: RequestInit = {},
  url = `${backend.baseUrl}/wham/remote/control/clients`,
  onHead: () => void = () => undefined,
) {
  try {
    const response = await httpFetch(url, init);
    onHead();
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body ?? []) chunks.push(chunk);
    return [response.status, response.headers.get('Retry-After'), Buffer.concat(chunks).toString()];
  } catch (error) {
    return error instanceof Error ? [error.name, 'code' in error ? error.code : error.message] : error;
  }
}

it('gives back status, headers and body, and follows no redirect', async () => {
  backend.addFault({
    endpoint: 'clients',
    status: 429,
    headers: { 'retry-after': '7' },
    body: 'later',
    times: 1,
  });
  backend.addFault({ endpoint: 'clients', redirect: 'http://127.0.0.1:1/', times: 1 });
  expect([await ask(), await ask()]).toEqual([
    [429, '7', 'later'],
    [302, null, ''],
  ]);
});

it('sends method, headers and text', async () => {
  backend.clearRequests();
  await ask({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-of-ours': '1' },
    body: '{"a":1}',
  });
  const [request] = backend.requests();
  expect(request).toMatchObject({ method: 'POST', headers: { 'x-of-ours': '1' }, body: { a: 1 } });
});

it('throws where the connection is cut, before the answer or in it, and where a packed answer cannot be unpacked', async () => {
  backend.addFault({ endpoint: 'clients', drop: true, times: 1 });
  backend.addFault({ endpoint: 'clients', truncate: 3, times: 1 });
  backend.addFault({ endpoint: 'clients', headers: { 'content-encoding': 'gzip' }, body: {}, times: 1 });
  backend.addFault({ endpoint: 'clients', headers: { 'content-encoding': 'of-ours' }, body: {}, times: 1 });
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([
    ['Error', 'ECONNRESET'],
    ['Error', 'ECONNRESET'],
    ['Error', 'Z_DATA_ERROR'],
    ['Error', 'ERR_CONTENT_DECODING_FAILED'],
  ]);
});

it.for([
  ['gzip', gzipSync],
  ['X-GZIP', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
] as const)(
  'unpacks what a proxy packs as %s unasked, and takes an empty one for empty',
  async ([encoding, pack], { onTestFinished }) => {
    const bodies = [pack('{"items":[]}'), Buffer.alloc(0)];
    const server = createHttpServer((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bodies.shift()),
    );
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    expect([await ask({}, url), await ask({}, url)]).toEqual([
      [200, null, '{"items":[]}'],
      [200, null, ''],
    ]);
  },
);

it('throws where an answer switches protocols, which Node reports nowhere else', async ({
  onTestFinished,
}) => {
  const server = createServer((socket) =>
    socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  );
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(httpFetch(`http://127.0.0.1:${port}/`, {})).rejects.toThrow('without an answer');
});

it('ends with its signal, also in the middle of an answer', async () => {
  backend.addFault({ endpoint: 'clients', hang: true, times: 1 });
  backend.addFault({ endpoint: 'clients', drip: { bytes: 1, intervalMs: 1000 }, times: 1 });
  const abort = new AbortController();
  expect([
    await ask({ signal: AbortSignal.timeout(50) }),
    await ask({ signal: abort.signal }, undefined, () => abort.abort()),
  ]).toEqual([
    ['AbortError', 'ABORT_ERR'],
    ['Error', 'ECONNRESET'],
  ]);
});
