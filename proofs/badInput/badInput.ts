import type { ProofResult, Size } from '../result.ts';
import { fuzzAnswers } from './answers.ts';
import { fuzzLaunches, fuzzLines, fuzzPrograms } from './appServer.ts';
import { fuzzBackups, fuzzFiles } from './damage.ts';
import type { Fuzzing } from './fuzz.ts';
import { fuzzSockets } from './sockets.ts';
import { fuzzState } from './state.ts';

/**
 * Nothing that stands in a file, comes over the network or from the app-server makes anything throw, hang or lose what is
 * not ours: random input, made smaller where it does.
 */
export async function prove(size: Size): Promise<ProofResult> {
  const isFull = size === 'full';
  const some = (full: number, short: number) => (isFull ? full : short);
  const strays: string[] = [];
  const stray = (error: unknown) => strays.push(`uncaught: ${String(error)}`);
  process.on('unhandledRejection', stray);
  process.on('uncaughtException', stray);
  try {
    const results: Fuzzing[] = [];
    // One after the other: each looks at how long its inputs take.
    for (const start of [
      () => fuzzState(some(3000, 100)),
      () => fuzzFiles(some(2500, 80)),
      () => fuzzBackups(some(1000, 40)),
      () => fuzzAnswers(some(1500, 50)),
      () => fuzzLines(some(3000, 100)),
      () => fuzzLaunches(some(2000, 60)),
      () => fuzzPrograms(some(40, 2)),
      () => fuzzSockets(isFull),
    ]) {
      results.push(await start());
    }
    const failures = [...results.flatMap((each) => each.failures), ...strays];
    return {
      name: 'bad input',
      counts: {
        inputs: results.reduce((sum, { inputs }) => sum + inputs, 0),
        'thrown, hung or lost': failures.length,
        'milliseconds for the slowest': Math.ceil(Math.max(...results.map(({ longest }) => longest))),
      },
      holds: failures.length === 0,
      failures,
    };
  } finally {
    process.off('unhandledRejection', stray);
    process.off('uncaughtException', stray);
  }
}
