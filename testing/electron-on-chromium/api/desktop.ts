import { strict, strictEvents } from '../strict.ts';

/** Something the app did to the desktop around it; nothing is really opened or shown. */
export interface DesktopAct {
  readonly kind:
    | 'open-external'
    | 'open-path'
    | 'show-in-folder'
    | 'notification'
    | 'message-box'
    | 'error-box'
    | 'flash';
  readonly details: unknown;
}

/** All acts so far, oldest first; also `globalThis[Symbol.for('electron-on-chromium.desktop')]`. */
export const desktopActs: DesktopAct[] = [];

/** Records something that the app did. */
export function recordAct(kind: DesktopAct['kind'], details: unknown): void {
  desktopActs.push({ kind, details });
}

/** Electron's `shell`. */
export const shell = strict('shell', {
  openExternal: async (url: string): Promise<void> => {
    recordAct('open-external', new URL(url).href);
  },
  openPath: async (path: string): Promise<string> => {
    recordAct('open-path', path);
    return '';
  },
  showItemInFolder: (path: string): void => recordAct('show-in-folder', path),
});

let copied = '';

/** Electron's `clipboard`, in memory and for text only. */
export const clipboard = strict('clipboard', {
  writeText: async (text: string): Promise<void> => {
    copied = text;
  },
  readText: async (): Promise<string> => copied,
});

/** Electron's `dialog`; a message box is answered at once with its default button. */
export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string): void => {
    recordAct('error-box', { title, content });
    console.error(`${title}\n${content}`);
  },
  showMessageBox: async (...given: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> => {
    const options = given.at(-1) as { defaultId?: number; checkboxChecked?: boolean };
    recordAct('message-box', options);
    return { response: options.defaultId ?? 0, checkboxChecked: options.checkboxChecked ?? false };
  },
});

/** Electron's `Notification`; `click` comes only if a test emits it. */
export class Notification extends strictEvents('Notification') {
  /** What a test wants of the system: that it shows notifications, has none, or refuses each. */
  static outcome: 'shown' | 'unsupported' | 'failed' = 'shown';

  readonly title: string;
  readonly body: string;

  constructor(options: { title?: string; body?: string } = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }

  static isSupported(): boolean {
    return Notification.outcome !== 'unsupported';
  }

  show(): void {
    // As on macOS for an app that is not signed: told later, and nothing is shown.
    if (Notification.outcome === 'failed') {
      setImmediate(() => this.emit('failed', {}, 'Notifications are not allowed for this application'));
      return;
    }
    recordAct('notification', { title: this.title, body: this.body });
    this.emit('show', {});
  }

  close(): void {
    this.emit('close', {});
  }
}

/** Electron's `powerMonitor`; `suspend`, `resume` and the rest come only if a test emits them. */
export const powerMonitor = new (class PowerMonitor extends strictEvents('powerMonitor') {})();

/** Electron's `screen`, with one display. */
export const screen = strict('screen', {
  getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1280, height: 800 } }],
});

/** Electron's `nativeImage`, as far as a window's icon needs it. */
export const nativeImage = strict('nativeImage', {
  createFromPath: (path: string): object => strict('NativeImage', { path, isEmpty: () => false }),
  createEmpty: (): object => strict('NativeImage', { isEmpty: () => true }),
});
