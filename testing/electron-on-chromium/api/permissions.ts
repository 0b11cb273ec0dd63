import type { Session } from '../chromium/connection.ts';
import type { FrameDocument } from './frames.ts';
import type { WebContents } from './webContents.ts';

/** Electron's name of a permission, and the names that Chromium's protocol has for it. */
const PERMISSIONS: Readonly<Record<string, readonly { name: string; sysex?: boolean }[]>> = {
  media: [{ name: 'camera' }, { name: 'microphone' }],
  geolocation: [{ name: 'geolocation' }],
  notifications: [{ name: 'notifications' }],
  midi: [{ name: 'midi' }],
  midiSysex: [{ name: 'midi', sysex: true }],
  'clipboard-read': [{ name: 'clipboard-read' }],
  'clipboard-sanitized-write': [{ name: 'clipboard-write' }],
  'idle-detection': [{ name: 'idle-detection' }],
  'persistent-storage': [{ name: 'persistent-storage' }],
  'screen-wake-lock': [{ name: 'screen-wake-lock' }],
  'window-management': [{ name: 'window-management' }],
  'local-fonts': [{ name: 'local-fonts' }],
  'display-capture': [{ name: 'display-capture' }],
};

/** What a page wants to know or to have. */
export interface PermissionWish {
  readonly how: 'check' | 'request';
  readonly permission: string;
  readonly details: object;
}

/** The permissions of one page: asks the session's handlers when the page asks, and tells Chromium what they say. */
export class Permissions {
  readonly #browser: Session;
  readonly #contents: WebContents;

  constructor(browser: Session, contents: WebContents) {
    this.#browser = browser;
    this.#contents = contents;
  }

  /**
   * For a document that is about to load: without handlers everything is granted, as in Electron; with one, nothing is until
   * the page asks. `Notification.permission` alone can't wait for an answer, so its check is made here.
   */
  async prepare(pageUrl: string, document: { url: string; origin: string }): Promise<void> {
    const { session } = this.#contents;
    const { origin } = new URL(pageUrl);
    const mayNotify = session.checkPermission(this.#contents, 'notifications', {
      origin: document.origin,
      details: { embeddingOrigin: `${document.origin}/`, requestingUrl: document.url, isMainFrame: true },
    });
    await Promise.all(
      Object.keys(PERMISSIONS).map((name) =>
        this.#set(origin, name, name === 'notifications' ? mayNotify : !session.hasPermissionHandlers),
      ),
    );
  }

  /** Asks the check or the request handler on behalf of a document; resolves when Chromium knows the answer. */
  async ask(frame: FrameDocument, wish: PermissionWish): Promise<void> {
    const { session } = this.#contents;
    const origin = `${frame.origin}/`;
    const details = { ...wish.details, requestingUrl: frame.url, isMainFrame: frame.parent === null };
    const pageOrigin = new URL(frame.pageUrl).origin;
    const granted =
      wish.how === 'check'
        ? session.checkPermission(this.#contents, wish.permission, {
            origin: frame.origin,
            details: { embeddingOrigin: `${frame.top?.origin}/`, ...details },
          })
        : await session.requestPermission(this.#contents, wish.permission, {
            ...details,
            ...(wish.permission === 'media' ? { securityOrigin: origin } : {}),
          });
    await this.#set(pageOrigin, wish.permission, granted);
  }

  async #set(origin: string, name: string, granted: boolean): Promise<void> {
    const setting = granted ? 'granted' : 'denied';
    await Promise.all(
      (PERMISSIONS[name] ?? []).map((permission) =>
        // One that this Chromium does not know is no page's to have, and no reason to hold a page up.
        this.#browser.send('Browser.setPermission', { permission, setting, origin }).catch(() => undefined),
      ),
    );
  }
}
