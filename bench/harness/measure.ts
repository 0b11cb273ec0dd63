import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One measurement: prepares, times, asserts, and answers milliseconds. */
export type Sample = () => number | Promise<number>;

/** The rounds of two things that were measured in turn: what is at one index was measured at one time. */
export interface Pairs {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/**
 * Measures both in turn, in the order A B B A, so that whatever else the machine does falls on both. Where
 * there are several rounds, one more comes before them, which warms up and is not counted.
 */
export async function measurePairs(rounds: number, ours: Sample, theirs: Sample): Promise<Pairs> {
  if (rounds > 1) {
    await theirs();
    await ours();
  }
  const pairs = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const)) {
      // No sample pays for another's garbage, and what a sample prepares is prepared after the collection.
      collectGarbage();
      pairs[side].push(await (side === 'ours' ? ours : theirs)());
    }
  }
  return pairs;
}

/** The milliseconds that `work` takes. */
export function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** As `time`, for work that waits. */
export async function timeAsync(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** `ours / theirs` of every round. */
export function ratios({ ours, theirs }: Pairs): number[] {
  return ours.map((value, index) => value / (theirs[index] ?? Number.NaN));
}

/** `ours - theirs` of every round. */
export function differences({ ours, theirs }: Pairs): number[] {
  return ours.map((value, index) => value - (theirs[index] ?? Number.NaN));
}

/** The value in the middle; of an even number, the mean of the two. `NaN` of none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The bounds of the middle half. */
export function middleHalf(values: readonly number[]): readonly [number, number] {
  return [quantile(values, 0.25), quantile(values, 0.75)];
}

/** The value below which the given share of all values lies, interpolated. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low + (high - low) * (at - Math.floor(at));
}

/** The exponent `k` of `time ∝ size^k` that fits best: the slope of the line through the logarithms. */
export function exponentOf(points: readonly (readonly [size: number, time: number])[]): number {
  const logs = points.map(([size, spent]) => [Math.log(size), Math.log(spent)] as const);
  const mean = (index: 0 | 1) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return covariance / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

// A forced collection would also throw away compiled code, and then the side with more of it would compile it again each time.
setFlagsFromString('--no-flush-bytecode');
setFlagsFromString('--expose-gc');
/** Collects all garbage now, so that what comes next does not pay for it. */
export const collectGarbage = runInNewContext('gc') as () => void;
