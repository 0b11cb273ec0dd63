/*
 * These functions stand alone, without anything of this module: they are sent into the app's main process too, as text.
 */

/** What is kept where all three find it. */
interface Watch {
  started: number;
  readonly waiting: Set<number>;
  readonly stop: () => void;
}

/** From now on, counts the timers that code whose stack names `marker` starts, and those of them that still wait. */
export function watchTimers(marker: unknown, given?: string): void {
  // Sent into Electron, a function gets Electron's module first.
  const name = given ?? String(marker);
  const { createHook } = process.getBuiltinModule('node:async_hooks');
  const hook = createHook({
    init: (id, type) => {
      if (type !== 'Timeout' || !(new Error('where').stack ?? '').includes(name)) return;
      watch.started += 1;
      watch.waiting.add(id);
    },
    destroy: (id) => void watch.waiting.delete(id),
  });
  const watch: Watch = { started: 0, waiting: new Set(), stop: () => void hook.disable() };
  Object.assign(globalThis, { timerWatch: watch });
  hook.enable();
}

/** How many were started so far, and how many wait now. */
export function timersSeen(): Pick<Watch, 'started'> & { readonly waiting: number } {
  const { timerWatch: watch } = globalThis as { timerWatch?: Watch };
  if (watch === undefined) throw new Error('watchTimers has not been called here.');
  return { started: watch.started, waiting: watch.waiting.size };
}

/** Ends the watch: as long as it lasts, every promise of the process costs more. */
export function stopWatching(): void {
  (globalThis as { timerWatch?: Watch }).timerWatch?.stop();
}
