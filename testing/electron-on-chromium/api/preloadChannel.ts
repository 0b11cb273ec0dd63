import type { Session } from '../chromium/connection.ts';
import type { FromPage, ToPage } from '../page/ipcRenderer.ts';
import { BINDING, deliver, PRELOAD_WORLD } from '../page/scripts.ts';
import type { FrameDocument, Frames } from './frames.ts';

/** Called with a message of a document; `answer` reaches that very document. */
export type Receive = (frame: FrameDocument, message: FromPage, answer: (message: ToPage) => void) => void;

/** The line between main and the preload worlds of a page's documents. */
export class PreloadChannel {
  readonly #session: Session;
  readonly #frames: Frames;
  /** The frame of every preload world, by the number of its execution context. */
  readonly #worlds = new Map<number, string>();

  constructor(session: Session, frames: Frames, receive: Receive) {
    this.#session = session;
    this.#frames = frames;
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name !== PRELOAD_WORLD) return;
      this.#worlds.set(context.id, (context.auxData as { frameId: string }).frameId);
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#worlds.delete(executionContextId);
    });
    session.on('Runtime.executionContextsCleared', () => this.#worlds.clear());
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId: world }) => {
      const frame = frames.current(this.#worlds.get(world) ?? '');
      if (name !== BINDING || !frame) return;
      receive(frame, JSON.parse(payload) as FromPage, (message) => this.#deliver(world, message));
    });
  }

  /** To be called before the first document: only the preload world gets the binding. */
  async open(): Promise<void> {
    await this.#session.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD });
  }

  /** Tells the main frame's document; without one it is lost. */
  sendToMainFrame(message: ToPage): void {
    const [world] = [...this.#worlds].findLast(([, frameId]) => this.#frames.isMain(frameId)) ?? [];
    if (world !== undefined) this.#deliver(world, message);
  }

  #deliver(contextId: number, message: ToPage): void {
    const expression = deliver(message);
    // A document that has gone meanwhile no longer listens; there is nothing to tell.
    this.#session.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined);
  }
}
