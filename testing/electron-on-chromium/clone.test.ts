import { expect, test } from 'vitest';
import { createCloneCodec } from './clone.ts';

const { encode, decode } = createCloneCodec();

function cross(value: unknown): unknown {
  return decode(JSON.parse(JSON.stringify(encode(value))) as ReturnType<typeof encode>);
}

test('what JSON would lose or bend comes back as it was', () => {
  const shared = { n: 1 };
  const value = {
    list: [undefined, null, -0, Number.NaN, 10n ** 30n, ['ref', 0], ['undefined']],
    shared: [shared, shared],
    data: new DataView(new Uint8Array([1, 2, 3]).buffer),
    floats: new Float64Array([0.5]),
    dates: new Map([[new Date(0), new Set([/x/y])]]),
  };
  const back = cross(value) as typeof value;
  expect(back).toEqual(value);
  expect(back.shared[0]).toBe(back.shared[1]);
});

test('a key called __proto__ stays a key', () => {
  const back = cross(JSON.parse('{"__proto__": {"polluted": true}}')) as object;
  expect([Object.keys(back), 'polluted' in back, Object.getPrototypeOf(back)]).toEqual([
    ['__proto__'],
    false,
    Object.prototype,
  ]);
});

test('functions, symbols, promises and blobs do not cross', () => {
  for (const value of [() => 1, Symbol('x'), Promise.resolve(), new Blob([])]) {
    expect(() => encode({ value })).toThrow('An object could not be cloned.');
  }
});
