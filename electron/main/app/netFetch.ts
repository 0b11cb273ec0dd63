import type { ClientRequest, ClientRequestConstructorOptions, IncomingMessage } from 'electron';
import type { Fetch } from '../remoteControl/index.ts';

/** Electron's `net.request`. */
export type RequestFunction = (options: ClientRequestConstructorOptions) => ClientRequest;

/**
 * `fetch` for the directory over Electron's network stack, with the system's proxy and certificates, without cookies, cache
 * and redirects. Electron's own `net.fetch` builds a `Response` inside an event, where a status that a `Response` cannot have
 * or a header that is no Latin-1 throws past everybody; and a body that is not read to its end keeps its connection for good
 * (`lib/browser/api/net-fetch.ts`). Here both end with the request.
 */
export function createNetFetch(request: RequestFunction): Fetch {
  return async (url, { method, headers, body, signal }) => {
    signal?.throwIfAborted();
    const sent = request({
      url,
      method: method ?? 'GET',
      headers: Object.fromEntries(new Headers(headers)),
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      bypassCustomProtocolHandlers: true,
    });
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<Fetch>>>();
    const abort = (): void => {
      sent.abort();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    const end = (): void => signal?.removeEventListener('abort', abort);
    // Comes more than once, also after the answer: then the body's reader is told the same.
    sent.on('error', (error) => {
      end();
      reject(error);
    });
    sent.on('response', (response) => {
      response.on('error', () => undefined);
      const header = (name: string): string | null => {
        const value = response.headers[name.toLowerCase()];
        return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
      };
      const chunks = readAndEnd(response, () => {
        end();
        sent.abort();
      });
      resolve({ status: response.statusCode, headers: { get: header }, body: chunks });
    });
    sent.end(typeof body === 'string' ? body : undefined);
    return promise;
  };
}

/** The chunks of a body. However the reading ends, `end` frees what the request holds. */
async function* readAndEnd(response: IncomingMessage, end: () => void): AsyncGenerator<Uint8Array> {
  try {
    // Declared as an emitter, it is a stream of Node's.
    yield* response as unknown as AsyncIterable<Uint8Array>;
  } finally {
    end();
  }
}
