import type { Session } from '../chromium/connection.ts';
import { preventable } from '../strict.ts';
import type { FrameDocument, Frames } from './frames.ts';
import type { Paused } from './requests.ts';
import { schemes } from './protocol.ts';
import type { WebContents } from './webContents.ts';

/**
 * Decides whether a document request may go on. A navigation that the page itself began asks the app by
 * `will-navigate`, a redirect by `will-redirect`; one that the app or a test driver began raises neither, as in Electron.
 */
export class Navigation {
  readonly #contents: WebContents;
  readonly #frames: Frames;
  /** Addresses that the page asked for, as told by its renderer. */
  readonly #asked: string[] = [];

  constructor(session: Session, contents: WebContents, frames: Frames) {
    this.#contents = contents;
    this.#frames = frames;
    session.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
      if (disposition !== 'currentTab')
        contents.askToOpen({ url, frameName: '', features: '', disposition: 'background-tab' });
      else if (frames.isMain(frameId)) this.#pageAsks(url);
    });
  }

  /** A new document is there: what the one before it asked for is over. */
  forgetAsked(): void {
    this.#asked.length = 0;
  }

  /** Whether a document request may be sent; asks the app. */
  mayGo(paused: Paused): boolean {
    const { url } = paused.request;
    if (!this.#frames.isMain(paused.frameId)) {
      return this.#ask('will-frame-navigate', url, paused.frameId);
    }
    if (paused.redirectedRequestId !== undefined) return this.#ask('will-redirect', url, paused.frameId);
    // The renderer says what the page asks for on the channel by which it then asks the browser, so the word comes first.
    if (!take(this.#asked, withoutHash(url))) return true;
    return this.#asksBoth(url, paused.frameId);
  }

  /** The page goes to an address of the app's own scheme, which Chromium could not find. */
  goToApp(url: string, frame: FrameDocument): void {
    if (frame !== this.#frames.main || !this.#asksBoth(url, null)) return;
    // Why it fails, if it does, is told by `did-fail-load`.
    this.#contents.loadURL(url).catch(() => undefined);
  }

  #pageAsks(url: string): void {
    if (/^https?:/.test(url)) this.#asked.push(withoutHash(url));
    // No request follows that could be paused: Chromium drops what it does not know, or leaves it to other programs.
    else this.#asksBoth(url, null);
  }

  /** Of the main frame both events tell, the one of all frames first. */
  #asksBoth(url: string, frameId: string | null): boolean {
    return this.#ask('will-frame-navigate', url, frameId) && this.#ask('will-navigate', url, frameId);
  }

  #ask(
    name: 'will-navigate' | 'will-redirect' | 'will-frame-navigate',
    pageUrl: string,
    frameId: string | null,
  ): boolean {
    const url = schemes.toApp(pageUrl);
    const frame = frameId === null ? this.#frames.main : (this.#frames.current(frameId) ?? null);
    const isMainFrame = frameId === null || this.#frames.isMain(frameId);
    const event = preventable({ url, isSameDocument: false, isMainFrame, frame, initiator: frame });
    this.#contents.emit(name, event, url, false, isMainFrame, frame?.processId ?? 0, frame?.routingId ?? 0);
    return !event.defaultPrevented;
  }
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/s, '');
}

function take(list: string[], item: string): boolean {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}
