import { join } from 'node:path';

/** What a row of the table claims, and whether it is true now. */
export interface Row {
  readonly name: string;
  /** The claim: a ratio, a difference or a count; never a bare time. */
  readonly value: number;
  readonly unit: string;
  readonly target: string;
  readonly holds: boolean;
  /** What it was measured against, and what that took. */
  readonly against: string;
  /** The middle half of `value` over all rounds; `null` where there is one value only. */
  readonly spread: readonly [number, number] | null;
  /** What ours took, in words. */
  readonly ours: string;
}

/** A bound for a value. */
export interface Target {
  readonly text: string;
  readonly holds: (value: number) => boolean;
}

/** Holds for values up to `limit`. */
export function atMost(limit: number): Target {
  return { text: `≤ ${limit}`, holds: (value) => value <= limit };
}

/** Holds for values from `limit` on. */
export function atLeast(limit: number): Target {
  return { text: `≥ ${limit}`, holds: (value) => value >= limit };
}

/** For a number that explains another row and promises nothing itself. */
export const NO_TARGET: Target = { text: 'none', holds: () => true };

/** How much work a run does. */
export interface Effort {
  /** How many rounds are made of those wanted. */
  readonly rounds: (wanted: number) => number;
  /** How large a thing is made of what is wanted: bytes, items, desktops. */
  readonly size: (wanted: number) => number;
  /** Milliseconds of idling to watch. */
  readonly idleMs: number;
  /** The built command line tool. */
  readonly commandLine: string;
}

/** What the table shows. */
export const FULL: Effort = {
  rounds: (wanted) => wanted,
  size: (wanted) => wanted,
  idleMs: 60_000,
  commandLine: join(import.meta.dirname, '..', '..', 'dist', 'cli', 'mobile-setup.mjs'),
};

/** Enough to see that a benchmark runs and that what it asserts is true; its numbers mean nothing. */
export const TINY: Omit<Effort, 'commandLine'> = {
  rounds: () => 1,
  size: (wanted) => Math.min(wanted, 20),
  idleMs: 200,
};

/** Measures and asserts; throws where what was measured is not correct. */
export type Benchmark = (effort: Effort) => Promise<Row>;

/** Benchmarks by the names that the table gives them. */
export type Benchmarks = Readonly<Record<string, Benchmark>>;
