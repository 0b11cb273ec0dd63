import { readFileSync } from 'node:fs';
import type { Session } from '../chromium/connection.ts';
import { fitContent } from '../chromium/contentSize.ts';
import type { Page } from '../chromium/pages.ts';
import { createCloneCodec } from '../clone.ts';
import type { FromPage, ToPage } from '../page/ipcRenderer.ts';
import { startScripts } from '../page/scripts.ts';
import { whenRuntime } from '../runtime.ts';
import { strictEvents, throwOnceDestroyed } from '../strict.ts';
import { type FrameDocument, Frames } from './frames.ts';
import { interceptRequests } from './interception.ts';
import { ipcMain } from './ipcMain.ts';
import { Loads } from './loads.ts';
import { nativeTheme } from './nativeTheme.ts';
import { Navigation } from './navigation.ts';
import { Permissions } from './permissions.ts';
import { PreloadChannel } from './preloadChannel.ts';
import { schemes } from './protocol.ts';
import { session as sessions } from './session.ts';

/** How a page is to be made. */
export interface PageSettings {
  readonly width: number;
  readonly height: number;
  readonly preload: string | null;
  readonly subFrames: boolean;
}

/** What a page reports to its window. */
export interface PageOwner {
  closeAsked(): void;
  gone(): void;
  painted(): void;
  titled(title: string): void;
}

/** A wish of the page to have a window opened. */
export interface OpenWish {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: string;
}

type WindowOpenHandler = (details: OpenWish & { referrer: object }) => { action: 'deny' | 'allow' };

const codec = createCloneCodec();
const byId = new Map<number, WebContents>();
let lastId = 0;

/** Electron's `WebContents`: one page of Chromium. */
export class WebContents extends strictEvents('webContents') {
  readonly id: number;
  readonly session = sessions.defaultSession;
  readonly #frames = new Frames();
  readonly #owner: PageOwner;
  readonly #page: Promise<Page>;
  readonly #preload: string | null;
  #targetId: string | null = null;
  #channel: PreloadChannel | null = null;
  #loads: Loads | null = null;
  #windowOpenHandler: WindowOpenHandler | null = null;
  #destroyed = false;

  constructor(settings: PageSettings, owner: PageOwner) {
    super();
    lastId += 1;
    this.id = lastId;
    byId.set(this.id, this);
    this.#owner = owner;
    this.#preload = settings.preload;
    this.#page = this.#open(settings);
    this.#page.catch((error: Error) => {
      if (!this.#destroyed) console.error('electron-on-chromium: a window could not be opened:', error);
    });
  }

  static fromId(id: number): WebContents | undefined {
    return byId.get(id);
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...byId.values()].find((each) => each.#targetId === targetId);
  }

  static getAllWebContents(): WebContents[] {
    return [...byId.values()];
  }

  get mainFrame(): FrameDocument {
    return this.#frames.main;
  }

  getURL(): string {
    const { lastUrl: url } = this.#frames.main;
    return url === 'about:blank' && this.#frames.main.loaderId === '' ? '' : url;
  }

  isLoading(): boolean {
    return this.#loads?.isLoading ?? false;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  async loadURL(url: string): Promise<void> {
    await this.#page;
    return this.#loads?.start(url);
  }

  reload(): void {
    void this.#page.then(({ session }) => session.send('Page.reload'));
  }

  send(channel: string, ...values: unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    this.#channel?.sendToMainFrame({ kind: 'message', channel, values: codec.encode(values) });
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const { session } = await this.#page;
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as unknown;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  /** The page wants a window. None is ever opened; the app's handler is called. */
  askToOpen(wish: OpenWish): void {
    const url = schemes.toApp(wish.url);
    const answer = this.#windowOpenHandler?.({ ...wish, url, referrer: { url: '', policy: 'default' } });
    if (answer?.action === 'deny') return;
    throw new Error(
      `electron-on-chromium: a page asked for a window (${url}) and was not refused; opening it is not implemented. ` +
        'Set a handler with webContents.setWindowOpenHandler that answers { action: "deny" }.',
    );
  }

  /** Tells the page the colours the app has chosen. */
  async followTheme(): Promise<void> {
    const { session } = await this.#page;
    await session.send('Emulation.setEmulatedMedia', { features: [nativeTheme.mediaFeature()] });
  }

  /** There are no developer tools to open. */
  openDevTools(): void {}

  isDevToolsOpened(): boolean {
    return false;
  }

  close(): void {
    this.#owner.closeAsked();
  }

  /** Ends the page without an event that could prevent it; the owner is told `gone` if it was there. */
  async end(): Promise<void> {
    const { pages } = await whenRuntime();
    const page = await this.#page.catch(() => null);
    if (page) await pages.close(page.targetId).catch(() => undefined);
  }

  async #open(settings: PageSettings): Promise<Page> {
    const { chromium, pages } = await whenRuntime();
    const frames = this.#frames;
    const page = await pages.open(settings, {
      gone: () => this.#end(),
      crashed: () => {
        // Its documents are over, and what is sent to them is lost.
        frames.main.end();
        this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
      },
    });
    this.#targetId = page.targetId;
    const { session } = page;
    const { browser } = chromium.connection;
    frames.watch(page.targetId, session);
    const navigation = new Navigation(session, this, frames);
    const permissions = new Permissions(browser, this);
    this.#channel = new PreloadChannel(session, frames, (frame, message, answer) => {
      if (message.kind === 'navigate') navigation.goToApp(message.url, frame);
      else if (message.kind === 'permission')
        void permissions
          .ask(frame, message)
          .finally(() => answer({ kind: 'answer', id: message.id, value: codec.encode(undefined) }));
      else this.#receive(frame, message, answer);
    });
    this.#listen(session);
    const [{ frameTree }] = await Promise.all([
      session.send('Page.getFrameTree'),
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      this.#channel.open(),
      ...this.#startScripts(settings).map((script) =>
        session.send('Page.addScriptToEvaluateOnNewDocument', script),
      ),
      interceptRequests(session, { contents: this, frames, navigation, permissions }),
      session.send('Emulation.setEmulatedMedia', { features: [nativeTheme.mediaFeature()] }),
    ]);
    let isFirst = true;
    this.#loads = new Loads(session, frames, frameTree.frame.loaderId, {
      emit: (event, ...values) => this.emit(event, ...values),
      painted: () => this.#owner.painted(),
      arrived: () => {
        navigation.forgetAsked();
        if (isFirst) fitContent(browser, session, page.targetId, settings).catch(() => undefined);
        isFirst = false;
      },
    });
    await session.send('Page.setLifecycleEventsEnabled', { enabled: true });
    return page;
  }

  #startScripts({ preload, subFrames }: PageSettings) {
    const { platform, arch, versions } = process;
    const setting = {
      subFrames,
      schemes: schemes.names,
      process: { platform, arch, versions: { ...versions } as Record<string, string> },
    };
    if (preload === null) return startScripts(null, setting);
    try {
      return startScripts({ file: preload, text: readFileSync(preload, 'utf8') }, setting);
    } catch (error) {
      console.error(`Unable to load preload script: ${preload}`, error);
      this.emit('preload-error', {}, preload, error);
      return startScripts(null, setting);
    }
  }

  #listen(session: Session): void {
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      const frameName = windowName === '_blank' ? '' : windowName;
      this.askToOpen({ url, frameName, features: windowFeatures.join(','), disposition: 'foreground-tab' });
    });
    session.on('Runtime.consoleAPICalled', ({ type, args }) => {
      const message = args.map((each) => String(each.value ?? each.description ?? each.type)).join(' ');
      const level = { error: 'error', warning: 'warning', debug: 'debug' }[type as string] ?? 'info';
      this.emit('console-message', { level, message, lineNumber: 0, sourceId: '', frame: this.#frames.main });
    });
  }

  #receive(
    frame: FrameDocument,
    message: Exclude<FromPage, { kind: 'navigate' | 'permission' }>,
    answer: (message: ToPage) => void,
  ): void {
    if (message.kind === 'open') {
      const { url, name, features, disposition } = message;
      this.askToOpen({ url, frameName: name, features, disposition });
    } else if (message.kind === 'title') {
      this.#owner.titled(message.title);
    } else if (message.kind === 'preload-failed') {
      const error = Object.assign(new Error(message.message), { stack: message.stack });
      this.emit('preload-error', {}, this.#preload ?? '', error);
    } else {
      ipcMain.receive(this, frame, message, answer);
    }
  }

  #end(): void {
    this.#destroyed = true;
    byId.delete(this.id);
    this.#loads?.abandon('net::ERR_FAILED');
    this.emit('destroyed');
    this.#owner.gone();
  }
}

// A page ends at its own pace, and what it still has to tell is no use of it.
throwOnceDestroyed(WebContents, ['end', 'askToOpen', 'followTheme']);
