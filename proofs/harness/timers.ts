import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';

const { setTimeout } = timers;

/** Runs `work` with no timer of `node:timers` ever going off: what is to happen, `work` does itself. Synchronous. */
export function withoutTimers<T>(work: () => T): T {
  const never = { unref: () => never, ref: () => never };
  put((() => never) as unknown as typeof setTimeout);
  try {
    return work();
  } finally {
    put(setTimeout);
  }
}

function put(next: typeof setTimeout): void {
  timers.setTimeout = next;
  syncBuiltinESMExports();
}
