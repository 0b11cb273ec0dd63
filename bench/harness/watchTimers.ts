/*
 * Both functions stand alone, without anything of this module: they are sent into the app's main process too, as text.
 */

/** From now on, counts the timers that code whose stack names `marker` starts, and those of them that still wait. */
export function watchTimers(marker: string | unknown, given?: string): void {
  // Sent into Electron, a function gets Electron's module first.
  const name = given ?? String(marker);
  const { createHook } = process.getBuiltinModule('node:async_hooks');
  const seen = { started: 0, waiting: new Set<number>() };
  Object.assign(globalThis, { timersSeenByBench: seen });
  createHook({
    init: (id, type) => {
      if (type !== 'Timeout' || !(new Error('where').stack ?? '').includes(name)) return;
      seen.started += 1;
      seen.waiting.add(id);
    },
    destroy: (id) => void seen.waiting.delete(id),
  }).enable();
}

/** How many were started so far, and how many wait now. */
export function timersSeen(): { readonly started: number; readonly waiting: number } {
  const { timersSeenByBench: seen } = globalThis as {
    timersSeenByBench?: { started: number; waiting: Set<number> };
  };
  return { started: seen?.started ?? Number.NaN, waiting: seen?.waiting.size ?? Number.NaN };
}
