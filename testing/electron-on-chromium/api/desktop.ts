import { strict, strictEvents } from '../strict.ts';
import { appIsReady } from './readiness.ts';

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

/** What a message box may be made of. */
interface MessageBox {
  readonly type?: string;
  readonly buttons?: readonly string[];
  readonly title?: string;
  readonly message?: string;
  readonly detail?: string;
  readonly checkboxLabel?: string;
  readonly checkboxChecked?: boolean;
  readonly noLink?: boolean;
  readonly defaultId?: number;
}

const BOX_TYPES = new Set(['none', 'info', 'question', 'error', 'warning']);

/** Throws what Electron throws, which checks what it is given before it shows anything (lib/browser/api/dialog.ts). */
function checkMessageBox({ type = 'none', buttons = [], noLink = false, ...texts }: MessageBox): void {
  if (!appIsReady()) throw new Error('dialog module can only be used after app is ready');
  if (!BOX_TYPES.has(type)) throw new TypeError('Invalid message box type');
  if (!Array.isArray(buttons)) throw new TypeError('Buttons must be an array');
  if (typeof noLink !== 'boolean') throw new TypeError('noLink must be a boolean');
  for (const name of ['title', 'message', 'detail', 'checkboxLabel'] as const) {
    if (typeof (texts[name] ?? '') !== 'string')
      throw new TypeError(`${name.charAt(0).toUpperCase()}${name.slice(1)} must be a string`);
  }
}

/** Electron's `dialog`; a message box is answered at once with its default button. */
export const dialog = strict('dialog', {
  showErrorBox(title: string, content: string): void {
    if (arguments.length < 2) throw new TypeError('Insufficient number of arguments.');
    for (const [at, text] of [title, content].entries())
      if (typeof text !== 'string') throw new TypeError(`Error processing argument at index ${at}`);
    recordAct('error-box', { title, content });
    console.error(`${title}\n${content}`);
  },
  showMessageBox(...given: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> {
    const options = given.at(-1) as MessageBox;
    checkMessageBox(options);
    // A window that is destroyed is none.
    if (given.length > 1) (given[0] as { getTitle(): string }).getTitle();
    recordAct('message-box', options);
    return Promise.resolve({
      response: options.defaultId ?? 0,
      checkboxChecked: options.checkboxChecked ?? false,
    });
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
    if (!appIsReady()) throw new Error('Cannot create Notification before app is ready');
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
  getAllDisplays: () => {
    if (!appIsReady()) throw new Error("The 'screen' module can't be used before the app 'ready' event");
    return [{ id: 1, workArea: { x: 0, y: 0, width: 1280, height: 800 } }];
  },
});

/** Electron's `nativeImage`, as far as a window's icon needs it. */
export const nativeImage = strict('nativeImage', {
  createFromPath: (path: string): object => strict('NativeImage', { path, isEmpty: () => false }),
  createEmpty: (): object => strict('NativeImage', { isEmpty: () => true }),
});
