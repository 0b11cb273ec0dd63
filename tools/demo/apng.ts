import { crc32, deflateSync } from 'node:zlib';
import type { PNG } from 'pngjs';

/** One picture of an animation, and how long it stays, in milliseconds (up to 65 seconds). */
export interface Frame {
  readonly picture: Pick<PNG, 'width' | 'height' | 'data'>;
  readonly milliseconds: number;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits a channel, red, green and blue: screenshots are opaque. */
const COLORS = Buffer.from([8, 2, 0, 0, 0]);
const BYTES_A_PIXEL = 3;

/**
 * An animated PNG that plays without end (PNG, third edition, 2025: chunks `acTL`, `fcTL` and `fdAT`). Where only PNG is known, the first
 * picture shows. Pictures are opaque and of one size.
 */
export function animate(frames: readonly Frame[]): Buffer {
  const { width, height } = frames[0]?.picture ?? { width: 0, height: 0 };
  let sequence = 0;
  const chunks = frames.flatMap(({ picture, milliseconds }, at) => {
    if (picture.width !== width || picture.height !== height) throw new Error('The pictures differ in size.');
    const control = Buffer.alloc(26);
    control.writeUInt32BE(sequence++, 0);
    control.writeUInt32BE(width, 4);
    control.writeUInt32BE(height, 8);
    control.writeUInt16BE(milliseconds, 20);
    control.writeUInt16BE(1000, 22);
    const data = deflateSync(scanlines(picture), { level: 9 });
    const number = uint32(at === 0 ? 0 : sequence++);
    return [
      chunk('fcTL', control),
      at === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([number, data])),
    ];
  });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([uint32(width), uint32(height), COLORS])),
    chunk('acTL', Buffer.concat([uint32(frames.length), uint32(0)])),
    ...chunks,
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Every line as the differences to the one above (filter `Up`), which is little in a picture of a window. */
function scanlines({ width, height, data }: Frame['picture']): Buffer {
  const length = width * BYTES_A_PIXEL;
  const lines = Buffer.alloc(height * (1 + length));
  const at = (x: number, y: number) =>
    y < 0 ? 0 : (data[(y * width + Math.floor(x / BYTES_A_PIXEL)) * 4 + (x % BYTES_A_PIXEL)] ?? 0);
  for (let y = 0; y < height; y += 1) {
    lines[y * (1 + length)] = 2;
    for (let x = 0; x < length; x += 1) lines[y * (1 + length) + 1 + x] = at(x, y) - at(x, y - 1);
  }
  return lines;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), typed, uint32(crc32(typed))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
