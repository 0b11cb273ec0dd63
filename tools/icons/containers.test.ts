import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { icns, ico } from './containers.ts';

const asset = (name: string) => readFileSync(join(import.meta.dirname, '..', '..', 'assets', name));
const sideOf = (png: Buffer) => {
  const { width, height } = PNG.sync.read(png);
  return width === height ? width : null;
};

test('the icon for macOS holds a picture of the right size under every type', () => {
  const file = asset('icon.icns');
  const pictures: Record<string, number | null> = {};
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const end = at + file.readUInt32BE(at + 4);
    pictures[file.toString('latin1', at, at + 4)] = sideOf(file.subarray(at + 8, end));
  }
  expect({ type: file.toString('latin1', 0, 4), length: file.readUInt32BE(4), pictures }).toEqual({
    type: 'icns',
    length: file.length,
    pictures: {
      icp4: 16,
      icp5: 32,
      ic07: 128,
      ic08: 256,
      ic09: 512,
      ic10: 1024,
      ic11: 32,
      ic12: 64,
      ic13: 256,
      ic14: 512,
    },
  });
});

test('the icon for Windows holds the pictures that its list names', () => {
  const file = asset('icon.ico');
  const listed = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const entry = file.subarray(6 + 16 * index, 22 + 16 * index);
    const [length, offset] = [entry.readUInt32LE(8), entry.readUInt32LE(12)];
    return { side: entry.readUInt8(0) || 256, drawn: sideOf(file.subarray(offset, offset + length)) };
  });
  expect(listed).toEqual([16, 24, 32, 48, 64, 128, 256].map((side) => ({ side, drawn: side })));
});

test('the icon for Linux is a picture of 512 pixels', () => {
  expect(sideOf(asset('icon.png'))).toBe(512);
});

test.each([icns, ico])('an icon without one of its sizes is not written', (container) => {
  expect(() => container([{ size: 16, png: Buffer.alloc(0) }])).toThrow('There is no picture of');
});
