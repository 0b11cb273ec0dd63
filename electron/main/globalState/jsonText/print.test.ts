import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { equalJson, type JsonValue } from './json.ts';
import { printJson } from './print.ts';

it('prints as JSON.stringify does', () => {
  fc.assert(
    fc.property(
      fc.jsonValue() as fc.Arbitrary<JsonValue>,
      fc.constantFrom('', ' ', '  ', '\t'),
      (value, unit) => {
        expect(printJson(value, unit)).toBe(JSON.stringify(value, null, unit));
      },
    ),
  );
  const odd = { a: undefined, b: [undefined], c: '\ud800' } as unknown as JsonValue;
  expect(printJson(odd)).toBe(JSON.stringify(odd));
});

it('prints and compares what is too deep for JSON.stringify', () => {
  const text = '[{"a":'.repeat(20_000) + '1' + '}]'.repeat(20_000);
  const value = JSON.parse(text) as JsonValue;
  expect([printJson(value) === text, equalJson(value, JSON.parse(text) as JsonValue)]).toEqual([true, true]);
});
