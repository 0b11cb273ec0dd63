import type { Session } from '../chromium/connection.ts';
import type { Frames } from './frames.ts';
import { LoadError } from './loadError.ts';
import { schemes } from './protocol.ts';

/** What the page's owner is told of its documents; `emit` is the one of the web contents. */
export interface LoadEvents {
  emit(event: string, ...values: unknown[]): unknown;
  /** A new document is there, a page of Chromium's own about a failure included. */
  arrived(): void;
  painted(): void;
}

interface Load {
  loaderId: string;
  readonly url: string;
  resolve(): void;
  reject(error: LoadError): void;
}

/** The documents that a page loads, and the promise of `loadURL`. */
export class Loads {
  readonly #session: Session;
  readonly #events: LoadEvents;
  #current: Load | null = null;
  #lastLoaded = '';
  #isLoading = false;

  /** `blankLoaderId` names the document that is no document yet: it is passed over. */
  constructor(session: Session, frames: Frames, blankLoaderId: string, events: LoadEvents) {
    this.#session = session;
    this.#events = events;
    const ignored = new Set([blankLoaderId]);
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      events.arrived();
      // Chromium's own page about a failure. The failure itself has been told already.
      if (frame.unreachableUrl !== undefined) ignored.add(frame.loaderId);
      else this.#commit(frame.loaderId, frames.main.url);
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      events.emit('did-navigate-in-page', {}, schemes.toApp(url), frames.isMain(frameId), 0, 0);
    });
    session.on('Page.lifecycleEvent', ({ name, frameId, loaderId }) => {
      if (!frames.isMain(frameId) || ignored.has(loaderId)) return;
      if (name === 'DOMContentLoaded') events.emit('dom-ready', {});
      if (name === 'firstPaint' || name === 'load') events.painted();
      if (name === 'load') this.#finish(loaderId);
    });
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** Resolves when the document has loaded; rejects as Electron's `loadURL` does. */
  async start(url: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // It may be given up before Chromium has answered, before anything waits for it.
    promise.catch(() => undefined);
    const load: Load = { loaderId: '', url, resolve, reject };
    this.abandon('net::ERR_ABORTED');
    this.#current = load;
    this.#isLoading = true;
    const { errorText, loaderId = '' } = await this.#session.send('Page.navigate', {
      url: schemes.toPage(url),
    });
    load.loaderId = loaderId;
    if (errorText) {
      const error = new LoadError(errorText, url);
      this.#isLoading = false;
      this.#events.emit('did-fail-load', {}, error.errno, error.code, url, true);
      reject(error);
    } else if (loaderId === '' || loaderId === this.#lastLoaded) {
      // A move within the document, or one so quick that it was there before this answer.
      this.#isLoading = false;
      resolve();
    }
    return promise.finally(() => {
      if (this.#current === load) this.#current = null;
    });
  }

  /** Rejects a load that will not end any more. */
  abandon(netError: string): void {
    this.#current?.reject(new LoadError(netError, this.#current.url));
  }

  #commit(loaderId: string, url: string): void {
    this.#isLoading = true;
    const { loaderId: expected = '' } = this.#current ?? {};
    if (expected !== '' && expected !== loaderId) this.abandon('net::ERR_ABORTED');
    this.#events.emit('did-navigate', {}, url, 200, 'OK');
  }

  #finish(loaderId: string): void {
    this.#isLoading = false;
    this.#lastLoaded = loaderId;
    this.#events.emit('did-finish-load', {});
    if (this.#current?.loaderId === loaderId) this.#current.resolve();
  }
}
