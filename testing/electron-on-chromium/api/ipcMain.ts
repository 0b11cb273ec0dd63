import { createCloneCodec } from '../clone.ts';
import type { FromPage, ToPage } from '../page/ipcRenderer.ts';
import { strictEvents } from '../strict.ts';
import type { FrameDocument } from './frames.ts';
import type { WebContents } from './webContents.ts';

type Handler = (event: IpcEvent, ...values: unknown[]) => unknown;

/** What `ipcMain` listeners and handlers get first. */
export interface IpcEvent {
  readonly type: 'frame';
  readonly sender: WebContents;
  /** Null once the frame has navigated or gone: read it before any `await`. */
  readonly senderFrame: FrameDocument | null;
  readonly frameId: number;
  readonly processId: number;
  reply(channel: string, ...values: unknown[]): void;
}

const codec = createCloneCodec();

/** Electron's `ipcMain`. */
class IpcMain extends strictEvents('ipcMain') {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...values) => {
      this.removeHandler(channel);
      return handler(event, ...values);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Takes a message of a page; `answer` reaches the very document that asked. */
  receive(
    sender: WebContents,
    frame: FrameDocument,
    message: Extract<FromPage, { kind: 'invoke' | 'send' }>,
    answer: (message: ToPage) => void,
  ): void {
    const event: IpcEvent = {
      type: 'frame',
      sender,
      get senderFrame() {
        return frame.isDestroyed() ? null : frame;
      },
      frameId: frame.routingId,
      processId: frame.processId,
      reply: (channel, ...values) => answer({ kind: 'message', channel, values: codec.encode(values) }),
    };
    const values = codec.decode(message.values) as unknown[];
    if (message.kind === 'send') {
      sender.emit('ipc-message', event, message.channel, ...values);
      this.emit(message.channel, event, ...values);
    } else {
      void this.#invoke(event, message.channel, values).then((outcome) =>
        answer({ kind: 'answer', id: message.id, ...outcome }),
      );
    }
  }

  async #invoke(event: IpcEvent, channel: string, values: unknown[]) {
    const handler = this.#handlers.get(channel);
    const prefix = `Error invoking remote method '${channel}': `;
    if (!handler) return { error: `${prefix}Error: No handler registered for '${channel}'` };
    try {
      return { value: codec.encode(await handler(event, ...values)) };
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error);
      return { error: `${prefix}${String(error)}` };
    }
  }
}

/** The one `ipcMain` of the process. */
export const ipcMain = new IpcMain();
