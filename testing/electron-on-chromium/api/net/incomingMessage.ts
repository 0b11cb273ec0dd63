import { Readable } from 'node:stream';

/** Headers of which Electron gives the first alone (docs/api/incoming-message.md). */
const FIRST_ONLY = new Set(
  (
    'content-type content-length user-agent referer host authorization proxy-authorization if-modified-since ' +
    'if-unmodified-since from location max-forwards retry-after etag last-modified server age expires'
  ).split(' '),
);

/**
 * Electron's `IncomingMessage`. Destroying it does not free its connection, as in Electron, where it has no `_destroy`: only
 * `abort` of the request does, or the end of the body.
 */
export class IncomingMessage extends Readable {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly httpVersion = '1.1';
  readonly rawHeaders: string[];
  readonly #body: Readable;

  constructor(head: { status: number; message: string; raw: readonly string[] }, body: Readable) {
    super();
    this.statusCode = head.status;
    this.statusMessage = head.message;
    // Node reads bytes as Latin-1, Chromium hands them out as UTF-8: so a value may hold any character.
    this.rawHeaders = head.raw.map((text) => Buffer.from(text, 'latin1').toString('utf8'));
    this.#body = body;
    body.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) body.pause();
    });
    body.on('end', () => this.push(null));
    body.pause();
  }

  get headers(): Record<string, string | string[]> {
    const all = new Map<string, string[]>();
    for (let at = 0; at < this.rawHeaders.length; at += 2) {
      const name = (this.rawHeaders[at] ?? '').toLowerCase();
      all.set(name, [...(all.get(name) ?? []), this.rawHeaders[at + 1] ?? '']);
    }
    const merged = [...all].map(([name, values]): [string, string | string[]] => {
      if (name === 'set-cookie') return [name, values];
      return [name, FIRST_ONLY.has(name) ? (values[0] ?? '') : values.join(', ')];
    });
    return Object.fromEntries(merged);
  }

  override _read(): void {
    if (!this.destroyed) this.#body.resume();
  }
}
