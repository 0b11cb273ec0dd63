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
  readonly #pending = new Set<(granted: boolean) => void>();
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
    // As Electron: without the handler what it has not decided is refused.
    if (handler !== null) return;
    for (const decide of this.#pending) decide(false);
    this.#pending.clear();
  }

  /** Chromium shows no device to a page without a person choosing it, so there is nothing to ask the handler. */
  setDevicePermissionHandler(_handler: ((details: object) => boolean) | null): void {}

  get hasPermissionHandlers(): boolean {
    return this.#check !== null || this.#request !== null;
  }

  /** What the check handler says of a permission; without one it is granted. */
  checkPermission(
    contents: WebContents,
    permission: string,
    { origin, details }: { origin: string; details: object },
  ): boolean {
    return this.#check?.(contents, permission, `${origin}/`, details) ?? true;
  }

  /** What the request handler decides, whenever it does; without one it is granted. */
  requestPermission(contents: WebContents, permission: string, details: object): Promise<boolean> {
    const handler = this.#request;
    if (!handler) return Promise.resolve(true);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#pending.add(resolve);
    const decide = (granted: boolean): void => {
      this.#pending.delete(resolve);
      resolve(granted);
    };
    handler(contents, permission, decide, details);
    return promise;
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
