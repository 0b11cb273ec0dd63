import { notImplemented, strict, strictEvents } from '../strict.ts';
import { protocol } from './protocol.ts';
import { appIsReady } from './readiness.ts';
import type { WebContents } from './webContents.ts';

type CheckHandler = (
  contents: WebContents | null,
  permission: string,
  origin: string,
  details: object,
) => boolean;
type RequestHandler = (
  contents: WebContents,
  permission: string,
  callback: (granted: boolean) => void,
  details: object,
) => void;
type BeforeRequest = (
  details: { id: string; url: string; method: string; resourceType: string; webContentsId: number },
  callback: (response: { cancel?: boolean; redirectURL?: string }) => void,
) => void;

/** Electron's `Session`; there is one, the default session. */
export class ElectronSession extends strictEvents('session') {
  readonly protocol = protocol;
  #check: CheckHandler | null = null;
  #request: RequestHandler | null = null;
  #beforeRequest: BeforeRequest | null = null;

  readonly webRequest = strict('session.webRequest', {
    onBeforeRequest: (...given: unknown[]): void => {
      const listener = given.at(-1) as BeforeRequest | null;
      if (given.length > 1) notImplemented('session.webRequest.onBeforeRequest with a filter');
      this.#beforeRequest = listener;
    },
  });

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }

  /** Chromium shows no device to a page without a person choosing it, so there is nothing to ask the handler. */
  setDevicePermissionHandler(_handler: ((details: object) => boolean) | null): void {}

  /** Whether a document may use a permission; a request handler that does not answer at once has not granted it. */
  allows(contents: WebContents, permission: string, document: { url: string; origin: string }): boolean {
    const details = { requestingUrl: document.url, isMainFrame: true, mediaType: 'unknown' };
    if (this.#check && !this.#check(contents, permission, `${document.origin}/`, details)) return false;
    if (!this.#request) return true;
    let granted = false;
    this.#request(
      contents,
      permission,
      (answer) => {
        granted = answer;
      },
      details,
    );
    return granted;
  }

  /** What the app's `onBeforeRequest` says to a request; `{}` without a listener. */
  beforeRequest(details: Parameters<BeforeRequest>[0]): Promise<{ cancel?: boolean; redirectURL?: string }> {
    const listener = this.#beforeRequest;
    return listener ? new Promise((resolve) => listener(details, resolve)) : Promise.resolve({});
  }
}

const only = new ElectronSession();

/** The default session, before which Electron wants the app to be ready. */
function defaultSession(): ElectronSession {
  if (!appIsReady()) throw new Error('Session can only be received when app is ready');
  return only;
}

/** Electron's `session` module. */
export const session = strict('session', {
  get defaultSession(): ElectronSession {
    return defaultSession();
  },
});
