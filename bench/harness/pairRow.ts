import { differences, median, middleHalf, ratios, type Pairs } from './measure.ts';
import type { Row, Target } from './row.ts';

interface Claim {
  readonly name: string;
  readonly unit: string;
  readonly target: Target;
  /** What "theirs" is. */
  readonly against: string;
}

/** The row that claims `ours / theirs`. */
export function ratioRow(claim: Claim, pairs: Pairs): Row {
  return rowOf(claim, pairs, ratios(pairs));
}

/** The row that claims `theirs / ours`: how many times as fast ours is. */
export function speedupRow(claim: Claim, { ours, theirs }: Pairs): Row {
  return rowOf(claim, { ours, theirs }, ratios({ ours: theirs, theirs: ours }));
}

/** The row that claims `ours - theirs`, in milliseconds. */
export function differenceRow(claim: Claim, pairs: Pairs): Row {
  return rowOf(claim, pairs, differences(pairs));
}

function rowOf(
  { name, unit, target, against }: Claim,
  { ours, theirs }: Pairs,
  values: readonly number[],
): Row {
  const value = round(median(values));
  const [low, high] = middleHalf(values);
  return {
    name,
    value,
    unit,
    target: target.text,
    holds: target.holds(value),
    against: `${against}: ${milliseconds(median(theirs))}`,
    spread: [round(low), round(high)],
    ours: milliseconds(median(ours)),
  };
}

/** Three significant digits, so that no more is said than was measured. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** A time for a person. */
export function milliseconds(value: number): string {
  return value >= 10_000 ? `${round(value / 1000)} s` : `${round(value)} ms`;
}
