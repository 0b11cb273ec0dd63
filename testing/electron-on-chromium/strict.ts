import { EventEmitter } from 'node:events';

/** Names that the language, bundlers and inspectors look up on any object; asking for them is no use of an API. */
const ASKED_OF_ANYTHING = new Set([
  'then',
  'toJSON',
  'constructor',
  '__esModule',
  'default',
  'nodeType',
  'domain',
]);

/** Throws: the app used a part of Electron that the stand-in does not have. */
export function notImplemented(name: string): never {
  throw new Error(
    `electron-on-chromium: ${name} is not implemented. Add it to testing/electron-on-chromium, or run on Electron itself.`,
  );
}

function refuse(owner: string): ProxyHandler<object> {
  return {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || ASKED_OF_ANYTHING.has(key)) {
        return Reflect.get(target, key, receiver);
      }
      return notImplemented(`${owner}.${key}`);
    },
  };
}

/** The same object, but reading a member it lacks throws by name instead of giving `undefined`. */
export function strict<T extends object>(owner: string, members: T): T {
  return new Proxy(members, refuse(owner)) as T;
}

/**
 * An `EventEmitter` to extend whose instances throw by name for members they lack. The check sits at the end of the
 * prototype chain, so `this` stays the real object and private fields work.
 */
export function strictEvents(owner: string): typeof EventEmitter {
  class StrictEvents extends EventEmitter {}
  Object.setPrototypeOf(StrictEvents.prototype, new Proxy(EventEmitter.prototype, refuse(owner)));
  return StrictEvents as unknown as typeof EventEmitter;
}

/** The event object that Electron hands to listeners which may veto. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** A fresh preventable event, with further members of the particular event. */
export function preventable<T extends object>(members?: T): PreventableEvent & T {
  let prevented = false;
  const event = {
    preventDefault() {
      prevented = true;
    },
  };
  Object.defineProperty(event, 'defaultPrevented', { get: () => prevented, enumerable: true });
  return Object.assign(event, members) as unknown as PreventableEvent & T;
}

/**
 * From here on the members of a class throw once the object is destroyed, as those of Electron's do, but for `isDestroyed` and those that
 * the stand-in itself needs then.
 */
export function throwOnceDestroyed(
  Class: { readonly prototype: { isDestroyed(): boolean } },
  spared: readonly string[] = [],
): void {
  const { prototype } = Class;
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (['constructor', 'isDestroyed', ...spared].includes(name)) continue;
    const { value, get, set, ...rest } = descriptor as PropertyDescriptor;
    const members = get || set ? { get: guarded(get), set: guarded(set) } : { value: guarded(value) };
    Object.defineProperty(prototype, name, { ...rest, ...members } as PropertyDescriptor);
  }
}

function guarded(member: unknown): unknown {
  if (typeof member !== 'function') return member;
  return function (this: { isDestroyed(): boolean }, ...given: unknown[]): unknown {
    if (this.isDestroyed()) throw new TypeError('Object has been destroyed');
    return Reflect.apply(member, this, given);
  };
}
