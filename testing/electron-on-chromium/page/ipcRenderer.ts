import type { CloneCodec, Cloned } from '../clone.ts';

/** What a page's preload world sends to the main process. */
export type FromPage =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly values: Cloned }
  | { readonly kind: 'send'; readonly channel: string; readonly values: Cloned }
  | {
      readonly kind: 'open';
      readonly url: string;
      readonly name: string;
      readonly features: string;
      readonly disposition: string;
    }
  | { readonly kind: 'navigate'; readonly url: string }
  | {
      readonly kind: 'permission';
      readonly id: number;
      /** A check is for the state of a permission, a request for the permission. */
      readonly how: 'check' | 'request';
      readonly permission: string;
      readonly details: object;
    }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'preload-failed'; readonly message: string; readonly stack: string };

/** What the main process sends to a page's preload world. */
export type ToPage =
  | { readonly kind: 'answer'; readonly id: number; readonly error: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: Cloned }
  | { readonly kind: 'message'; readonly channel: string; readonly values: Cloned };

/** `ipcRenderer`, and what the main process reaches it by. */
export interface RendererEnd {
  readonly ipcRenderer: object;
  /** Sends what `message` makes of a number, and resolves to main's answer. */
  call(message: (id: number) => FromPage): Promise<unknown>;
  receive(message: ToPage): void;
}

/** Electron's `ipcRenderer`. Its text is run in the preload world; it uses nothing outside of its own body. */
export function createIpcRenderer(codec: CloneCodec, toMain: (message: FromPage) => void): RendererEnd {
  type Listener = (event: object, ...values: unknown[]) => void;
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;

  const add = (channel: string, listener: Listener, once: boolean) => {
    if (typeof listener !== 'function')
      throw new TypeError('The "listener" argument must be of type function.');
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener) => {
    const rest = [...(listeners.get(channel) ?? [])];
    const at = rest.findLastIndex((each) => each.listener === listener);
    if (at >= 0) rest.splice(at, 1);
    listeners.set(channel, rest);
    return ipcRenderer;
  };
  const call = (message: (id: number) => FromPage): Promise<unknown> => {
    last += 1;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    calls.set(last, { resolve, reject });
    toMain(message(last));
    return promise;
  };
  const members = {
    send: (channel: string, ...values: unknown[]) =>
      toMain({ kind: 'send', channel, values: codec.encode(values) }),
    invoke: async (channel: string, ...values: unknown[]) => {
      const encoded = codec.encode(values);
      return call((id) => ({ kind: 'invoke', id, channel, values: encoded }));
    },
    on: (channel: string, listener: Listener) => add(channel, listener, false),
    addListener: (channel: string, listener: Listener) => add(channel, listener, false),
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  };
  const ipcRenderer: object = new Proxy(members, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON') {
        return Reflect.get(target, key, receiver) as unknown;
      }
      throw new Error(`electron-on-chromium: ipcRenderer.${key} is not implemented`);
    },
  });

  const receive = (message: ToPage): void => {
    if (message.kind === 'message') {
      const values = codec.decode(message.values) as unknown[];
      for (const { listener, once } of listeners.get(message.channel) ?? []) {
        if (once) remove(message.channel, listener);
        listener({ sender: ipcRenderer, ports: [] }, ...values);
      }
      return;
    }
    const called = calls.get(message.id);
    calls.delete(message.id);
    if ('error' in message) called?.reject(new Error(message.error));
    else called?.resolve(codec.decode(message.value));
  };
  return { ipcRenderer, call, receive };
}
