import { assert, json, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { readJson } from './json.ts';

it.each([
  ['{"items":[1],"items":[]}', 'ambiguous'],
  ['{"items":[],"cursor":"2","cursor":null}', 'ambiguous'],
  ['{"items":[{"client_id":"a","client_id" : "b"}]}', 'ambiguous'],
  ['{"detail":"x","d\\u0065tail":"y"}', 'ambiguous'],
  ['[{"a":{"":1,"":1}}]', 'ambiguous'],
  ['{"__proto__":1,"__proto__":1}', 'ambiguous'],
  ['{"__proto__":1}', 'json'],
  ['{"a":"\\":","b":["x:",{"a":1}],"c":"\\\\"}', 'json'],
  ['"a:"', 'json'],
  ['{', 'not-json'],
  ['', 'not-json'],
])('%s is %s', (text, kind) => {
  expect(readJson(text).kind).toBe(kind);
});

it('reads whatever JSON there is, and sees each member that is written twice', () => {
  assert(
    property(json(), string(), json(), (text, key, other) => {
      expect(readJson(text)).toEqual({ kind: 'json', value: JSON.parse(text) as unknown });
      const name = JSON.stringify(key);
      expect(readJson(`[{${name}:${text},${name}:${other}}]`).kind).toBe('ambiguous');
    }),
  );
});

it('takes a body of the largest size in its stride', () => {
  const text = JSON.stringify({ items: ['\\"'.repeat(1_000_000)] });
  expect(readJson(text).kind).toBe('json');
});
