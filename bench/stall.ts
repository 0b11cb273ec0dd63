import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openGlobalState } from '../electron/main/globalState/index.ts';
import { check, type Cut } from '../electron/main/remoteControl/index.ts';
import { heal } from './harness/heal.ts';
import { withBackend, type BackendProcess } from './harness/backendProcess.ts';
import { collectGarbage, exponentOf, median, middleHalf, type Sample } from './harness/measure.ts';
import { milliseconds, round } from './harness/pairRow.ts';
import { portsOf, stuckProfile } from './harness/profiles.ts';
import { atMost, type Benchmark, type Benchmarks, type Effort, type Row } from './harness/row.ts';

/** One frame of a window that draws sixty times a second, in milliseconds. */
const FRAME_MS = 1000 / 60;
const SIZES = { 'stall-1m': 1_000_000, 'stall-10m': 10_000_000, 'stall-50m': 50_000_000 } as const;

/** How long the window cannot answer while a state is read, checked and healed behind it. */
export const stallBenchmarks: Benchmarks = {
  ...Object.fromEntries(Object.entries(SIZES).map(([name, bytes]) => [name, stallRow(name, bytes)])),
  'growth-stall': growthRow,
};

function stallRow(name: string, bytes: number): Benchmark {
  return (effort) =>
    withBackend(async (backend) => {
      const stalls = await sample(healing(backend, effort.size(bytes)), effort.rounds(12));
      const frames = stalls.map((stall) => stall / FRAME_MS);
      const value = round(median(frames));
      const [low, high] = middleHalf(frames);
      const target = atMost(1);
      return {
        name,
        value,
        unit: 'frames',
        target: target.text,
        holds: target.holds(value),
        against: `a frame: ${milliseconds(FRAME_MS)}`,
        spread: [round(low), round(high)],
        ours: milliseconds(median(stalls)),
      };
    });
}

/** Whether the stall stays the same however large the state is. */
function growthRow(effort: Effort): Promise<Row> {
  return withBackend(async (backend) => {
    const points: (readonly [number, number])[] = [];
    for (const [index, wanted] of Object.values(SIZES).entries()) {
      // A tiny run takes tiny sizes, and they still have to differ.
      const bytes = effort.size(wanted) === wanted ? wanted : effort.size(wanted) * (index + 1);
      points.push([bytes, median(await sample(healing(backend, bytes), effort.rounds(6)))]);
    }
    const value = round(exponentOf(points));
    const target = atMost(0.2);
    return {
      name: 'growth-stall',
      value,
      unit: 'exponent',
      target: target.text,
      holds: target.holds(value),
      against: 'flat: 0',
      spread: null,
      ours: points.map(([bytes, stall]) => `${bytes / 1e6} MB: ${milliseconds(stall)}`).join(', '),
    };
  });
}

async function sample(take: Sample, rounds: number): Promise<readonly number[]> {
  // The first one warms up and is not counted.
  if (rounds > 1) await take();
  const values: number[] = [];
  for (let index = 0; index < rounds; index += 1) values.push(await take());
  return values;
}

/** The longest time that nothing else could run, from opening the state to the healed file, in milliseconds. */
function healing(backend: BackendProcess, bytes: number): Sample {
  const { signal } = new AbortController();
  return async () => {
    const { profile, signedIn } = await stuckProfile(backend, { bytes });
    // The profile was many objects, and an app that starts has none of them.
    collectGarbage();
    let healed = null as Cut | null;
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    const state = await openGlobalState({ folder: profile.codexHome, access: 'write' });
    const result = await check(portsOf(profile, signedIn, state), { signal });
    if (result.kind === 'diagnosed') healed = await heal(state, result.diagnosis);
    // The stall of the last step is only seen by the turn of the loop that comes after it.
    await new Promise((resolve) => setTimeout(resolve, 2));
    delays.disable();
    assert.equal(healed?.kind, 'cut');
    await state.close();
    profile.remove();
    return delays.max / 1e6;
  };
}
