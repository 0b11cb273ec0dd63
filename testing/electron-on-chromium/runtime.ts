import type { Chromium } from './chromium/start.ts';
import { Pages } from './chromium/pages.ts';

/** The one Chromium of this process, and its pages. */
export interface Runtime {
  readonly chromium: Chromium;
  readonly pages: Pages;
}

const { promise, resolve } = Promise.withResolvers<Runtime>();
let current: Runtime | null = null;

/** Resolves when Chromium runs; pends forever in a process that quits before. */
export function whenRuntime(): Promise<Runtime> {
  return promise;
}

/** The runtime if it is there already. */
export function runtimeNow(): Runtime | null {
  return current;
}

/** To be called once, with a Chromium that has just started. */
export async function provideRuntime(chromium: Chromium): Promise<void> {
  const pages = new Pages(chromium.connection);
  await pages.watch();
  current = { chromium, pages };
  resolve(current);
}
