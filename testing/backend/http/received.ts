import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request, with its body read to the end. */
export class Received {
  readonly method: string;
  /** As it came, with percent escapes, without the query. */
  readonly path: string;
  /** The whole address. */
  readonly url: string;
  /** What the path's `:names` stood for, decoded; set by the route that answers. */
  params: Readonly<Record<string, string>> = {};
  readonly #headers: Readonly<Record<string, string>>;
  readonly #query: URLSearchParams;
  readonly #body: Buffer;

  /** @throws TypeError where its address is none */
  constructor({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer) {
    const origin = `http://${headers.host ?? 'localhost'}`;
    // A proxy sends the whole address.
    const address = url.startsWith('/') ? new URL(origin + url) : new URL(url, origin);
    this.method = method;
    this.path = url.startsWith('/') ? (url.split(/[?#]/, 1)[0] ?? url) : address.pathname;
    this.url = address.href;
    this.#headers = Object.fromEntries(
      Object.entries(headers).map(([name, value = '']) => [name, [value].flat().join(', ')]),
    );
    this.#query = address.searchParams;
    this.#body = body;
  }

  /** All headers, by their names in small letters; or one, by its name in any case. */
  header(): Readonly<Record<string, string>>;
  header(name: string): string | undefined;
  header(name?: string): unknown {
    return name === undefined ? this.#headers : this.#headers[name.toLowerCase()];
  }

  /** What the query says, the first of each name. */
  query(): Readonly<Record<string, string>> {
    return firstOfEach(this.#query);
  }

  /** What a `:name` of the route stood for. */
  param(name: string): string {
    return this.params[name] ?? '';
  }

  /** The body as text. */
  text(): string {
    return this.#body.toString('utf8');
  }

  /** The body as JSON; `undefined` where it is none. */
  json(): unknown {
    try {
      return JSON.parse(this.text());
    } catch {
      return undefined;
    }
  }

  /** The fields of a form, the first of each name. */
  form(): Readonly<Record<string, string>> {
    return firstOfEach(new URLSearchParams(this.text()));
  }
}

/** Reads a request. `null`: no request can be made of it. `withBody`: whether to read one; a request to upgrade has none. */
export async function receive(incoming: IncomingMessage, withBody: boolean): Promise<Received | null> {
  const body = withBody ? await buffer(incoming) : Buffer.alloc(0);
  try {
    return new Received(incoming, body);
  } catch {
    return null;
  }
}

function firstOfEach(pairs: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...pairs].toReversed());
}
