import type { Session } from '../chromium/connection.ts';
import { strictEvents } from '../strict.ts';
import { schemes } from './protocol.ts';

interface FrameState {
  readonly id: string;
  readonly parentId: string | null;
  readonly number: number;
  document: FrameDocument;
}

/** Electron's `WebFrameMain`: one document in one frame. It is over when the frame navigates or goes away. */
export class FrameDocument extends strictEvents('webFrameMain') {
  readonly routingId: number;
  readonly frameTreeNodeId: number;
  readonly processId = 1;
  readonly loaderId: string;
  readonly #frames: Frames;
  readonly #frameId: string;
  readonly #name: string;
  #url: string;
  #over = false;

  constructor(
    frames: Frames,
    frameId: string,
    number: number,
    origin: { url: string; loaderId: string; name: string },
  ) {
    super();
    this.#frames = frames;
    this.#frameId = frameId;
    this.#url = origin.url;
    this.loaderId = origin.loaderId;
    this.#name = origin.name;
    this.routingId = number;
    this.frameTreeNodeId = number;
  }

  get url(): string {
    this.#check();
    return schemes.toApp(this.#url);
  }

  /** The address as Chromium has it. */
  get pageUrl(): string {
    this.#check();
    return this.#url;
  }

  get origin(): string {
    this.#check();
    return schemes.originOf(this.#url);
  }

  get name(): string {
    this.#check();
    return this.#name;
  }

  get parent(): FrameDocument | null {
    this.#check();
    return this.#frames.parentOf(this.#frameId);
  }

  get top(): FrameDocument | null {
    this.#check();
    return this.#frames.main;
  }

  get frames(): FrameDocument[] {
    this.#check();
    return this.#frames.childrenOf(this.#frameId);
  }

  /** The address as it was, also of a document that is over: a window remembers where it was. */
  get lastUrl(): string {
    return schemes.toApp(this.#url);
  }

  get detached(): boolean {
    return this.#over;
  }

  isDestroyed(): boolean {
    return this.#over;
  }

  /** As Electron: whatever is read of a document that is over throws, but for whether it is. */
  #check(): void {
    if (this.#over) throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  }

  moveWithin(url: string): void {
    this.#url = url;
  }

  end(): void {
    this.#over = true;
  }
}

/** The frames of one page and the document each of them shows. */
export class Frames {
  #mainId = '';
  readonly #states = new Map<string, FrameState>();
  #last = 0;

  constructor() {
    this.#add(this.#mainId, null);
  }

  /** Follows an attached page from its first document on. */
  watch(mainId: string, session: Session): void {
    this.#states.clear();
    this.#mainId = mainId;
    this.#add(mainId, null);
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => this.#add(frameId, parentFrameId));
    session.on('Page.frameNavigated', ({ frame }) => {
      const state = this.#states.get(frame.id) ?? this.#add(frame.id, frame.parentId ?? null);
      state.document.end();
      const origin = {
        url: frame.url + (frame.urlFragment ?? ''),
        loaderId: frame.loaderId,
        name: frame.name ?? '',
      };
      state.document = new FrameDocument(this, frame.id, state.number, origin);
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => this.current(frameId)?.moveWithin(url));
    session.on('Page.frameDetached', ({ frameId }) => {
      this.current(frameId)?.end();
      this.#states.delete(frameId);
    });
  }

  get main(): FrameDocument {
    return this.#states.get(this.#mainId)!.document;
  }

  isMain(frameId: string): boolean {
    return frameId === this.#mainId;
  }

  current(frameId: string): FrameDocument | undefined {
    return this.#states.get(frameId)?.document;
  }

  parentOf(frameId: string): FrameDocument | null {
    const parentId = this.#states.get(frameId)?.parentId;
    return (parentId && this.current(parentId)) || null;
  }

  childrenOf(frameId: string): FrameDocument[] {
    return [...this.#states.values()]
      .filter(({ parentId }) => parentId === frameId)
      .map(({ document }) => document);
  }

  #add(id: string, parentId: string | null): FrameState {
    this.#last += 1;
    const blank = { url: 'about:blank', loaderId: '', name: '' };
    const state = {
      id,
      parentId,
      number: this.#last,
      document: new FrameDocument(this, id, this.#last, blank),
    };
    this.#states.set(id, state);
    return state;
  }
}
