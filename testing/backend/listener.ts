import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Node's own objects of one request. */
export interface NodeObjects {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

const SENT = 'x-already-sent';

/** What a handler returns after it has answered through Node's own objects, or has taken the socket. */
export const alreadySent = (): Response => new Response(null, { headers: { [SENT]: 'true' } });

/**
 * Lets `handle` answer a request of Node's server. `body`: whether to read one, which the request of an upgrade has none of. What no `Request` can be made of
 * is answered with 400. Never rejects.
 */
export async function answer(
  { incoming, outgoing }: NodeObjects,
  body: boolean,
  handle: (request: Request) => Response | Promise<Response>,
): Promise<void> {
  try {
    const request = await requestOf(incoming, body);
    const response = request === null ? new Response(null, { status: 400 }) : await handle(request);
    if (response.headers.has(SENT)) return;
    outgoing.statusCode = response.status;
    outgoing.setHeaders(response.headers);
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch {
    // The other side has gone, or something of ours failed: either way it gets no answer.
    incoming.destroy();
  }
}

async function requestOf(incoming: IncomingMessage, withBody: boolean): Promise<Request | null> {
  const { method = 'GET', headers, url = '/' } = incoming;
  const read = withBody && method !== 'GET' && method !== 'HEAD' ? await buffer(incoming) : null;
  try {
    const named = Object.entries(headers).flatMap(([name, value = []]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    const address = new URL(url, `http://${headers.host ?? 'localhost'}`);
    return new Request(address, { method, headers: named, body: read?.length ? new Uint8Array(read) : null });
  } catch {
    return null;
  }
}
