import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';
import { documentText, documentValue, parseDocument, valueAt, without, withValue } from './document.ts';
import type { JsonPath, JsonValue } from './json.ts';
import { splitObject } from './objectText.ts';

/** Keys that are written in several ways, or that mean something to JavaScript, and few, so that paths meet them. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  a: ['"a"', '"\\u0061"'],
  b: ['"b"'],
  '1': ['"1"'],
  '0': ['"0"'],
  ['__proto__']: ['"__proto__"'],
  constructor: ['"constructor"'],
  'x"\\\n': ['"x\\"\\\\\\n"'],
  '': ['""'],
  'ü{,}:\uD83D\uDE00': ['"ü{,}:\uD83D\uDE00"'],
};

const space = fc.constantFrom('', '', '', ' ', '\n', '\r\n  ', '\t', '\n    ');
const keyText = fc.constantFrom(...Object.values(KEYS).flat());
const scalarText = fc.oneof(
  fc.constantFrom('null', 'true', 'false', '0', '-0', '1.0', '1e400', '-1E-7', '12345678901234567890'),
  fc.constantFrom('"\\\\"', '"\\\\\\""', '"}"', '"[,"', '"\\uD800"', '"/\\/"'),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
);
const { object: objectText } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalarText, tie('object'), tie('array')),
  array: fc
    .tuple(space, fc.array(fc.tuple(space, tie('value'), space), { maxLength: 3 }))
    .map(([inner, items]) => `[${items.length > 0 ? items.map((item) => item.join('')).join(',') : inner}]`),
  object: fc
    .tuple(space, fc.array(fc.tuple(space, keyText, space, space, tie('value'), space), { maxLength: 5 }))
    .map(([inner, members]) => {
      const texts = members.map(
        ([lead, key, before, after, value, trail]) => `${lead}${key}${before}:${after}${value}${trail}`,
      );
      return `{${texts.length > 0 ? texts.join(',') : inner}}`;
    }),
})) as unknown as { object: fc.Arbitrary<string> };
const fileText = fc
  .tuple(fc.constantFrom('', '\uFEFF'), space, objectText, space)
  .map((parts) => parts.join(''));
const path = fc.array(fc.constantFrom(...Object.keys(KEYS)), { minLength: 1, maxLength: 3 });
const value = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>;

type Edit = (text: string, path: JsonPath, value: JsonValue) => string | null;
const set: Edit = (text, at, to) => {
  const next = withValue(parseDocument(text), at, to);
  return next && documentText(next);
};
const remove: Edit = (text, at) => documentText(without(parseDocument(text), at));

describe('an edit of any JSON text', () => {
  it.each([
    ['set', set, setInModel],
    ['remove', remove, removeFromModel],
  ] as const)('%s means what it means to the parsed value, order of keys included', (_, edit, editModel) => {
    fc.assert(
      fc.property(fileText, path, value, (text, at, to) => {
        const model = parse(text);
        const edited = edit(text, at, to);
        const expected = editModel(model, at, to) ? JSON.stringify(model) : null;
        expect(edited === null ? null : JSON.stringify(parse(edited))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['set', set],
    ['remove', remove],
  ] as const)('%s keeps every character of what it does not name', (_, edit) => {
    fc.assert(
      fc.property(fileText, path, value, (text, at, to) => {
        const edited = edit(text, at, to);
        const others = (source: string) => {
          const { head, members, tail } = splitObject(Buffer.from(source));
          return [
            head.toString().trimEnd(),
            ...members
              .filter(({ key }) => key !== at[0])
              .map((member) => member.keyText + member.between + String(member.value.bytes)),
            String(tail),
          ];
        };
        expect(others(edited ?? text)).toEqual(others(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('changes no character where it changes nothing', () => {
    fc.assert(
      fc.property(fileText, path, (text, at) => {
        const document = parseDocument(text);
        const found = valueAt(document, at);
        expect(found === undefined ? without(document, at) : withValue(document, at, found)).toBe(document);
        expect(documentText(document)).toBe(text);
      }),
    );
  });

  it('is laid out as the rest of the file', () => {
    const indentation = fc.constantFrom(undefined, 2, 4, '\t');
    const plain = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value, { minKeys: 1 }) as fc.Arbitrary<
      Record<string, JsonValue>
    >;
    const plainPath = fc.array(fc.constantFrom('a', 'b', 'c', 'e'), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        plain,
        plainPath,
        value,
        indentation,
        fc.boolean(),
        fc.boolean(),
        (root, at, to, indent, crlf, removing) => {
          const print = (whole: JsonValue) => {
            const text = `${JSON.stringify(whole, null, indent)}\n`;
            return crlf ? text.replaceAll('\n', '\r\n') : text;
          };
          const text = print(root);
          const model = parse(text);
          const edited = removing ? remove(text, at, to) : set(text, at, to);
          const possible = removing ? removeFromModel(model, at) : setInModel(model, at, to);
          expect(edited).toBe(possible ? print(model) : null);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('a document', () => {
  it('has the value that JSON.parse has, frozen', () => {
    fc.assert(
      fc.property(fileText, path, (text, at) => {
        const document = parseDocument(text);
        expect(JSON.stringify(documentValue(document))).toBe(JSON.stringify(parse(text)));
        const found = at.reduce<unknown>(
          (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
          parse(text),
        );
        expect(JSON.stringify(valueAt(document, at))).toBe(JSON.stringify(found));
        expect(Object.isFrozen(valueAt(document, at))).toBe(true);
      }),
    );
  });

  it('has it after an edit, too', () => {
    fc.assert(
      fc.property(fileText, path, value, (text, at, to) => {
        const next = withValue(parseDocument(text), at, to) ?? parseDocument(text);
        expect(JSON.stringify(documentValue(next))).toBe(JSON.stringify(parse(documentText(next))));
      }),
    );
  });

  it('loses all of several equal keys, and keeps one when it is set', () => {
    const text = '{ "a":1, "b":2, "\\u0061":3 , "a":4 }';
    const document = parseDocument(text);
    const edited = [without(document, ['a']), withValue(document, ['a'], 5)].map(
      (each) => each && documentText(each),
    );
    expect([valueAt(document, ['a']), ...edited]).toEqual([4, '{ "b":2 }', '{ "a":5, "b":2 }']);
  });

  it('is laid out as its neighbours are, where lines are empty, shared or not broken', () => {
    expect([
      set('{\n\n  "a": 1,\n\n  "b": 2\n}', ['b'], { c: 3 }),
      set('{\n  "a": {"b":1}\n}', ['a', 'b'], { c: 3 }),
      set('{ "a":1,\n  "b":2 }', ['b'], { c: 3 }),
      set('{ }', ['a'], { c: 3 }),
    ]).toEqual([
      '{\n\n  "a": 1,\n\n  "b": {\n    "c": 3\n  }\n}',
      '{\n  "a": {"b":{"c":3}}\n}',
      '{ "a":1,\n  "b":{"c":3} }',
      '{"a":{"c":3}}',
    ]);
  });

  it('keeps the space at its edges, whichever member goes', () => {
    const remaining = [
      ['{"a":1, "b":2}', 'a'],
      ['{"a":1, "b":2 }', 'b'],
      ['{ "a":1 , "b":2}', 'b'],
      ['{ "a":1 }', 'a'],
    ].map(([text = '', key = '']) => documentText(without(parseDocument(text), [key])));
    expect(remaining).toEqual(['{"b":2}', '{"a":1 }', '{ "a":1}', '{}']);
  });

  it('is its own value at the empty path, which takes none', () => {
    const document = parseDocument('{"a":1}');
    expect([valueAt(document, []), withValue(document, [], 1), without(document, [])]).toEqual([
      { a: 1 },
      null,
      document,
    ]);
  });

  it('parses a member once, and shares what an edit leaves alone', () => {
    const document = parseDocument('{"a":{"deep":[1]},"b":2}');
    const found = valueAt(document, ['a']);
    expect(valueAt(document, ['a'])).toBe(found);
    expect(valueAt(without(document, ['b']), ['a'])).toBe(found);
  });

  it('takes a very deep and a very long value', async () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const long = JSON.stringify('"\\'.repeat(500_000));
    const document = await decode(Buffer.from(`{"deep":${deep},"a":1,"long":${long}}`));
    if (typeof document === 'string') throw new Error(document);
    expect(documentText(without(document, ['a']))).toBe(`{"deep":${deep},"long":${long}}`);
    expect(Array.isArray(valueAt(document, ['deep']))).toBe(true);
  });
});

function parse(text: string): JsonValue {
  return JSON.parse(text.replace(/^\uFEFF/, '')) as JsonValue;
}

function isObject(candidate: unknown): candidate is { [key: string]: JsonValue } {
  return typeof candidate === 'object' && candidate !== null && !Array.isArray(candidate);
}

/** The meaning of `withValue`, on plain data. `false`: the path leads through something that is not an object. */
function setInModel(model: unknown, [key, ...rest]: JsonPath, to: JsonValue): boolean {
  if (!isObject(model) || key === undefined) return false;
  const inner = Object.hasOwn(model, key) ? model[key] : undefined;
  if (rest.length > 0 && inner !== undefined) return setInModel(inner, rest, to);
  const made = rest.reduceRight<JsonValue>((below, step) => Object.fromEntries([[step, below]]), to);
  Object.defineProperty(model, key, { value: made, enumerable: true, configurable: true, writable: true });
  return true;
}

/** The meaning of `without`, on plain data. */
function removeFromModel(model: unknown, [key, ...rest]: JsonPath): boolean {
  if (!isObject(model) || key === undefined || !Object.hasOwn(model, key)) return true;
  const inner = model[key];
  if (rest.length === 0) delete model[key];
  else if (inner !== undefined) removeFromModel(inner, rest);
  return true;
}
