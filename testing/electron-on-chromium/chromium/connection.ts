import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from '@playwright/test';

/** Sends one command of the DevTools protocol; rejects with the protocol's own message and the command's name. */
export type Send = CDPSession['send'];

/** One attached target, or the browser itself. */
export interface Session {
  readonly id: string | null;
  readonly send: Send;
  readonly on: CDPSession['on'];
}

/** Chromium refuses a command, or is gone; mostly because what the command is about is gone. */
export class ProtocolError extends Error {}

interface Waiting {
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly sessionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/**
 * A DevTools connection over the pipe of `--remote-debugging-pipe`: JSON messages, each ended by a NUL byte. Chromium
 * quits when the pipe closes, so it cannot outlive this process.
 */
export class Connection {
  readonly browser: Session;
  readonly #write: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, Set<(params: never) => void>>();
  #lastId = 0;
  #closed = false;

  constructor(write: Writable, read: Readable) {
    this.#write = write;
    this.browser = this.session(null);
    let rest = '';
    read.setEncoding('utf8');
    read.on('data', (chunk: string) => {
      const texts = (rest + chunk).split('\0');
      rest = texts.pop() ?? '';
      for (const text of texts) this.#receive(JSON.parse(text) as Message);
    });
    read.once('close', () => this.#close());
    // A write to a Chromium that is gone: `close` of the reading end tells everybody who waits.
    write.on('error', () => this.#close());
  }

  /** The commands and events of one attached target (null: the browser). */
  session(id: string | null): Session {
    const send = (method: string, params: object = {}) => this.#send(id, method, params);
    const on = (event: string, listener: (params: never) => void) => {
      const key = `${id ?? ''} ${event}`;
      this.#listeners.set(key, (this.#listeners.get(key) ?? new Set()).add(listener));
    };
    return { id, send: send as Send, on: on as unknown as CDPSession['on'] };
  }

  /** Forgets the listeners of a target that is gone. */
  forget(id: string): void {
    for (const key of this.#listeners.keys()) if (key.startsWith(`${id} `)) this.#listeners.delete(key);
  }

  #send(sessionId: string | null, method: string, params: object): Promise<unknown> {
    if (this.#closed) return Promise.reject(new ProtocolError(`${method}: Chromium is gone`));
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { method, resolve, reject });
    this.#write.write(
      `${JSON.stringify(sessionId ? { id, method, params, sessionId } : { id, method, params })}\0`,
    );
    return promise;
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      for (const listener of this.#listeners.get(`${message.sessionId ?? ''} ${message.method}`) ?? []) {
        this.#tell(listener, message.params);
      }
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) waiting?.reject(new ProtocolError(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result);
  }

  /** What a listener of the app throws is the app's uncaught error; the messages behind this one still arrive. */
  #tell(listener: (params: never) => void, params: unknown): void {
    try {
      listener(params as never);
    } catch (error) {
      setImmediate(() => {
        throw error;
      });
    }
  }

  #close(): void {
    this.#closed = true;
    for (const { method, reject } of this.#waiting.values())
      reject(new ProtocolError(`${method}: Chromium is gone`));
    this.#waiting.clear();
  }
}
