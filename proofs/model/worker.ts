import { parentPort, workerData } from 'node:worker_threads';

/** A thread of the model proof: makes its runs and posts how they ended. */
const { runRandomly } = await import('./runs.ts');
const { count, seed } = workerData as { readonly count: number; readonly seed: number };
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort?.postMessage(await runRandomly(count, seed));
