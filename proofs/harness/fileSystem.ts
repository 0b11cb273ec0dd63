import { AsyncLocalStorage } from 'node:async_hooks';
import fs, { closeSync, openSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { devNull } from 'node:os';

/** One call of `node:fs`, of `node:fs/promises`, or of an open file of that, before it happens. */
export interface FileSystemCall {
  /** Such as `renameSync`, `open`, or, of an open file, `handle.write`. */
  readonly name: string;
  /** Of an open file: without the file. */
  readonly parameters: readonly unknown[];
  /** The descriptor of the open file that it is a call of. */
  readonly fd: number | null;
  /** Whether it answers with a promise. */
  readonly isAsync: boolean;
  /** Does it, and answers or throws what the system does. */
  readonly perform: (...parameters: unknown[]) => unknown;
}

/** Stands in for a call: what it returns or throws, the caller gets. */
export type FileSystemObserver = (call: FileSystemCall) => unknown;

const observer = new AsyncLocalStorage<FileSystemObserver | null>();

/**
 * Lets `stand` see every call of the file system that `work` and what it starts make, but the streams and callbacks; calls inside of
 * synchronous calls too. What `stand` itself does is not seen. This module must be loaded before anything that keeps a function of `node:fs`.
 */
export async function observing<T>(stand: FileSystemObserver, work: () => Promise<T>): Promise<T> {
  return await observer.run(stand, work);
}

type AnyFunction = (...parameters: unknown[]) => unknown;

for (const [name, original] of Object.entries(fs) as [string, unknown][]) {
  if (!name.endsWith('Sync') || typeof original !== 'function') continue;
  const observed = observe(name, false, original.bind(fs) as AnyFunction);
  const { native } = original as { readonly native?: AnyFunction };
  Object.assign(fs, {
    [name]: Object.assign(observed, original, native && { native: observe(`${name}.native`, false, native) }),
  });
}
const handle = await fs.promises.open(devNull);
const prototype = Object.getPrototypeOf(handle) as Record<string, unknown>;
await handle.close();
for (const name of ['read', 'write', 'sync', 'datasync', 'truncate', 'stat', 'chmod', 'chown', 'close']) {
  const original = prototype[name] as AnyFunction;
  prototype[name] = function observed(this: { fd: number }, ...parameters: unknown[]) {
    return observe(`handle.${name}`, true, original.bind(this) as AnyFunction, this.fd)(...parameters);
  };
}
for (const [name, original] of Object.entries(fs.promises) as [string, unknown][]) {
  // These two answer with something to iterate over, not with a promise.
  if (typeof original !== 'function' || name === 'watch' || name === 'glob') continue;
  Object.assign(fs.promises, { [name]: observe(name, true, original.bind(fs.promises) as AnyFunction) });
}
syncBuiltinESMExports();
// Loaded by now, so that no call of a first use is taken for one of the code under proof.
closeSync(openSync(devNull, 'r'));

function observe(
  name: string,
  isAsync: boolean,
  original: AnyFunction,
  fd: number | null = null,
): AnyFunction {
  return (...parameters) => {
    const stand = observer.getStore() ?? null;
    if (stand === null) return original(...parameters);
    const perform = (...given: unknown[]) => observer.run(isAsync ? null : stand, () => original(...given));
    const call = { name, parameters, fd, isAsync, perform };
    if (!isAsync) return observer.run(null, () => stand(call));
    try {
      return observer.run(null, () => stand(call));
    } catch (error) {
      return Promise.reject(error as Error);
    }
  };
}
