import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Prove } from '../result.ts';
import { runRandomly, type RunsEnd } from './runs.ts';

/** Each in a thread of its own, with a seed of its own: the same runs every time. */
const SEEDS = [20_260_504, 20_260_505];
const RUNS_A_SEED = { short: 150, full: 12_000 };

/** Proof 3: whatever happens in whatever order, files and memory are what a small model says they are. */
export const prove: Prove = async (size) => {
  const count = RUNS_A_SEED[size];
  const ends: RunsEnd[] = [];
  if (size === 'full') ends.push(...(await Promise.all(SEEDS.map((seed) => runInThread(count, seed)))));
  // One after the other: they share the timers of one thread.
  else for (const seed of SEEDS) ends.push(await runRandomly(count, seed));
  const failures = ends.flatMap(({ failure }) => failure ?? []);
  const sum = (what: 'runs' | 'steps') => ends.reduce((total, end) => total + end[what], 0);
  return {
    name: 'model against code',
    counts: { runs: sum('runs'), commands: sum('steps'), disagreements: failures.length },
    holds: failures.length === 0,
    failures,
  };
};

async function runInThread(count: number, seed: number): Promise<RunsEnd> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: { count, seed } });
  const [end] = (await once(worker, 'message')) as [RunsEnd];
  return end;
}
