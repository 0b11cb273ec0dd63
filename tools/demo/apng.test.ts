import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { animate } from './apng.ts';

/** A picture with one color; a second one below the middle. */
function picture(color: number, below = color): PNG {
  const made = new PNG({ width: 3, height: 4 });
  made.data.forEach((_, at) => (made.data[at] = at % 4 === 3 ? 255 : at < 24 ? color : below));
  return made;
}

const namesIn = (file: Buffer) => {
  const names: string[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
    names.push(file.toString('latin1', at + 4, at + 8));
  return names;
};

it('is a PNG of its first picture where animations are not known', () => {
  const first = picture(10, 250);
  const file = animate([
    { picture: first, milliseconds: 1000 },
    { picture: picture(90), milliseconds: 2000 },
  ]);
  const { width, height, data } = PNG.sync.read(file);
  expect([width, height, data.equals(first.data)]).toEqual([3, 4, true]);
});

it('holds each picture with its time, numbered without a gap', () => {
  const frames = [1, 2, 3].map((color) => ({ picture: picture(color), milliseconds: color * 500 }));
  const file = animate(frames);
  expect(namesIn(file)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND']);
  const numbers = [...file.toString('latin1').matchAll(/fcTL|fdAT/g)].map(({ index }) =>
    file.readUInt32BE(index + 4),
  );
  const times = [...file.toString('latin1').matchAll(/fcTL/g)].map(({ index }) =>
    file.readUInt16BE(index + 24),
  );
  expect([numbers, times]).toEqual([
    [0, 1, 2, 3, 4],
    [500, 1000, 1500],
  ]);
});

it('takes pictures of one size only', () => {
  const small = new PNG({ width: 1, height: 1 });
  expect(() => animate([picture(1), small].map((each) => ({ picture: each, milliseconds: 1 })))).toThrow(
    /size/,
  );
});
