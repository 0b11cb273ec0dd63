import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Received } from './received.ts';

/** The socket of a request that asks for a websocket. */
export interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Node's own objects of one request, and the socket where it asks for a websocket. */
export interface NodeObjects {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly upgrade: Upgrade | undefined;
}

/** What has been sent past the response: a status, or nothing at all (`null`). */
export type Sent = number | null;

/** One request, and what is to be said about it. */
export class Context {
  readonly req: Received;
  readonly env: NodeObjects;
  /** The response as it is by now. */
  res: Response = new Response(null);
  /** The fault that was applied to this request. */
  fault: number | null = null;
  /** Set where Node's own objects have answered, or the socket was taken: then `res` is not sent. */
  sent: Sent | undefined;

  constructor(req: Received, env: NodeObjects) {
    this.req = req;
    this.env = env;
  }

  /** A response of JSON. */
  json(value: unknown, status = 200): Response {
    return Response.json(value, { status });
  }

  /** A page. */
  html(page: string, status = 200): Response {
    return new Response(page, { status, headers: { 'content-type': 'text/html; charset=UTF-8' } });
  }

  /** Sends the other side to another address. */
  redirect(location: string): Response {
    return new Response(null, { status: 302, headers: { location } });
  }

  /** A response without a body. */
  empty(status: number): Response {
    return new Response(null, { status });
  }
}
