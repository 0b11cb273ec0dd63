import type { Reading } from './reading.ts';

/** So many backups are kept, as docs/architecture.md promises. */
const MOST_BACKUPS = 10;
/** The record of repairs is bounded, but for its tombstones; with all its places taken it is about two thirds of this, in bytes. */
const MOST_STATE_GROWTH = 48 * 1024;
/** A launch that heals leaves two tombstones, which stay as long as their ids could come back. */
const TOMBSTONE_BYTES_A_LAUNCH = 2 * 100;

/** By what a series of cycles is judged. */
export interface Bounds {
  /** The cycles at the start in which counts may grow as they like: what is loaded or made once is there afterwards. */
  readonly warmUp: number;
  /** So much may memory grow over the last half of the cycles, in bytes: compiled code and its statistics still do. */
  readonly memory: number;
}

/** What has grown, one line each, in readings of one cycle after the other. */
export function whatHasGrown(readings: readonly Reading[], { warmUp, memory }: Bounds): readonly string[] {
  const judged = readings.slice(warmUp);
  const quarter = Math.max(1, Math.floor(judged.length / 4));
  const [first, last] = [judged.slice(0, quarter), judged.slice(-quarter)];
  const kinds = new Set(judged.flatMap(({ counts }) => Object.keys(counts)));
  const grown = [...kinds].filter((kind) => least(last, kind) > least(first, kind));
  const backups = Math.max(...readings.map((each) => each.backups));
  const stateGrowth = Math.max(...readings.map((each) => each.stateBytes)) - (readings[0]?.stateBytes ?? 0);
  const memoryMore = Math.round(memoryGrowth(readings));
  return [
    ...grown.map((kind) => `${kind}: from ${least(first, kind)} to ${least(last, kind)}`),
    ...(backups > MOST_BACKUPS ? [`backups: ${backups} are kept`] : []),
    ...(stateGrowth > MOST_STATE_GROWTH + readings.length * TOMBSTONE_BYTES_A_LAUNCH
      ? [`the state file: ${stateGrowth} bytes more`]
      : []),
    ...(memoryMore > memory ? [`memory: ${memoryMore} bytes more over the last half`] : []),
  ];
}

/** The least of many: a socket that is still being taken down is in one reading, what is left behind is in all. */
function least(readings: readonly Reading[], kind: string): number {
  return Math.min(...readings.map(({ counts }) => counts[kind] ?? 0));
}

/** Bytes by which memory has grown over the last half: the slope of the line that fits best, times its cycles. */
export function memoryGrowth(readings: readonly Reading[]): number {
  const values = readings.slice(Math.floor(readings.length / 2)).map(({ memory }) => memory);
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const covariance = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  const variance = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return variance === 0 ? 0 : (covariance / variance) * (values.length - 1);
}
