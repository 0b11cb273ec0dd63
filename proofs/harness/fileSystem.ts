import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** One synchronous call of `node:fs`, before it happens. */
export interface FileSystemCall {
  /** Such as `renameSync`. */
  readonly name: string;
  readonly parameters: readonly unknown[];
  /** Does it, and answers or throws what the system does. */
  readonly perform: (...parameters: unknown[]) => unknown;
}

/** Stands in for a call: what it returns or throws, the caller gets. */
export type FileSystemObserver = (call: FileSystemCall) => unknown;

let observer: FileSystemObserver | null = null;

/**
 * Lets `stand` see every synchronous call of `node:fs` that `work` makes, calls inside of calls too. What `stand` itself
 * does is not seen. This module must be loaded before anything that keeps a function of `node:fs` (`stubborn-fs` does).
 */
export async function observing<T>(stand: FileSystemObserver, work: () => Promise<T>): Promise<T> {
  const before = observer;
  observer = stand;
  try {
    return await work();
  } finally {
    observer = before;
  }
}

type AnyFunction = (...parameters: unknown[]) => unknown;

for (const [name, original] of Object.entries(fs) as [string, unknown][]) {
  if (!name.endsWith('Sync') || typeof original !== 'function') continue;
  const observed = observe(name, original.bind(fs) as AnyFunction);
  Object.assign(fs, { [name]: Object.assign(observed, original) });
}
syncBuiltinESMExports();

function observe(name: string, original: AnyFunction): AnyFunction {
  return (...parameters) => {
    const stand = observer;
    if (stand === null) return original(...parameters);
    const perform = (...given: unknown[]) => whileObserving(stand, () => original(...given));
    return whileObserving(null, () => stand({ name, parameters, perform }));
  };
}

function whileObserving<T>(next: FileSystemObserver | null, work: () => T): T {
  const before = observer;
  observer = next;
  try {
    return work();
  } finally {
    observer = before;
  }
}
