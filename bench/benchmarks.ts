import { cliBenchmarks } from './cli.ts';
import { cleanupBenchmarks } from './cleanup.ts';
import { commitBenchmarks } from './commit.ts';
import { gateBenchmarks } from './gate.ts';
import { growthBenchmarks } from './growth.ts';
import type { Benchmarks } from './harness/row.ts';
import { healToCodeBenchmarks } from './healToCode.ts';
import { reconnectStormBenchmarks } from './reconnectStorm/reconnectStorm.ts';
import { idleBenchmarks } from './idle.ts';
import { largeBenchmarks } from './large.ts';
import { launchBenchmarks } from './launch.ts';
import { listBenchmarks } from './lists.ts';
import { moduleBenchmarks } from './module.ts';
import { stallBenchmarks } from './stall.ts';
import { setBurstBenchmarks } from './setBurst.ts';
import { transitionBenchmarks } from './transition.ts';

/** Every benchmark there is, in the order of the table. */
export const BENCHMARKS: Benchmarks = {
  ...commitBenchmarks,
  ...setBurstBenchmarks,
  ...gateBenchmarks,
  ...launchBenchmarks,
  ...healToCodeBenchmarks,
  ...listBenchmarks,
  ...cleanupBenchmarks,
  ...cliBenchmarks,
  ...largeBenchmarks,
  ...moduleBenchmarks,
  ...stallBenchmarks,
  ...transitionBenchmarks,
  ...idleBenchmarks,
  ...growthBenchmarks,
  ...reconnectStormBenchmarks,
};
