const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const waiting = new Set<() => void>();

/**
 * Runs `work`, which must be synchronous, when this process ends: on its own, or by a signal that nothing else in it handles.
 * Whatever handles a signal also ends the process, and then it runs at that end. Returns what takes `work` back.
 */
export function onExit(work: () => void): () => void {
  if (waiting.size === 0) {
    process.on('exit', runAll);
    for (const signal of SIGNALS) process.on(signal, endBySignal);
  }
  waiting.add(work);
  return () => {
    if (!waiting.delete(work) || waiting.size > 0) return;
    process.off('exit', runAll);
    for (const signal of SIGNALS) process.off(signal, endBySignal);
  };
}

function runAll(): void {
  for (const work of waiting) {
    try {
      work();
    } catch {
      // The others are to have their turn; and anyone who reads an error now cannot do anything about it.
    }
  }
  waiting.clear();
}

function endBySignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  runAll();
  process.off('exit', runAll);
  for (const each of SIGNALS) process.off(each, endBySignal);
  // With nothing left to handle it, it ends the process, and the process that started it sees by which signal.
  process.kill(process.pid, signal);
}
