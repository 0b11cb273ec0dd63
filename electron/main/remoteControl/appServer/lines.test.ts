import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineReader } from './lines.ts';

function readInPieces(bytes: Buffer, cuts: readonly number[], longest?: number) {
  const lines: string[] = [];
  const reader = createLineReader((line) => lines.push(line), longest);
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].toSorted(
    (a, b) => a - b,
  );
  let start = 0;
  for (const end of ends) {
    reader.write(bytes.subarray(start, end));
    start = end;
  }
  return { lines, dropped: reader.dropped };
}

test('lines come out the same however the stream is cut, also inside a character', () => {
  const line = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\r\n]/g, ''));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat()), (lines, cuts) => {
      const whole = lines.map((text) => `${text}\n`).join('');
      // What is no UTF-8 (a lone surrogate) becomes U+FFFD on the way in.
      const expected = lines.map((text) => Buffer.from(text).toString('utf8'));
      expect(readInPieces(Buffer.from(whole), cuts)).toEqual({ lines: expected, dropped: 0 });
    }),
  );
});

test('a line that is too long is dropped and counted, and the next one is read', () => {
  const bytes = Buffer.from(`${'x'.repeat(11)}\n${'y'.repeat(10)}\nrest without an end`);
  expect(readInPieces(bytes, [4, 7], 10)).toEqual({ lines: ['y'.repeat(10)], dropped: 1 });
});

test('a line may end as on Windows, and a carriage return inside it stays', () => {
  expect(readInPieces(Buffer.from('a\rb\r\n\r\nc\n'), [4]).lines).toEqual(['a\rb', '', 'c']);
});
