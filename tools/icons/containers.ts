/** A square picture. */
export interface Picture {
  /** Pixels of one side. */
  readonly size: number;
  readonly png: Buffer;
}

/** The type of a PNG in an ICNS file by its pixels (Apple's `iconutil` writes the same; those for "@2x" stand last). */
const ICNS_TYPES: readonly (readonly [type: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
];

/** An icon for macOS. Throws where a size that it needs is missing. */
export function icns(pictures: readonly Picture[]): Buffer {
  const entries = ICNS_TYPES.map(([type, size]) => chunk(type, pictureOf(pictures, size).png));
  return chunk('icns', Buffer.concat(entries));
}

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + head.length, 4);
  return Buffer.concat([head, content]);
}

const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];

/** An icon for Windows, with PNGs in it, which every Windows since Vista reads. Throws where a size is missing. */
export function ico(pictures: readonly Picture[]): Buffer {
  const chosen = ICO_SIZES.map((size) => pictureOf(pictures, size));
  const head = Buffer.alloc(6 + 16 * chosen.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(chosen.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of chosen.entries()) {
    const at = 6 + 16 * index;
    // A side of 256 is written as 0: there is one byte for it.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...chosen.map(({ png }) => png)]);
}

function pictureOf(pictures: readonly Picture[], size: number): Picture {
  const found = pictures.find((picture) => picture.size === size);
  if (found === undefined) throw new Error(`There is no picture of ${size} pixels.`);
  return found;
}
