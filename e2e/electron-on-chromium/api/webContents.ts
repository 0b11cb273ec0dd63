import { readFileSync } from 'node:fs';
import type { Page } from '../chromium/pages.ts';
import type { Session } from '../chromium/connection.ts';
import { fitContent, type Size } from '../chromium/contentSize.ts';
import { createCloneCodec } from '../clone.ts';
import type { FromPage, ToPage } from '../page/ipcRenderer.ts';
import { BINDING, deliver, PRELOAD_WORLD, startScripts } from '../page/scripts.ts';
import { whenRuntime } from '../runtime.ts';
import { preventable, strictEvents } from '../strict.ts';
import { type FrameDocument, Frames } from './frames.ts';
import { ipcMain } from './ipcMain.ts';
import { LoadError } from './loadError.ts';
import { Navigation } from './navigation.ts';
import { nativeTheme } from './nativeTheme.ts';
import { applyPermissions } from './permissions.ts';
import { schemes } from './protocol.ts';
import { fail, forwardRequest } from './requests.ts';
import { session as sessions } from './session.ts';

/** How a page is to be made. */
export interface PageSettings {
  readonly width: number;
  readonly height: number;
  readonly preload: string | null;
  readonly subFrames: boolean;
}

/** What the window of a page hears from it. */
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
  readonly #contexts = new Map<number, string>();
  #targetId: string | null = null;
  #navigation: Navigation | null = null;
  #windowOpenHandler: WindowOpenHandler | null = null;
  #load: { loaderId: string; resolve(): void; reject(error: Error): void } | null = null;
  #isLoading = false;
  #lastLoaded = '';
  #destroyed = false;

  constructor(settings: PageSettings, owner: PageOwner) {
    super();
    lastId += 1;
    this.id = lastId;
    byId.set(this.id, this);
    this.#owner = owner;
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
    const { url } = this.#frames.main;
    return url === 'about:blank' && this.#frames.main.loaderId === '' ? '' : url;
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  async loadURL(url: string): Promise<void> {
    const { session } = await this.#page;
    const pageUrl = schemes.toPage(url);
    this.#load?.reject(new LoadError('net::ERR_ABORTED', url));
    this.#isLoading = true;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const load = { loaderId: '', resolve, reject };
    this.#load = load;
    const { errorText, loaderId = '' } = await session.send('Page.navigate', { url: pageUrl });
    load.loaderId = loaderId;
    if (errorText) {
      const error = new LoadError(errorText, url);
      this.#isLoading = false;
      this.emit('did-fail-load', {}, error.errno, error.code, url, true);
      reject(error);
    } else if (loaderId === '' || loaderId === this.#lastLoaded) {
      // A move within the document, or one so quick that it was there before this answer.
      resolve();
    }
    return promise.finally(() => {
      if (this.#load === load) this.#load = null;
    });
  }

  reload(): void {
    void this.#page.then(({ session }) => session.send('Page.reload'));
  }

  send(channel: string, ...values: unknown[]): void {
    const message: ToPage = { kind: 'message', channel, values: codec.encode(values) };
    const context = [...this.#contexts].findLast(([, frameId]) => this.#frames.isMain(frameId))?.[0];
    if (context !== undefined) void this.#deliver(context, message);
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

  /** The page wants a window. None is ever opened; the app's handler hears of it. */
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

  /** Ends the page without asking anybody; the owner hears `gone` if it was there. */
  async end(): Promise<void> {
    const { pages } = await whenRuntime();
    const page = await this.#page.catch(() => null);
    if (page) await pages.close(page.targetId).catch(() => undefined);
  }

  async #open(settings: PageSettings): Promise<Page> {
    const { chromium, pages } = await whenRuntime();
    const page = await pages.open(settings, {
      gone: () => this.#end(),
      crashed: () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }),
    });
    this.#targetId = page.targetId;
    const { session } = page;
    this.#frames.watch(page.targetId, session);
    this.#navigation = new Navigation(session, this, this.#frames);
    this.#listen(page, chromium.connection.browser, this.#navigation);
    const { frameTree } = (
      await Promise.all([
        session.send('Page.getFrameTree'),
        session.send('Page.enable'),
        session.send('Runtime.enable'),
        session.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD }),
        ...this.#startScripts(settings).map((script) =>
          session.send('Page.addScriptToEvaluateOnNewDocument', script),
        ),
        session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
        session.send('Emulation.setEmulatedMedia', { features: [nativeTheme.mediaFeature()] }),
      ])
    )[0];
    this.#watchLoads(page, chromium.connection.browser, settings, frameTree.frame.loaderId);
    await session.send('Page.setLifecycleEventsEnabled', { enabled: true });
    return page;
  }

  #startScripts({ preload, subFrames }: PageSettings) {
    const { platform, arch, versions } = process;
    const setting = {
      subFrames,
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

  #listen(page: Page, browser: Session, navigation: Navigation): void {
    const { session } = page;
    session.on('Fetch.requestPaused', (paused) => {
      void this.#judge(session, browser, navigation, paused).catch(() => undefined);
    });
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === PRELOAD_WORLD)
        this.#contexts.set(context.id, (context.auxData as { frameId: string }).frameId);
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#contexts.delete(executionContextId);
    });
    session.on('Runtime.executionContextsCleared', () => this.#contexts.clear());
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) this.#receive(executionContextId, JSON.parse(payload) as FromPage);
    });
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      const frameName = windowName === '_blank' ? '' : windowName;
      this.askToOpen({ url, frameName, features: windowFeatures.join(','), disposition: 'foreground-tab' });
    });
    session.on('Runtime.consoleAPICalled', ({ type, args, executionContextId }) => {
      const message = args.map((each) => String(each.value ?? each.description ?? each.type)).join(' ');
      const level = { error: 'error', warning: 'warning', debug: 'debug' }[type as string] ?? 'info';
      const frame = this.#frames.current(this.#contexts.get(executionContextId) ?? '') ?? this.#frames.main;
      this.emit('console-message', { level, message, lineNumber: 0, sourceId: '', frame });
    });
  }

  #watchLoads({ targetId, session }: Page, browser: Session, size: Size, blankLoaderId: string): void {
    let isFirst = true;
    const ignored = new Set([blankLoaderId]);
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      this.#isLoading = true;
      if (isFirst) void fitContent(browser, session, targetId, size).catch(() => undefined);
      isFirst = false;
      this.#navigation?.forgetAsked();
      if (frame.unreachableUrl !== undefined) {
        // Chromium's own page about a failure. The failure itself has been told already.
        ignored.add(frame.loaderId);
        return;
      }
      const load = this.#load;
      if (load && load.loaderId !== '' && load.loaderId !== frame.loaderId) {
        load.reject(new LoadError('net::ERR_ABORTED', this.getURL()));
      }
      this.emit('did-navigate', {}, this.getURL(), 200, 'OK');
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      this.emit('did-navigate-in-page', {}, schemes.toApp(url), this.#frames.isMain(frameId), 0, 0);
    });
    session.on('Page.lifecycleEvent', ({ name, frameId, loaderId }) => {
      if (!this.#frames.isMain(frameId) || ignored.has(loaderId)) return;
      if (name === 'DOMContentLoaded') this.emit('dom-ready', {});
      if (name === 'firstPaint' || name === 'load') this.#owner.painted();
      if (name !== 'load') return;
      this.#isLoading = false;
      this.#lastLoaded = loaderId;
      this.emit('did-finish-load', {});
      if (this.#load?.loaderId === loaderId) this.#load.resolve();
    });
  }

  async #judge(
    session: Session,
    browser: Session,
    navigation: Navigation,
    paused: Parameters<typeof forwardRequest>[2] & { frameId: string; redirectedRequestId?: string },
  ): Promise<void> {
    const { url } = paused.request;
    if (paused.resourceType === 'Document') {
      if (!(await navigation.mayGo(paused))) return fail(session, paused.requestId, 'Aborted');
      if (this.#frames.isMain(paused.frameId)) {
        const document = {
          url: schemes.toApp(url),
          origin: schemes.originOf(url),
          pageOrigin: new URL(url).origin,
        };
        await applyPermissions(browser, this, this.session, document);
      }
    }
    return forwardRequest(session, this, paused);
  }

  #receive(context: number, message: FromPage): void {
    const frame = this.#frames.current(this.#contexts.get(context) ?? '');
    if (!frame) return;
    if (message.kind === 'open') {
      const { url, name, features, disposition } = message;
      this.askToOpen({ url, frameName: name, features, disposition });
    } else if (message.kind === 'title') {
      this.#owner.titled(message.title);
    } else if (message.kind === 'preload-failed') {
      this.emit(
        'preload-error',
        preventable(),
        '',
        Object.assign(new Error(message.message), { stack: message.stack }),
      );
    } else {
      ipcMain.receive(this, frame, message, (answer) => void this.#deliver(context, answer));
    }
  }

  async #deliver(contextId: number, message: ToPage): Promise<void> {
    const { session } = await this.#page;
    // A document that has gone meanwhile no longer listens; there is nobody to tell.
    await session
      .send('Runtime.evaluate', { contextId, expression: deliver(message) })
      .catch(() => undefined);
  }

  #end(): void {
    this.#destroyed = true;
    byId.delete(this.id);
    this.#load?.reject(new LoadError('net::ERR_FAILED', this.getURL()));
    this.emit('destroyed');
    this.#owner.gone();
  }
}
