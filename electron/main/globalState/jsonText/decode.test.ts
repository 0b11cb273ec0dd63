import { describe, expect, it, vi } from 'vitest';
import { decode, decodeToRead } from './decode.ts';
import { documentText, documentValue, valueAt, without, type Document } from './document.ts';
import { equalJson, type JsonObject } from './json.ts';
import { partsOf } from './objectText.ts';

it.each([
  ['', 'empty'],
  ['\uFEFF \n', 'empty'],
  ['\0'.repeat(64), 'nul-filled'],
  ['{"a":"b\0\0\0\0', 'nul-filled'],
  ['{"a":1', 'not-json'],
  ['{"a":1,}', 'not-json'],
  ['{"a":1} {}', 'not-json'],
  ['[{"a":1}]', 'not-an-object'],
  ['"{}"', 'not-an-object'],
  ['null', 'not-an-object'],
])('%j is no state file: %s', async (text, problem) => {
  expect([await decode(Buffer.from(text)), await decodeToRead(Buffer.from(text))]).toEqual([
    problem,
    problem,
  ]);
});

it.each([
  ['a lone byte', [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]],
  ['a file of UTF-16', [...Buffer.from('{"a":"ü"}', 'utf16le')]],
  ['an encoded surrogate', [0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]],
])('%s is not text that can be kept', async (_, bytes) => {
  expect(await decode(Buffer.from(bytes))).toBe('not-utf8');
});

it.each(['{}', '\uFEFF{"a":1}\r\n', ' {\n"b" : 1.0,"b":12345678901234567890}'])(
  '%j is kept to the byte',
  async (text) => {
    const document = await decode(Buffer.from(text));
    expect(typeof document === 'string' ? document : documentText(document)).toBe(text);
  },
);

it('a character on the border of two steps is whole', async () => {
  // Three bytes a character, and a border at each of its places.
  for (const lead of ['', ' ', '  ']) {
    const text = `${lead}{"a":"${'ก'.repeat(100_000)}"}`;
    const document = await decode(Buffer.from(text));
    expect(typeof document === 'string' ? document : documentText(document) === text).toBe(true);
  }
});

it('everything else goes on beside a large file', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 5));
  let turns = 0;
  const others = () => {
    turns += 1;
    next = setImmediate(others);
  };
  let next = setImmediate(others);
  await decode(Buffer.from(`{"a":"${'a'.repeat(1_000_000)}"}`));
  clearImmediate(next);
  clock.mockRestore();
  expect(turns).toBeGreaterThan(20);
});

it.each([
  '{}',
  '\uFEFF {"b":{"a":[1,{"c":null}],"a":{"x":-0}},"1":"ü\\u00fc","__proto__":{"constructor":1},"b":{"a":2,"d":{}}} ',
  `{"b":${'[{"a":'.repeat(5000)}1${'}]'.repeat(5000)}}`,
  `{"b":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
  `{"large":"${'x'.repeat(2 * 1024 * 1024)}"}`,
])('what is only looked at has the same values: %#', async (text) => {
  const [edited, read] = [await decode(Buffer.from(text)), await decodeToRead(Buffer.from(text))];
  if (typeof edited === 'string' || typeof read === 'string') throw new Error('It is a state file.');
  const [one, other] = [documentValue(edited), documentValue(read)];
  expect(Object.keys(other)).toEqual(Object.keys(one));
  for (const key of Object.keys(one)) expect(equalJson(one[key], other[key])).toBe(true);
  for (const path of [
    ['b', 'd'],
    ['b', 'x'],
    ['b', 'a', 'x'],
    ['__proto__', 'constructor'],
    ['1', 'x'],
    ['none'],
  ])
    expect(valueAt(read, path)).toEqual(valueAt(edited, path));
  expect(Object.isFrozen(valueAt(read, ['b']) ?? valueAt(read, []))).toBe(true);
});
const member = (index: number) => `"key-${index}":"${'m'.repeat(1000)}"`;

describe('a large object that is taken apart', () => {
  const text = `{ "x" : 1, "large" : {"b":1.0, "history" : "${'h'.repeat(200_000)}" ,"b":2,"__proto__":[3]} }`;
  const bytes = Buffer.from(text);
  const taken = async () => (await decode(bytes, new Set(['x', 'large']))) as Document;

  it('has the same bytes and the same value', async () => {
    const document = await taken();
    expect(documentText(document)).toBe(text);
    expect(JSON.stringify(documentValue(document))).toBe(JSON.stringify(JSON.parse(text)));
  });

  it('is parsed as far as it is looked at', async () => {
    const document = await taken();
    const parse = vi.spyOn(JSON, 'parse');
    const large = valueAt(document, ['large']) as JsonObject;
    expect([Object.keys(large), large['b']]).toEqual([['b', 'history', '__proto__'], 2]);
    expect(parse.mock.calls).toEqual([['2']]);
    parse.mockRestore();
  });

  it('is edited without a copy of what stays', async () => {
    const next = without(await taken(), ['large', 'b']);
    const parts = partsOf(next);
    expect(Buffer.concat(parts).toString()).toBe(text.replace('"b":1.0, ', '').replace('"b":2,', ''));
    const kept = parts.filter(({ buffer }) => buffer === bytes.buffer);
    expect(kept.map(({ length }) => length)).toEqual([200_002]);
  });

  it('is edited without a copy of many small members either', async () => {
    const many = Buffer.from(
      `{"large":{${Array.from({ length: 301 }, (_, index) => member(index)).join(',')}}}`,
    );
    const document = (await decode(many, new Set(['large']))) as Document;
    const parts = partsOf(without(document, ['large', 'key-150']));
    expect(Buffer.concat(parts).toString()).toBe(many.toString().replace(`${member(150)},`, ''));
    expect(parts.filter(({ buffer }) => buffer === many.buffer)).toHaveLength(2);
  });
});
