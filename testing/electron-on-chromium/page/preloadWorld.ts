// oxlint-disable unicorn/consistent-function-scoping -- the text of the function is run elsewhere, so it holds all it needs
import type { createCloneCodec } from '../clone.ts';
import type { createBridge } from './bridge.ts';
import type { catchAppAddresses } from './catchAppAddresses.ts';
import type { createIpcRenderer, FromPage, ToPage } from './ipcRenderer.ts';
import type { guardLinks } from './guardLinks.ts';
import type { reportTitle } from './reportTitle.ts';

/** What the preload world has to know from outside. */
export interface PreloadSetting {
  readonly handshake: string;
  readonly binding: string;
  /** Sub-frames get no preload, as with Electron's default `nodeIntegrationInSubFrames: false`. */
  readonly subFrames: boolean;
  /** The custom schemes that the app handles. */
  readonly schemes: readonly string[];
  readonly process: {
    readonly platform: string;
    readonly arch: string;
    readonly versions: Readonly<Record<string, string>>;
  };
}

/** What the preload world keeps on its own global object for the scripts and messages that come later. */
export interface PreloadWorld {
  run(
    preload: (require: (name: string) => unknown, module: object, exports: object, process: object) => void,
  ): void;
  receive(message: ToPage): void;
}

/**
 * What runs first in the preload world of every document. Its text is run in the page; it uses nothing outside of its
 * own body but what it is given.
 */
export function enterPreloadWorld(
  setting: PreloadSetting,
  parts: {
    createBridge: typeof createBridge;
    createCloneCodec: typeof createCloneCodec;
    createIpcRenderer: typeof createIpcRenderer;
    guardLinks: typeof guardLinks;
    catchAppAddresses: typeof catchAppAddresses;
    reportTitle: typeof reportTitle;
  },
): void {
  const home = globalThis as unknown as Record<string, unknown>;
  const binding = home[setting.binding] as (payload: string) => void;
  const toMain = (message: FromPage): void => binding(JSON.stringify(message));
  const open = (url: string, name: string, features: string, disposition: string): void =>
    toMain({ kind: 'open', url, name, features, disposition });

  const node = document.createElement('i');
  document.dispatchEvent(new MouseEvent(setting.handshake, { relatedTarget: node }));
  const { ipcRenderer, call, receive } = parts.createIpcRenderer(parts.createCloneCodec(), toMain);
  const bridge = parts.createBridge(node, 'preload', (what, ...given) => {
    if (what === 'permission') {
      const [how, permission, details] = given as ['check' | 'request', string, object];
      return call((id) => ({ kind: 'permission', id, how, permission, details }));
    }
    const [url, name, features] = given as [string, string, string];
    return open(url, name, features, features === '' ? 'foreground-tab' : 'new-window');
  });
  parts.guardLinks(open);
  parts.catchAppAddresses(setting.schemes, (url) => toMain({ kind: 'navigate', url }));
  parts.reportTitle((title) => toMain({ kind: 'title', title }));

  const missing = (owner: string, members: object): object =>
    new Proxy(members, {
      get(target, key, receiver) {
        if (
          key in target ||
          typeof key === 'symbol' ||
          key === '__esModule' ||
          key === 'default' ||
          key === 'then'
        ) {
          return Reflect.get(target, key, receiver) as unknown;
        }
        throw new Error(`electron-on-chromium: ${owner}.${key} is not implemented`);
      },
    });
  const contextBridge = missing('contextBridge', {
    exposeInMainWorld: (name: string, api: unknown): void => {
      bridge.ask(name, api);
    },
  });
  const electron = missing('electron (renderer)', { contextBridge, ipcRenderer });
  const process = missing('process', {
    ...setting.process,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: window === window.top,
    env: {},
  });
  const requireAllowed = (name: string): unknown => {
    if (['electron', 'electron/renderer', 'electron/common'].includes(name)) return electron;
    const bare = name.replace(/^node:/, '');
    if (['events', 'timers', 'url'].includes(bare)) {
      throw new Error(`electron-on-chromium: require('${name}') in a preload is not implemented`);
    }
    throw new Error(`module not found: ${name}`);
  };

  const world: PreloadWorld = {
    run(preload) {
      if (window !== window.top && !setting.subFrames) return;
      const module = { exports: {} };
      try {
        preload(requireAllowed, module, module.exports, process);
      } catch (error) {
        const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
        console.error('Unable to load preload script:', stack);
        toMain({ kind: 'preload-failed', message, stack });
      }
    },
    receive,
  };
  home['electronOnChromium'] = world;
}
