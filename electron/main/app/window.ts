import { BrowserWindow, type Rectangle, type Session, type WebContents, type WebPreferences } from 'electron';
import type { Log } from './logFile.ts';
import { createPageRecovery, watchPage } from './pageRecovery.ts';

/** Every switch that bears on security, said aloud even where it is the default. */
export const WEB_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  disableDialogs: true,
  safeDialogs: true,
} as const satisfies WebPreferences;

/** What to show, and with which preload script (absolute path). */
export interface WindowOptions {
  readonly preload: string;
  readonly url: string;
  readonly title: string;
  /** Where the window was last, if it is known and on a screen. */
  readonly bounds: Partial<Rectangle>;
  readonly log: Log;
  /** The page cannot be shown and a new try has failed, too: asks the person, who may want one more. */
  readonly onPageLost: (window: BrowserWindow, retry: () => void) => void;
}

/** The size of a window that was never opened before. */
const SIZE = { width: 520, height: 640 };

/**
 * Opens the one window and loads the page; it appears once there is something to see, and also when the page cannot be
 * loaded: a window can be closed, an invisible one cannot. Register the IPC handlers first.
 */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { preload, url, title, bounds, log, onPageLost } = options;
  const window = new BrowserWindow({
    title,
    ...SIZE,
    ...bounds,
    minWidth: 360,
    minHeight: 480,
    useContentSize: true,
    fullscreenable: false,
    autoHideMenuBar: true,
    show: false,
    webPreferences: { ...WEB_PREFERENCES, preload },
  });
  const appear = (): void => {
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  confine(window.webContents, url);
  window.once('ready-to-show', appear);
  // The title is ours to say, in the language of the system, and not the page's.
  window.on('page-title-updated', (event) => event.preventDefault());
  const recovery = createPageRecovery({
    now: () => performance.now(),
    log,
    load: () => {
      // A person may have closed it since the page failed. What fails is told by `did-fail-load`, too, and there with its reason.
      if (!window.isDestroyed()) window.loadURL(url).then(appear, appear);
    },
    lost: (retry) => {
      if (window.isDestroyed()) return;
      appear();
      onPageLost(window, retry);
    },
  });
  watchPage(window.webContents, recovery.failed);
  recovery.load();
  return window;
}

/** Keeps the contents on `url`: no navigation, no redirect, no new window, no webview. */
export function confine(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>, url: string): void {
  // A reload counts as a navigation to the same place; the development server asks for it.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== url) event.preventDefault();
  });
  contents.on('will-navigate', (event) => {
    if (event.url !== url) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Denies every permission, device and download: the page needs none. For the session, once. */
export function denyPermissions(
  session: Pick<
    Session,
    'on' | 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}
