/// <reference types="node" />
/** What the module needs of Electron, ready made: its ports, the IPC behind the bridge, the menu, device keys and the step-up. */
import { v as GlobalState, z as JsonValue } from "./parts/index2.js";
import { a as RemoteControl, c as Fetch, u as RemoteControlPorts, v as StepUp, y as DeviceKeys } from "./parts/index.js";
import { n as Strings, t as chooseStrings } from "./parts/choose.js";
import { a as Output, n as Failure, o as Result, r as Input, t as Channel } from "./parts/ipc.js";
import { o as Screen } from "./parts/screen.js";
import { BrowserWindow, ClientRequest, ClientRequestConstructorOptions, IpcMain, MenuItemConstructorOptions, SafeStorage, WebContents } from "electron";
/** What the budget looks at. */
interface AtomBudgetPorts {
  /** The atoms that are stored now. */
  readonly stored: () => unknown;
  /** Whether an atom is one that pages write. */
  readonly counts: (name: string) => boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}
/**
 * Says whether a page may write an atom: at most 64 atoms of together 64 KiB, and after a burst of 32 writes 8 a second. A page
 * that was taken over would otherwise fill the disk, write by write, each of them valid. What the app itself stored beyond that
 * stays, and may be made smaller.
 */
export declare function createAtomBudget({ stored, counts, now }: AtomBudgetPorts): (name: string, value: JsonValue) => boolean;
/** Pages for the browser tab, in the language of the app. */
interface CallbackPages {
  readonly confirmed: string;
  readonly declined: string;
}
/** What the browser step needs of the world. */
interface StepUpPorts {
  /** Opens an address in the system's browser; rejects where there is none. */
  readonly openBrowser: (url: string) => Promise<void>;
  readonly fetch: Fetch;
  readonly pages: CallbackPages;
  readonly now: () => number;
  readonly waitMs?: number;
  readonly ports?: readonly number[];
}
/**
 * Asks a person in the system's browser to confirm that it is them: PKCE, one use of state and verifier, a port that is held only
 * while waiting. Of the answer only the step-up token is kept, and only by the caller, in memory; the account's own sign-in is
 * not touched.
 */
export declare function createBrowserStepUp(ports: StepUpPorts): StepUp;
/** What the store needs: Electron's `safeStorage`, the file of the keys (absolute), and which system this is. */
interface KeyStoreOptions {
  readonly safeStorage: Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>;
  readonly path: string;
  readonly platform: NodeJS.Platform;
}
/**
 * Device keys on the system's key store: P-256 keys by `node:crypto`, their private halves encrypted by `safeStorage` in a file
 * that only its owner can read. Where the system has no store of its own, and `safeStorage` would fall back to plain text, it is
 * `unavailable`: a key is never protected less than its class says. A private key is in memory only while it signs.
 */
export declare function createKeyStore({ safeStorage, path, platform }: KeyStoreOptions): DeviceKeys;
/**
 * The world as the app sees it: Electron's network stack, with the system's proxy and certificates. Good from the start of the process
 * on: a request waits until Electron is ready, and `pages`, where it is a function, is called when one is needed.
 */
export declare function electronPorts(codexHome: string, state: GlobalState, log: (line: string) => void, pages: CallbackPages | (() => CallbackPages)): RemoteControlPorts;
/** The one page that may call: which contents show it, and its exact address. */
interface TrustedPage {
  readonly contents: Pick<WebContents, 'mainFrame'>;
  readonly url: string;
}
/** What `createHandle` needs of its surroundings. */
interface IpcPorts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  /** Asked at each call: our window's page, or `null` while there is no window. */
  readonly page: () => TrustedPage | null;
  /** Gets the channel, the kind of problem and where in the code it arose; never a value that came or went. */
  readonly log: (line: string) => void;
  /** What a person is told where a call failed in a way that was not foreseen; in English by default. */
  readonly unexpected?: Failure;
}
/** Answers one channel. What it returns is checked; what it throws is logged and answered as a plain failure. */
type Handler<C extends Channel> = (input: Input<C>) => Result<Output<C>> | Promise<Result<Output<C>>>;
/** Registers the handler of a channel. */
type Handle = <C extends Channel>(channel: C, handler: Handler<C>) => void;
/**
 * The only way to register a channel: answers only the main frame of our own page, only valid input with valid output,
 * and always with a `Result`. Nothing thrown crosses to the page.
 */
export declare function createHandle({ ipcMain, page, log, unexpected }: IpcPorts): Handle;
/** Sends a whole screen to the page. Does nothing once the window is gone. */
export declare function pushScreen(window: Pick<BrowserWindow, 'isDestroyed' | 'webContents'>, screen: Screen): void;
/** Asks the page for the repair dialog, as the menu does. */
export declare function askForRepair(window: Pick<BrowserWindow, 'isDestroyed' | 'webContents'>): void;
/** What the channels lead to. */
interface HandlerPorts {
  readonly remoteControl: RemoteControl;
  readonly strings: Strings;
  /** Closes the window that the page is in. */
  readonly closeWindow: () => void;
  /** Quits the app and starts it again. */
  readonly restartApp: () => void;
  /** The page has read its screen. */
  readonly onScreenRead: () => void;
  /** Whether the page may write this atom now, by its size and by how often it does. */
  readonly mayWriteAtom: (name: string, value: string | number | boolean | null) => boolean;
}
/** Answers the page: every channel is one call of the module. What was not done says why, in the words of the reason's screen. */
export declare function registerHandlers(handle: Handle, ports: HandlerPorts): void;
/** What this app remembers about itself: nothing of the pairing. */
interface Settings {
  /** Content position and size of the window, in device-independent pixels; `null` until it was moved. */
  bounds: {
    x: number;
    y: number;
    width: number;
    height: number;
  } | null;
  /** A language tag, or `null` for the system's language. */
  language: string | null;
  /** Whether a heal in the background is announced. */
  notifications: boolean;
}
/** What the menu can be asked for beside the usual. */
interface MenuActions {
  readonly repair: () => void;
  readonly authorize: () => void;
  readonly openLog: () => void;
  /** A language tag, or `null` for the system's language. */
  readonly chooseLanguage: (language: string | null) => void;
  readonly switchNotifications: (isOn: boolean) => void;
}
/** What the menu shows as chosen. */
type MenuChoices = Pick<Settings, 'language' | 'notifications'>;
/** The id by which the item "Repair Mobile Setup…" is found. */
export declare const REPAIR_ITEM = "repair-mobile-setup";
/** The id by which the item "Authorize This Computer Again…" is found. */
export declare const AUTHORIZE_ITEM = "authorize-computer";
/**
 * The usual menus of the platform, in the language of the app, and under Help the way to a repair and to the log. On macOS only the File menu brings
 * Cmd+W. There is no full screen: the window is made for one column.
 */
export declare function menuTemplate({ menu }: Pick<Strings, 'menu'>, { repair, authorize, openLog, chooseLanguage, switchNotifications }: MenuActions, { language, notifications }: MenuChoices, platform: NodeJS.Platform): MenuItemConstructorOptions[];
/** Electron's `net.request`. */
type RequestFunction = (options: ClientRequestConstructorOptions) => ClientRequest;
/**
 * `fetch` for the directory over Electron's network stack, with the system's proxy and certificates, without cookies, cache
 * and redirects. Electron's own `net.fetch` builds a `Response` inside an event, where a status that a `Response` cannot have
 * or a header that is no Latin-1 throws past everybody; and a body that is not read to its end keeps its connection for good
 * (`lib/browser/api/net-fetch.ts`). Here both end with the request.
 */
export declare function createNetFetch(request: RequestFunction): Fetch;
export { type HandlerPorts, type IpcPorts, type KeyStoreOptions, type MenuActions, type StepUpPorts, type TrustedPage, chooseStrings };