import { expect, it } from 'vitest';
import { decode } from './decode.ts';
import { documentText } from './document.ts';

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
  expect(await decode(Buffer.from(text))).toBe(problem);
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
