import type { Connection, Session } from './connection.ts';
import { type Size, windowSize } from './contentSize.ts';
import { listenNowhere } from './nowhere.ts';

/** One page of Chromium, attached. */
export interface Page {
  readonly targetId: string;
  readonly session: Session;
}

/** What the owner of a page is told about it. */
export interface PageEvents {
  /** It has closed, for whatever reason. */
  gone(): void;
  crashed(): void;
}

/**
 * Opens pages and closes every page that was not asked for here: pop-ups start paused, so a refused one never sends a
 * request.
 */
export class Pages {
  readonly #connection: Connection;
  readonly #attached = new Map<string, string>();
  readonly #ours = new Map<string, PageEvents>();
  #opening = 0;
  #nowhere = '';

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** To be called once, before the first page. */
  async watch(): Promise<void> {
    const { browser } = this.#connection;
    this.#nowhere = await listenNowhere();
    browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      this.#attached.set(targetInfo.targetId, sessionId);
      void this.#closeStrangers();
    });
    browser.on('Target.targetDestroyed', ({ targetId }) => {
      const sessionId = this.#attached.get(targetId);
      if (sessionId) this.#connection.forget(sessionId);
      this.#attached.delete(targetId);
      const events = this.#ours.get(targetId);
      this.#ours.delete(targetId);
      events?.gone();
    });
    browser.on('Target.targetCrashed', ({ targetId }) => this.#ours.get(targetId)?.crashed());
    const filter = [{ type: 'page' }, { exclude: true }];
    await Promise.all([
      browser.send('Target.setDiscoverTargets', { discover: true, filter }),
      browser.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
        filter,
      }),
    ]);
  }

  /** Opens a page that has no document until it is navigated. */
  async open(size: Size, events: PageEvents): Promise<Page> {
    this.#opening += 1;
    try {
      const { targetId } = await this.#connection.browser.send('Target.createTarget', {
        url: this.#nowhere,
        newWindow: true,
        ...windowSize(size),
      });
      this.#ours.set(targetId, events);
      const session = this.#connection.session(await this.#sessionOf(targetId));
      await session.send('Runtime.runIfWaitingForDebugger');
      return { targetId, session };
    } finally {
      this.#opening -= 1;
      void this.#closeStrangers();
    }
  }

  /** Closes a page, its unload handlers included, without asking it. */
  async close(targetId: string): Promise<void> {
    await this.#connection.browser.send('Target.closeTarget', { targetId });
  }

  async #sessionOf(targetId: string): Promise<string> {
    const known = this.#attached.get(targetId);
    if (known) return known;
    const { sessionId } = await this.#connection.browser.send('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    return sessionId;
  }

  async #closeStrangers(): Promise<void> {
    // While one of ours is being opened its id is not known yet: it would look like a stranger.
    if (this.#opening > 0) return;
    for (const targetId of this.#attached.keys()) {
      if (!this.#ours.has(targetId)) await this.close(targetId).catch(() => undefined);
    }
  }
}
