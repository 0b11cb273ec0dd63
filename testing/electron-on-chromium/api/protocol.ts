import type { CustomScheme } from 'electron';
import { notImplemented, strict } from '../strict.ts';
import { Schemes } from './schemes.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const privileged = new Map<string, NonNullable<CustomScheme['privileges']>>();
const handlers = new Map<string, Handler>();
let appIsReady = false;
let isDeclared = false;

/** The addresses of the custom schemes handled now. */
export const schemes = new Schemes(() => handlers.keys());

/** From here on schemes can be handled, and no longer be declared privileged. */
export function openProtocol(): void {
  appIsReady = true;
}

/** The handler of an address in the app's form, if its scheme has one. */
export function handlerOf(address: string): Handler | undefined {
  return handlers.get(/^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? '');
}

/** Whether a page may ask this address by `fetch` or `XMLHttpRequest`: its scheme has to say so. */
export function mayBeFetched(address: string): boolean {
  return (
    privileged.get(/^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? '')?.supportFetchAPI ?? false
  );
}

/** Electron's `protocol`, for schemes that are declared standard and secure. */
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(custom: readonly CustomScheme[]): void {
    if (appIsReady)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    // Electron's documentation: "can be called only once".
    if (isDeclared) throw new Error('protocol.registerSchemesAsPrivileged can be called only once');
    isDeclared = true;
    for (const { scheme, privileges = {} } of custom) privileged.set(scheme, privileges);
  },
  handle(scheme: string, handler: Handler): void {
    if (!appIsReady) throw new Error('protocol.handle can only be called after app is ready');
    const { standard = false, secure = false } = privileged.get(scheme) ?? {};
    if (!standard || !secure) {
      notImplemented(
        `protocol.handle('${scheme}') of a scheme that is not registered as standard and secure`,
      );
    }
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
});
