import { screen as displays, type BrowserWindow } from 'electron';
import type { Screen } from '../../shared/screen.ts';
import { createAttention, type Attention } from './attention.ts';
import { askForRepair, pushScreen, type TrustedPage } from './ipc.ts';
import type { Log } from './logFile.ts';
import { createRepairRequest } from './repairRequest.ts';
import type { SettingsStore } from './settings.ts';
import { openWindow, type WindowOptions } from './window.ts';
import { visibleBounds } from './windowBounds.ts';

/** What the one window works with. */
export interface AppWindowPorts extends Pick<WindowOptions, 'preload' | 'url' | 'title' | 'onPageLost'> {
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly onAttention: (attention: Attention) => void;
  /** The system ends the session now, and soon this process: Windows says so here alone. */
  readonly onSessionEnd: () => void;
}

/** The one window of the app, which may not be there. */
export interface AppWindow {
  /** Opens the window, or brings it to the front. */
  show(): void;
  /** Closes it, as its own close button does. */
  close(): void;
  /** Whether a person can see it now. */
  readonly isSeen: boolean;
  readonly page: TrustedPage | null;
  push(screen: Screen): void;
  /** Opens the window with the repair dialog. */
  askForRepair(): void;
  /** The page has read its screen. */
  pageListens(): void;
  /** Makes the task bar or the dock show that there is news. */
  attract(): void;
}

/** Puts the window together with its place on the screen, its page's wishes and what it tells of a person. */
export function createAppWindow(ports: AppWindowPorts): AppWindow {
  const { settings, url, onAttention } = ports;
  let window: BrowserWindow | null = null;
  const current = (): BrowserWindow | null => (window === null || window.isDestroyed() ? null : window);
  const request = createRepairRequest(() => {
    const opened = current();
    if (opened !== null) askForRepair(opened);
  });

  function open(): BrowserWindow {
    const areas = displays.getAllDisplays().map(({ workArea }) => workArea);
    const opened = openWindow({ ...ports, bounds: visibleBounds(settings.current.bounds, areas) });
    request.pageGone();
    opened.webContents.on('did-start-loading', () => request.pageGone());
    opened.webContents.on('render-process-gone', () => request.pageGone());
    opened.on('closed', () => request.pageGone());
    opened.on('close', () => rememberBounds(opened));
    const attention = createAttention(() => performance.now(), onAttention);
    opened.on('focus', () => attention('focus'));
    opened.on('restore', () => attention('visible'));
    opened.on('show', () => attention('visible'));
    opened.on('session-end', ports.onSessionEnd);
    return opened;
  }

  function rememberBounds(opened: BrowserWindow): void {
    if (opened.isMinimized() || opened.isMaximized()) return;
    const [x = 0, y = 0] = opened.getPosition();
    const [width = 0, height = 0] = opened.getContentSize();
    settings.change({ bounds: { x, y, width, height } });
  }

  function show(): void {
    const opened = current();
    if (opened === null) {
      window = open();
      return;
    }
    if (opened.isMinimized()) opened.restore();
    opened.show();
    opened.focus();
  }

  return {
    show,
    close: () => current()?.close(),
    get isSeen() {
      const opened = current();
      return opened !== null && opened.isVisible() && !opened.isMinimized();
    },
    get page() {
      const opened = current();
      return opened === null ? null : { contents: opened.webContents, url };
    },
    push(screen) {
      const opened = current();
      if (opened !== null) pushScreen(opened, screen);
    },
    askForRepair() {
      show();
      request.ask();
    },
    pageListens: () => request.pageListens(),
    attract: () => current()?.flashFrame(true),
  };
}
