import type { askPermissions } from './askPermissions.ts';
import type { createBridge } from './bridge.ts';

/**
 * What runs first in the page's own world of every document: it waits for the preload world's handshake, which comes
 * before any script of the page, then puts on `window` what the preload exposes and takes over `window.open` and what asks for
 * permissions.
 * Its text is run in the page; it uses nothing outside of its own body.
 */
export function enterPageWorld(
  bridgeOf: typeof createBridge,
  askFor: typeof askPermissions,
  handshake: string,
): void {
  const { defineProperty, ownKeys } = Reflect;
  const { freeze, hasOwn } = Object;
  const openForReal = window.open.bind(window);
  const Address = URL;
  const stay = new Set(['_self', '_top', '_parent']);

  const freezeDeep = (value: unknown, seen: Set<unknown>): unknown => {
    if (typeof value !== 'object' || value === null || value instanceof Promise || seen.has(value))
      return value;
    seen.add(value);
    for (const key of ownKeys(value)) freezeDeep((value as Record<PropertyKey, unknown>)[key], seen);
    return ArrayBuffer.isView(value) ? value : freeze(value);
  };

  const expose = (name: string, api: unknown): void => {
    if (hasOwn(window, name)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    }
    defineProperty(window, name, { value: freezeDeep(api, new Set()), enumerable: true });
  };

  document.addEventListener(
    handshake,
    (event) => {
      const node = (event as MouseEvent).relatedTarget;
      if (!node) return;
      const bridge = bridgeOf(node, 'page', (name, api) => expose(name as string, api));
      window.open = function open(url = '', name = '', features = '') {
        if (stay.has(`${name}`)) return openForReal(url, name, features);
        bridge.ask(
          'open',
          url === '' ? 'about:blank' : new Address(url, document.baseURI).href,
          `${name}`,
          `${features}`,
        );
        return null;
      };
      askFor(
        (how, permission, details) => bridge.ask('permission', how, permission, details) as Promise<unknown>,
      );
    },
    { once: true },
  );
}
