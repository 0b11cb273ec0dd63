import { statSync } from 'node:fs';
import { withBackend } from './harness/backendProcess.ts';
import { measurePairs, median, middleHalf } from './harness/measure.ts';
import { ratioRow, round } from './harness/pairRow.ts';
import { healthyProfile, stuckProfile } from './harness/profiles.ts';
import { atMost, type Benchmark, type Benchmarks } from './harness/row.ts';
import { bareNode, measureProcess } from './harness/wholeProcess.ts';

const LARGE_BYTES = 55_000_000;

/** State files of heavy users: what a whole check takes, and how much memory it and a repair need at their peak. */
export const largeBenchmarks: Benchmarks = {
  'check-50m': (effort) =>
    withBackend(async (backend) => {
      const { profile } = await healthyProfile(backend, { bytes: effort.size(LARGE_BYTES) });
      const words = [effort.commandLine, 'check', '--json', '--codex-home', profile.codexHome];
      const { stateFile, mirrorFile } = profile;
      const plain = `const { readFileSync } = require('node:fs');
        readFileSync(${JSON.stringify(mirrorFile)});
        JSON.parse(readFileSync(${JSON.stringify(stateFile)}, 'utf8'));`;
      try {
        const pairs = await measurePairs(
          effort.rounds(10),
          () => measureProcess(words, { status: 'healthy' }).wallMs,
          () => measureProcess(['-e', plain]).wallMs,
        );
        const against = 'bare Node, both files read, one parsed';
        return ratioRow({ name: 'check-50m', unit: '× that', target: atMost(0.6), against }, pairs);
      } finally {
        profile.remove();
      }
    }),
  'memory-check-50m': memoryRow('memory-check-50m', 3, 'check', 'healthy'),
  'memory-repair-50m': memoryRow('memory-repair-50m', 4, 'repair', 'repaired'),
};

/** Peak resident memory beyond that of a bare Node, in sizes of the state file. */
function memoryRow(name: string, limit: number, command: string, status: string): Benchmark {
  return (effort) =>
    withBackend(async (backend) => {
      const values: number[] = [];
      let ours = 0;
      for (let index = 0; index < effort.rounds(5); index += 1) {
        const make = command === 'check' ? healthyProfile : stuckProfile;
        const { profile } = await make(backend, { bytes: effort.size(LARGE_BYTES) });
        const size = statSync(profile.stateFile).size;
        const words = [effort.commandLine, command, '--json', '--codex-home', profile.codexHome];
        ours = measureProcess(words, { status }).peakBytes - bareNode().peakBytes;
        values.push(ours / size);
        profile.remove();
      }
      const value = round(median(values));
      const [low, high] = middleHalf(values);
      const target = atMost(limit);
      return {
        name,
        value,
        unit: '× the file',
        target: target.text,
        holds: target.holds(value),
        against: 'the size of the state file, beyond bare Node',
        spread: [round(low), round(high)],
        ours: `${Math.round(ours / 1e6)} MB`,
      };
    });
}
