import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { equalJson, freezeJson, type JsonValue } from './json.ts';

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;

it('two values are equal when they are the same JSON', () => {
  fc.assert(
    fc.property(json, json, (left, right) => {
      expect(equalJson(left, right)).toBe(
        isDeepStrictEqual(JSON.parse(JSON.stringify(left)), JSON.parse(JSON.stringify(right))),
      );
      expect(equalJson(left, JSON.parse(JSON.stringify(left)) as JsonValue)).toBe(true);
    }),
  );
});

it.each<[JsonValue | undefined, JsonValue | undefined, boolean]>([
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { a: 2 }, false],
  [{ a: 1 }, { a: 1, b: 1 }, false],
  [{ a: null }, { b: null }, false],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [[1], { 0: 1, length: 1 }, false],
  [{ 0: 1, length: 1 }, [1], false],
  [undefined, null, false],
  [undefined, undefined, true],
])('%j and %j', (left, right, same) => {
  expect(equalJson(left, right)).toBe(same);
});

it('freezes what lies below as well', () => {
  const value = freezeJson({ a: [{ b: {} }] });
  expect([value, value.a, value.a[0], value.a[0]?.b].every((each) => Object.isFrozen(each))).toBe(true);
});
