import { readFileSync } from 'node:fs';
import { z } from 'zod/mini';
import type { Row } from './row.ts';

const recordSchema = z.record(
  z.string(),
  z.looseObject({ value: z.number(), spread: z.nullable(z.tuple([z.number(), z.number()])) }),
);

/** A difference that two runs of one program can have on machines that only look alike. */
const ALLOWANCE = 0.1;

/** Rows for which more is better. */
const MORE_IS_BETTER = /^≥/;

/**
 * Lines about rows that became worse than an earlier run beyond noise: the two middle halves do not overlap, and the values
 * are more than a tenth apart. The middle half of a steady row has no width, so by itself it would take a hair for a fault.
 */
export function regressions(rows: readonly Row[], earlier: string): readonly string[] {
  const before = recordSchema.parse(JSON.parse(earlier));
  return rows.flatMap(({ name, value, spread, unit, target }) => {
    const old = before[name];
    if (old === undefined) return [];
    const [low, high] = spread ?? [value, value];
    const [oldLow, oldHigh] = old.spread ?? [old.value, old.value];
    const isWorse = MORE_IS_BETTER.test(target) ? high < oldLow : low > oldHigh;
    const isFar = Math.abs(value - old.value) > ALLOWANCE * Math.abs(old.value);
    return isWorse && isFar ? [`${name}: ${old.value} → ${value} ${unit}`] : [];
  });
}

/** The same, from a file that `--json` wrote. Throws where it is none. */
export function compareWithFile(rows: readonly Row[], path: string): readonly string[] {
  return regressions(rows, readFileSync(path, 'utf8'));
}
