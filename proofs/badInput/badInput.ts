import type { ProofResult, Size } from '../result.ts';
import { huntInAnswers } from './answers.ts';
import { huntInLaunches, huntInLines, huntInPrograms } from './appServer.ts';
import { huntInBackups, huntInFiles } from './damage.ts';
import type { Hunt } from './hunt.ts';
import { huntInSockets } from './sockets.ts';
import { huntInState } from './state.ts';

/**
 * Nothing that stands in a file, comes over the network or from the app-server makes anything throw, hang or lose what is
 * not ours: random input, made smaller where it does.
 */
export async function prove(size: Size): Promise<ProofResult> {
  const isFull = size === 'full';
  const some = (full: number, short: number) => (isFull ? full : short);
  const strays: string[] = [];
  const stray = (error: unknown) => strays.push(`nobody caught ${String(error)}`);
  process.on('unhandledRejection', stray);
  process.on('uncaughtException', stray);
  try {
    const hunts: Hunt[] = [];
    // One after the other: each looks at how long its inputs take.
    for (const start of [
      () => huntInState(some(3000, 100)),
      () => huntInFiles(some(2500, 80)),
      () => huntInBackups(some(1000, 40)),
      () => huntInAnswers(some(1500, 50)),
      () => huntInLines(some(3000, 100)),
      () => huntInLaunches(some(2000, 60)),
      () => huntInPrograms(some(40, 2)),
      () => huntInSockets(isFull),
    ]) {
      hunts.push(await start());
    }
    const failures = [...hunts.flatMap((each) => each.failures), ...strays];
    return {
      name: 'bad input',
      counts: {
        inputs: hunts.reduce((sum, { inputs }) => sum + inputs, 0),
        'thrown, hung or lost': failures.length,
        'milliseconds for the slowest': Math.ceil(Math.max(...hunts.map(({ longest }) => longest))),
      },
      holds: failures.length === 0,
      failures,
    };
  } finally {
    process.off('unhandledRejection', stray);
    process.off('uncaughtException', stray);
  }
}
