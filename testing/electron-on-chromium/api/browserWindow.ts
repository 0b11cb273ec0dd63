import type { BrowserWindowConstructorOptions } from 'electron';
import { preventable, strictEvents, throwOnceDestroyed } from '../strict.ts';
import { recordAct } from './desktop.ts';
import { appIsReady } from './readiness.ts';
import { WebContents } from './webContents.ts';
import { checkWindowOptions } from './windowOptions.ts';
import { addWindow, focusedWindow, focusWindow, openWindows, removeWindow, windowStayed } from './windows.ts';

let lastId = 0;

/** Electron's `BrowserWindow`: one Chromium window with one page. */
export class BrowserWindow extends strictEvents('BrowserWindow') {
  readonly id: number;
  readonly #contents: WebContents;
  #title: string;
  #visible: boolean;
  #focused = false;
  #minimized = false;
  #destroyed = false;
  #painted = false;
  readonly #position: readonly [number, number];
  readonly #size: readonly [number, number];

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!appIsReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    checkWindowOptions(options);
    lastId += 1;
    this.id = lastId;
    this.#title = options.title ?? '';
    this.#visible = options.show ?? true;
    this.#position = [options.x ?? 0, options.y ?? 0];
    this.#size = [options.width ?? 800, options.height ?? 600];
    const { preload = null, nodeIntegrationInSubFrames: subFrames = false } = options.webPreferences ?? {};
    this.#contents = new WebContents(
      { width: this.#size[0], height: this.#size[1], preload, subFrames },
      {
        closeAsked: () => this.close(),
        gone: () => this.#end(),
        painted: () => this.#paint(),
        titled: (title) => this.#follow(title),
      },
    );
    addWindow(this);
    if (this.#visible) this.focus();
  }

  static getAllWindows(): BrowserWindow[] {
    return openWindows();
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focusedWindow();
  }

  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    return openWindows().find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return openWindows().find((window) => window.id === id) ?? null;
  }

  get webContents(): WebContents {
    return this.#contents;
  }

  loadURL(url: string): Promise<void> {
    return this.#contents.loadURL(url);
  }

  show(): void {
    const wasHidden = !this.#visible;
    this.#visible = true;
    if (wasHidden) this.emit('show', {});
    this.focus();
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.emit('hide', {});
    this.blur();
  }

  focus(): void {
    if (!this.#visible) return;
    focusWindow(this);
    if (this.#focused) return;
    this.#focused = true;
    this.emit('focus', {});
  }

  blur(): void {
    if (!this.#focused) return;
    this.#focused = false;
    this.emit('blur', {});
  }

  minimize(): void {
    this.#minimized = true;
    this.emit('minimize', {});
    this.blur();
  }

  restore(): void {
    if (!this.#minimized) return;
    this.#minimized = false;
    this.emit('restore', {});
    this.focus();
  }

  isVisible(): boolean {
    return this.#visible && !this.#minimized;
  }

  isFocused(): boolean {
    return this.#focused;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** Chromium's window is never maximized here. */
  isMaximized(): boolean {
    return false;
  }

  getPosition(): number[] {
    return [...this.#position];
  }

  getContentSize(): number[] {
    return [...this.#size];
  }

  /** There is no screen to flash on; that it was asked for is recorded. */
  flashFrame(flag: boolean): void {
    recordAct('flash', { flag });
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  /** A menu bar is part of no Chromium window. */
  setMenuBarVisibility(_visible: boolean): void {}

  close(): void {
    const event = preventable();
    this.emit('close', event);
    if (event.defaultPrevented) windowStayed();
    else void this.#contents.end();
  }

  destroy(): void {
    void this.#contents.end();
    this.#end();
  }

  #end(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#focused = false;
    removeWindow(this, () => this.emit('closed', {}));
  }

  #paint(): void {
    if (this.#painted) return;
    this.#painted = true;
    this.emit('ready-to-show', {});
  }

  #follow(title: string): void {
    if (title === this.#title) return;
    const event = preventable();
    this.emit('page-title-updated', event, title, true);
    this.#contents.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.#title = title;
  }
}

throwOnceDestroyed(BrowserWindow);
