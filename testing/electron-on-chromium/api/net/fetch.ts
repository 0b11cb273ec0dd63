import { Readable, Writable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { ClientRequest } from './clientRequest.ts';
import type { IncomingMessage } from './incomingMessage.ts';

const WITHOUT_BODY = new Set([101, 204, 205, 304]);

/**
 * Electron's `net.fetch`, by its rules (lib/browser/api/net-fetch.ts): the `Response` is made inside an event, so what a
 * `Response` cannot hold is an uncaught exception and the promise stays open; and cancelling a body frees nothing.
 */
export function fetchOverNet(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const request = new Request(input, init);
  if (request.signal.aborted) return Promise.reject(request.signal.reason as Error);
  const sent = new ClientRequest({
    url: request.url,
    method: request.method,
    headers: Object.fromEntries(request.headers),
    redirect: request.redirect,
  });
  const abort = (): void => {
    reject(request.signal.reason);
    sent.abort();
  };
  request.signal.addEventListener('abort', abort, { once: true });
  sent.on('error', reject);
  sent.on('response', (message: IncomingMessage) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(message.headers)) headers.set(name, String(value));
    const isEmpty = WITHOUT_BODY.has(message.statusCode) || request.method === 'HEAD';
    const body = isEmpty ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>);
    const { statusCode: status, statusMessage: statusText } = message;
    resolve(new Response(body as BodyInit | null, { headers, status, statusText }));
  });
  if (request.body === null) sent.end();
  else void request.body.pipeTo(Writable.toWeb(sent) as WritableStream<Uint8Array>);
  return promise;
}
