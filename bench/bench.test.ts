import { describe, expect, inject, it } from 'vitest';
import { BENCHMARKS } from './benchmarks.ts';
import { baseline, caseOfSize, commit } from './commit.ts';
import { regressions } from './harness/compare.ts';
import { exponentOf, median, middleHalf, ratios } from './harness/measure.ts';
import { TINY, type Row } from './harness/row.ts';
import { recordOf } from './harness/table.ts';
import { readClients, connectionTo, withPages } from './lists.ts';

/** These start the built app, which is for the end-to-end tests, or are another one of these again with a longer wait. */
const LEFT_OUT = new Set([
  'launch-overhead-50ms',
  'heal-to-code',
  'idle-window',
  'gate-healthy-50ms',
  'gate-healthy-200ms',
  'list-10k-0ms',
]);
const NAMES = Object.keys(BENCHMARKS).filter((name) => !LEFT_OUT.has(name));

describe.concurrent('each benchmark runs, and what it asserts of itself is true', () => {
  it.each(NAMES)('%s', async (name) => {
    const row = await BENCHMARKS[name]?.({ ...TINY, commandLine: inject('commandLine') });
    expect(recordOf(row ? [row] : [])).toEqual({
      [name]: {
        value: expect.any(Number),
        spread: row?.spread ?? null,
        unit: expect.any(String),
        target: expect.any(String),
        holds: expect.any(Boolean),
        against: expect.any(String),
      },
    });
  });
});

describe('a benchmark fails where what it measures is wrong', () => {
  it.each([commit, baseline])('a commit that leaves something else', async (sampleOf) => {
    const given = await caseOfSize(20);
    await expect(async () => sampleOf({ ...given, healed: '{}' })()).rejects.toThrow('is healed');
  });

  it('a list that is shorter', async () => {
    const read = withPages((origin) => Promise.resolve(readClients(connectionTo(`${origin}/10/0`), 11)()));
    await expect(read).rejects.toThrow('deep-equal');
  });
});

it('says of pairs what they say', () => {
  const pairs = { ours: [2, 9, 4], theirs: [1, 3, 4] };
  const points = [1, 10, 100].map((size) => [size, 5 * size ** 1.5] as const);
  expect([ratios(pairs), median([4, 1, 3, 2]), middleHalf([1, 2, 3, 4, 5]), exponentOf(points)]).toEqual([
    [2, 3, 1],
    2.5,
    [2, 4],
    expect.closeTo(1.5, 10),
  ]);
});

const row = (value: number, spread: Row['spread'], target = '≤ 2'): Row => ({
  name: 'a',
  value,
  spread,
  target,
  unit: '×',
  holds: true,
  against: 'b',
  ours: '',
});
const told = (before: Row, now: Row) => regressions([now], JSON.stringify(recordOf([before])));

describe('a comparison with an earlier run', () => {
  it('tells what became worse beyond noise, and nothing else', () => {
    expect([
      told(row(1, [0.9, 1.1]), row(1.5, [1.4, 1.6])),
      told(row(1, [0.9, 1.1]), row(1.1, [1, 1.2])),
      told(row(1.5, [1.4, 1.6]), row(1, [0.9, 1.1])),
      told(row(30, [29, 31], '≥ 5'), row(20, [19, 21], '≥ 5')),
      told(row(20, [19, 21], '≥ 5'), row(30, [29, 31], '≥ 5')),
      told(row(1, null), row(2, null)),
      told(row(1.03, [1.03, 1.03]), row(1.04, [1.04, 1.04])),
      told(row(30, [30, 30], '≥ 5'), row(28, [28, 28], '≥ 5')),
    ]).toEqual([['a: 1 → 1.5 ×'], [], [], ['a: 30 → 20 ×'], [], ['a: 1 → 2 ×'], [], []]);
  });

  it('passes over a row that the earlier run did not have', () => {
    expect(regressions([row(9, null)], '{}')).toEqual([]);
  });
});
