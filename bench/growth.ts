import { caseOfSize, commit } from './commit.ts';
import { exponentOf, median, middleHalf, type Sample } from './harness/measure.ts';
import { milliseconds, round } from './harness/pairRow.ts';
import { atMost, type Benchmark, type Benchmarks, type Effort, type Row } from './harness/row.ts';
import { connectionTo, readClients, withPages } from './lists.ts';

/** How the time grows with the size: 1 is in step with it. */
export const growthBenchmarks: Benchmarks = {
  'growth-state': growingState,
  'growth-list': (effort) =>
    withPages((origin) =>
      growth('growth-list', [1250, 2500, 5000, 10_000, 19_900], 'clients', effort, async (count) =>
        readClients(connectionTo(`${origin}/${count}/0`), count),
      ),
    ),
};

function growingState(effort: Effort): ReturnType<Benchmark> {
  const sizes = [1, 2, 4, 8, 16, 32].map((megabytes) => megabytes * 1_000_000);
  return growth('growth-state', sizes, 'bytes', effort, async (bytes) => commit(await caseOfSize(bytes)));
}

/** Every round measures all sizes, up and down in turn, and has an exponent of its own. */
async function growth(
  name: string,
  sizes: readonly number[],
  unit: string,
  effort: Effort,
  sampleOf: (size: number) => Promise<Sample>,
): Promise<Row> {
  const samples: (readonly [number, Sample])[] = [];
  // A tiny run takes tiny sizes, and they still have to differ.
  for (const [index, size] of sizes.entries()) {
    const given = effort.size(size) === size ? size : effort.size(size) * (index + 1);
    samples.push([given, await sampleOf(given)]);
  }
  const [warmUp] = samples;
  await warmUp?.[1]();
  const rounds: (readonly [number, number])[][] = [];
  for (let index = 0; index < effort.rounds(6); index += 1) {
    const points: (readonly [number, number])[] = [];
    for (const [size, sample] of index % 2 === 0 ? samples : samples.toReversed()) {
      points.push([size, await sample()]);
    }
    rounds.push(points);
  }
  const exponents = rounds.map(exponentOf);
  const value = round(median(exponents));
  const [low, high] = middleHalf(exponents);
  const timeOf = (size: number | undefined) =>
    milliseconds(median(rounds.flat().flatMap(([given, spent]) => (given === size ? [spent] : []))));
  const [smallest, largest] = [samples[0]?.[0], samples.at(-1)?.[0]];
  const target = atMost(1.1);
  return {
    name,
    value,
    unit: 'exponent',
    target: target.text,
    holds: target.holds(value),
    against: `in step: 1, from ${smallest} to ${largest} ${unit}`,
    spread: [round(low), round(high)],
    ours: `${timeOf(smallest)} to ${timeOf(largest)}`,
  };
}
