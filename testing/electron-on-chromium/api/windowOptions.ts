import type { BrowserWindowConstructorOptions } from 'electron';
import { notImplemented } from '../strict.ts';

const OPTIONS = new Set([
  'x',
  'y',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'maxWidth',
  'maxHeight',
  'resizable',
  'fullscreenable',
  'useContentSize',
  'center',
  'title',
  'show',
  'backgroundColor',
  'icon',
  'autoHideMenuBar',
  'webPreferences',
]);

/** Web preferences that the stand-in is always run with, or that change nothing in it. */
const PREFERENCES: Readonly<Record<string, readonly unknown[] | 'any'>> = {
  preload: 'any',
  spellcheck: 'any',
  devTools: 'any',
  backgroundThrottling: 'any',
  nodeIntegrationInSubFrames: 'any',
  additionalArguments: [],
  sandbox: [true],
  contextIsolation: [true],
  nodeIntegration: [false],
  nodeIntegrationInWorker: [false],
  webviewTag: [false],
  webSecurity: [true],
  allowRunningInsecureContent: [false],
  experimentalFeatures: [false],
  navigateOnDragDrop: [false],
  safeDialogs: 'any',
  disableDialogs: 'any',
  autoplayPolicy: 'any',
};

/** Throws by name for an option that the stand-in would have to ignore. */
export function checkWindowOptions(options: BrowserWindowConstructorOptions): void {
  for (const name of Object.keys(options)) {
    if (!OPTIONS.has(name)) notImplemented(`BrowserWindow option ${name}`);
  }
  for (const [name, value] of Object.entries(options.webPreferences ?? {}) as [string, unknown][]) {
    const allowed = PREFERENCES[name];
    if (allowed === undefined) notImplemented(`webPreferences.${name}`);
    if (allowed !== 'any' && value !== undefined && !allowed.includes(value)) {
      notImplemented(`webPreferences.${name}: ${String(value)}`);
    }
  }
}
