import type { ClientRequestConstructorOptions } from 'electron';
import { Writable } from 'node:stream';
import { notImplemented } from '../../strict.ts';
import { IncomingMessage } from './incomingMessage.ts';
import { netError } from './netError.ts';
import { load, type Loader } from './transport.ts';

const IMPLEMENTED = new Set([
  'url',
  'method',
  'headers',
  'redirect',
  'credentials',
  'cache',
  'bypassCustomProtocolHandlers',
]);

/** Headers that an app may not set (docs/api/client-request.md, `setHeader`). */
const RESTRICTED = new Set(
  'content-length host trailer te upgrade cookie2 keep-alive transfer-encoding'.split(' '),
);

/** Electron's `ClientRequest` (docs/api/client-request.md), with the options that the app uses. */
export class ClientRequest extends Writable {
  readonly #options: ClientRequestConstructorOptions;
  readonly #headers = new Map<string, string>();
  #url: URL;
  #method: string;
  #chunks: Buffer[] = [];
  #isStarted = false;
  #isAborted = false;
  #redirects = 0;
  #loader: Loader | null = null;
  #response: IncomingMessage | null = null;

  constructor(options: ClientRequestConstructorOptions | string) {
    super({ autoDestroy: true });
    this.#options = typeof options === 'string' ? { url: options } : options;
    for (const name of Object.keys(this.#options)) {
      if (!IMPLEMENTED.has(name)) notImplemented(`net.request option ${name}`);
    }
    const { url = '', method = 'GET', redirect = 'follow', headers = {} } = this.#options;
    this.#url = new URL(url);
    this.#method = method.toUpperCase();
    if (!/^https?:$/.test(this.#url.protocol))
      throw new Error('ClientRequest only supports http: and https: protocols');
    if (!['follow', 'error', 'manual'].includes(redirect))
      throw new Error('redirect mode should be one of follow, error or manual');
    if (this.#options.credentials === 'same-origin')
      throw new Error('credentials: same-origin requires origin to be set');
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, String(value));
  }

  setHeader(name: string, value: string): void {
    if (this.#isStarted) throw new Error("Can't set headers after they are sent");
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new Error(`Invalid header name: '${name}'`);
    if (/[\0\r\n]/.test(value)) throw new Error(`Invalid value for header '${name}': '${value}'`);
    this.#headers.set(name.toLowerCase(), value);
  }

  getHeader(name: string): string {
    return this.#headers.get(name.toLowerCase()) ?? '';
  }

  removeHeader(name: string): void {
    if (this.#isStarted) throw new Error("Can't remove headers after they are sent");
    this.#headers.delete(name.toLowerCase());
  }

  abort(): void {
    if (!this.#isAborted) process.nextTick(() => this.emit('abort'));
    this.#isAborted = true;
    this.#die();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    this.#isStarted = true;
    this.#send();
    done();
  }

  #send(): void {
    const body = this.#chunks.length === 0 ? null : Buffer.concat(this.#chunks);
    const headers = Object.fromEntries(this.#headers);
    if (
      Object.keys(headers).some((name) => RESTRICTED.has(name)) ||
      /^upgrade$/i.test(headers['connection'] ?? '')
    )
      return this.#die(netError('INVALID_ARGUMENT'));
    this.#loader = load(
      { url: this.#url, method: this.#method, headers, body },
      {
        redirected: (status, address) => this.#redirect(status, address),
        answered: (head, stream) => {
          this.#response = new IncomingMessage(head, stream);
          this.emit('response', this.#response);
        },
        failed: (error) => this.#die(error),
      },
    );
  }

  #redirect(status: number, address: string): void {
    const { redirect = 'follow' } = this.#options;
    if (redirect === 'error')
      return this.#die(new Error("Attempted to redirect, but redirect policy was 'error'"));
    if (redirect === 'manual') return notImplemented('net.request redirect: manual');
    this.#redirects += 1;
    if (this.#redirects > 20) return this.#die(netError('TOO_MANY_REDIRECTS'));
    this.#loader?.cancel();
    const isPlain = status === 303 || (this.#method === 'POST' && status < 303);
    if (isPlain) {
      this.#method = 'GET';
      this.#chunks = [];
    }
    this.#url = new URL(address, this.#url);
    if (!/^https?:$/.test(this.#url.protocol)) return this.#die(netError('UNSAFE_REDIRECT'));
    return this.#send();
  }

  /** An error is told even after the request was sent, when a stream of Node's tells nothing any more. */
  #die(error?: Error): void {
    if (this.destroyed && error !== undefined) this.emit('error', error);
    this.destroy(error);
    this.#loader?.cancel();
    this.#response?.destroy(error);
  }
}
