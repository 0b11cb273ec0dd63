import { expect, it } from 'vitest';
import { readBounded } from './body.ts';

const MIB = 1024 * 1024;

/** A body of these chunks, which records whether its reader cancelled it. */
function bodyOf(chunks: readonly Uint8Array[], goodbye?: () => Promise<never>): AsyncIterable<Uint8Array> {
  const rest = [...chunks];
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const value = rest.shift();
        return value === undefined ? { done: true, value } : { done: false, value };
      },
      ...(goodbye ? { return: goodbye } : {}),
    }),
  };
}

it('is read to its end, also where a character lies in two pieces, and is nothing where there is none', async () => {
  const [first = 0, second = 0] = Buffer.from('ü');
  const pieces = [Uint8Array.of(0x61, first), Uint8Array.of(second)];
  expect([await readBounded(bodyOf(pieces)), await readBounded(null), await readBounded(bodyOf([]))]).toEqual(
    ['aü', '', ''],
  );
});

it('is none where it is no UTF-8', async () => {
  expect(await readBounded(bodyOf([Uint8Array.of(0xff)]))).toBeNull();
});

it('is read up to 4 MiB and not a byte further, with a goodbye that may fail or be missing', async () => {
  const most = bodyOf(Array.from({ length: 4 }, () => new Uint8Array(MIB)));
  expect((await readBounded(most))?.length).toBe(4 * MIB);
  let goodbyes = 0;
  const tooMuch = [new Uint8Array(4 * MIB), Uint8Array.of(0)];
  const failing = bodyOf(tooMuch, () => {
    goodbyes += 1;
    return Promise.reject(new Error('closed'));
  });
  expect([await readBounded(failing), goodbyes, await readBounded(bodyOf(tooMuch))]).toEqual([null, 1, null]);
});
