import { request as requestHttp, type IncomingMessage } from 'node:http';
import type { Agent, RequestOptions } from 'node:https';
import { pipeline, type Transform } from 'node:stream';
import type { Fetch } from '../electron/main/remoteControl/index.ts';

/**
 * Sends a request, whose body is text, with Node's own HTTP client: a command is one short process, and to load Node's `fetch`
 * takes longer than everything else that it does. This client follows no redirect, keeps no cookie and caches nothing. It asks for
 * answers as they are, and unpacks what a server or a proxy packs all the same. It goes through the proxy that is set, and where
 * Node doesn't know the authority of a certificate it asks the system's.
 * @throws what the connection throws, and where an answer is packed in a way that Node doesn't know
 */
export const httpFetch: Fetch = async (url, init) => {
  const response = url.startsWith('https:')
    ? await sendSecurely(url, init)
    : await send(requestHttp, url, init, {});
  return {
    status: response.statusCode ?? 0,
    headers: { get: (name) => response.headers[name.toLowerCase()]?.toString() ?? null },
    body: await bodyOf(response),
  };
};

async function bodyOf(response: IncomingMessage): Promise<AsyncIterable<Uint8Array>> {
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return response;
  try {
    return unpacked(response, await unpackerFor(encoding));
  } catch (error) {
    response.destroy();
    throw error;
  }
}

/** What unpacks the body of an answer; each part of Node's network is loaded where it is needed. */
async function unpackerFor(encoding: string): Promise<Transform> {
  const { createGunzip, createBrotliDecompress, createInflate } = await import('node:zlib');
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      return createInflate();
    default:
      throw Object.assign(new Error(`The answer is packed as ${encoding}.`), {
        code: 'ERR_CONTENT_DECODING_FAILED',
      });
  }
}

/** The body as it was before it was packed. An empty one is packed as nothing, which no unpacker takes. */
async function* unpacked(response: IncomingMessage, unpacker: Transform): AsyncGenerator<Uint8Array> {
  let size = 0;
  response.on('data', (chunk: Uint8Array) => (size += chunk.byteLength));
  try {
    yield* pipeline(response, unpacker, () => undefined);
  } catch (error) {
    if (size > 0 || !response.complete) throw error;
  }
}

/** What Node and the system trust together, once it was needed. */
let trusted: Promise<readonly string[]> | null = null;

/** A loopback address needs none of this, and it is the larger part of Node's network. */
async function sendSecurely(url: string, init: RequestInit): Promise<IncomingMessage> {
  const [{ request }, { proxyFor }] = await Promise.all([import('node:https'), import('./proxy.ts')]);
  const proxy = proxyFor(url, process.env);
  const agent = proxy === null ? {} : { agent: await agentOf(proxy) };
  const attempt = async (ca: readonly string[] | null) =>
    send(request, url, init, { ...agent, ...(ca === null ? {} : { ca: [...ca] }) });
  if (trusted !== null) return attempt(await trusted);
  try {
    return await attempt(null);
  } catch (error) {
    const { isUnknownAuthority, trustedCertificates } = await import('./certificates.ts');
    if (!isUnknownAuthority(error)) throw error;
    // Nothing was sent: a connection that isn't trusted ends before the request begins.
    trusted ??= trustedCertificates(process.env);
    return attempt(await trusted);
  }
}

async function agentOf(proxy: URL): Promise<Agent> {
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  return new HttpsProxyAgent(proxy);
}

async function send(
  request: typeof requestHttp,
  url: string,
  { method = 'GET', headers, body, signal }: RequestInit,
  options: RequestOptions,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      ...options,
      method,
      headers: { ...(headers as Record<string, string>), 'accept-encoding': 'identity' },
      ...(signal ? { signal } : {}),
    });
    sent.once('response', resolve);
    // For good: an error after the answer has begun is the body's to report, and must not end the process.
    sent.on('error', reject);
    // An answer that switches protocols ends the connection and is told by nothing else.
    sent.once('close', () => reject(new Error('The connection ended without an answer.')));
    sent.end(body);
  });
}
