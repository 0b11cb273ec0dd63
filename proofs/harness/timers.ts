import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';

const { setTimeout } = timers;

/** Runs `work` with no timer of `node:timers` ever going off: what is to happen, `work` does itself. */
export async function withoutTimers<T>(work: () => Promise<T>): Promise<T> {
  const never = { unref: () => never, ref: () => never };
  put((() => never) as unknown as typeof setTimeout);
  try {
    return await work();
  } finally {
    put(setTimeout);
  }
}

function put(next: typeof setTimeout): void {
  timers.setTimeout = next;
  syncBuiltinESMExports();
}
