import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Scanner } from './scan.ts';

/** What a scan in slices of `slice` bytes finds. */
function scan(text: string, slice: number) {
  const scanner = new Scanner(Buffer.from(text));
  for (let until = slice; ; until += slice) {
    scanner.advance(until);
    if (scanner.isDone) return scanner.result;
  }
}

function parse(text: string): 'object' | 'not-an-object' | 'not-json' {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? 'object' : 'not-an-object';
  } catch {
    return 'not-json';
  }
}

const slice = fc.integer({ min: 1, max: 9 });
const whole = fc.json({ maxDepth: 4 });
/** JSON with one character put in, taken out or changed, which most often is no JSON any more. */
const damaged = fc
  .tuple(
    whole,
    fc.nat(),
    fc.constantFrom('', ',', '"', '}', ']', '{', ':', '0', '-', '.', 'e', '\\', 'n', '\n', '\u0001'),
  )
  .chain(([text, at, piece]) =>
    fc
      .constantFrom(0, 1)
      .map(
        (cut) => text.slice(0, at % (text.length + 1)) + piece + text.slice((at % (text.length + 1)) + cut),
      ),
  );

it('accepts what JSON.parse accepts, wherever it is cut into slices', () => {
  fc.assert(
    fc.property(fc.oneof(whole, damaged, damaged), slice, (text, size) => {
      expect(scan(text, size).kind).toBe(parse(text));
    }),
    { numRuns: 5000 },
  );
});

it.each([
  '01',
  '-',
  '-0',
  '1.',
  '.5',
  '1e',
  '1e+',
  '1E-0',
  '+1',
  'tru',
  'truee',
  'nul',
  '"\\u12"',
  '"\\u12G4"',
  '"\\x"',
  '"\t"',
  '"',
  '[1,]',
  '[,1]',
  '{"a"}',
  '{"a":}',
  '{,}',
  '{"a":1,}',
  '{a:1}',
  '[1 2]',
  '{"a":1 "b":2}',
  ']',
  '[}',
  '{]',
  '1 2',
  '\u00a01',
  '',
])('agrees about %j', (text) => {
  expect([scan(text, 100).kind, scan(`[${text}]`, 3).kind, scan(`{"a":${text}}`, 2).kind]).toEqual([
    parse(text),
    parse(`[${text}]`),
    parse(`{"a":${text}}`),
  ]);
});

it('finds the members of the outermost object only', () => {
  const text = ' { "a" : {"b":[1,{"c":2}]} , "d":"}" } ';
  const result = scan(text, 4);
  if (result.kind !== 'object') throw new Error(result.kind);
  expect(
    result.members.map(({ start, keyStart, keyEnd, valueStart, valueEnd, end }) => [
      text.slice(start, keyStart),
      text.slice(keyStart, keyEnd),
      text.slice(valueStart, valueEnd),
      text.slice(valueEnd, end),
    ]),
  ).toEqual([
    [' ', '"a"', '{"b":[1,{"c":2}]}', ' '],
    [' ', '"d"', '"}"', ' '],
  ]);
});

it('has no limit of depth', () => {
  const depth = 1_000_000;
  expect(scan(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`, 1 << 20).kind).toBe('object');
  expect(scan(`{"a":${'['.repeat(depth)}${']'.repeat(depth - 1)}}`, 1 << 20).kind).toBe('not-json');
});
