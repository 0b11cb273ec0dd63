import type { BrowserWindow, IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import {
  type Channel,
  type Failure,
  type Input,
  type Output,
  REPAIR_ASKED,
  type Result,
  SCREEN_CHANGED,
} from '../../shared/ipc.ts';
import { describeError } from './describeError.ts';
import { CHANNELS } from '../../shared/channels.ts';
import type { Screen } from '../../shared/screen.ts';
import { screenSchema } from '../../shared/screenSchema.ts';
import { english } from '../../shared/words/english.ts';

/** The one page that may call: which contents show it, and its exact address. */
export interface TrustedPage {
  readonly contents: Pick<WebContents, 'mainFrame'>;
  readonly url: string;
}

/** What `createHandle` needs of its surroundings. */
export interface IpcPorts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  /** Asked at each call: our window's page, or `null` while there is no window. */
  readonly page: () => TrustedPage | null;
  /** Gets the channel, the kind of problem and where in the code it arose; never a value that came or went. */
  readonly log: (line: string) => void;
  /** What a person is told where a call failed in a way that was not foreseen; in English by default. */
  readonly unexpected?: Failure;
}

/** Answers one channel. What it returns is checked; what it throws is logged and answered as a plain failure. */
export type Handler<C extends Channel> = (input: Input<C>) => Result<Output<C>> | Promise<Result<Output<C>>>;

/** Registers the handler of a channel. */
export type Handle = <C extends Channel>(channel: C, handler: Handler<C>) => void;

/**
 * The only way to register a channel: answers only the main frame of our own page, only valid input with valid output,
 * and always with a `Result`. Nothing thrown crosses to the page.
 */
export function createHandle({ ipcMain, page, log, unexpected = english.unexpected }: IpcPorts): Handle {
  const failed = { ok: false, failure: unexpected } as const;
  return (channel, handler) => {
    const schema = CHANNELS[channel];
    ipcMain.handle(channel, async (event, ...received: unknown[]): Promise<Result<unknown>> => {
      if (!isFromPage(event, page())) {
        log(`ipc ${channel}: refused, the sender is not our page`);
        return failed;
      }
      const input = schema.input.safeParse(received[0]);
      if (!input.success || received.length > 1) {
        log(`ipc ${channel}: refused, the input is not valid`);
        return failed;
      }
      try {
        // The schema of this very channel has just produced it.
        const result = await handler(input.data as Input<typeof channel>);
        if (!result.ok) return result;
        const output = schema.output.safeParse(result.value);
        if (output.success) return { ok: true, value: output.data };
        log(`ipc ${channel}: the output is not valid`);
      } catch (error) {
        log(`ipc ${channel}: ${describeError(error)}`);
      }
      return failed;
    });
  };
}

/** Sends a whole screen to the page. Does nothing once the window is gone. */
export function pushScreen(window: Pick<BrowserWindow, 'isDestroyed' | 'webContents'>, screen: Screen): void {
  if (!window.isDestroyed()) window.webContents.send(SCREEN_CHANGED, screenSchema.parse(screen));
}

/** Asks the page for the repair dialog, as the menu does. */
export function askForRepair(window: Pick<BrowserWindow, 'isDestroyed' | 'webContents'>): void {
  if (!window.isDestroyed()) window.webContents.send(REPAIR_ASKED);
}

function isFromPage(event: Pick<IpcMainInvokeEvent, 'senderFrame'>, page: TrustedPage | null): boolean {
  try {
    // Read once and first: after a navigation it is `null`, or another frame's.
    const frame = event.senderFrame;
    return frame !== null && page !== null && frame === page.contents.mainFrame && frame.url === page.url;
  } catch {
    // Electron throws for a frame that was disposed of in between.
    return false;
  }
}
