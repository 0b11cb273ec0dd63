import { crc32 } from 'node:zlib';

/** One file of an archive. `mode` as in `chmod`. */
export interface ZipEntry {
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** "Made by Unix", so that unpacking keeps the modes. */
const UNIX = 3 << 8;
const REGULAR_FILE = 0o100000;

/** A ZIP archive without compression (PKWARE APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16). */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { path, content, mode } of entries) {
    const name = Buffer.from(path);
    const local = Buffer.concat([record(30, [[LOCAL, 0], ...shared(4, content, name)]), name, content]);
    const central: Field[] = [
      [CENTRAL, 0],
      [UNIX, 4, 2],
      ...shared(6, content, name),
      [((REGULAR_FILE | mode) << 16) >>> 0, 38],
      [offset, 42],
    ];
    locals.push(local);
    centrals.push(Buffer.concat([record(46, central), name]));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end: Field[] = [
    [END, 0],
    [entries.length, 8, 2],
    [entries.length, 10, 2],
    [directory.length, 12],
    [offset, 16],
  ];
  return Buffer.concat([...locals, directory, record(22, end)]);
}

/** A number at an offset, in 4 bytes or as many as are named. */
type Field = readonly [value: number, offset: number, bytes?: number];

function record(length: number, fields: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(length);
  for (const [value, offset, size = 4] of fields) bytes.writeUIntLE(value, offset, size);
  return bytes;
}

/** The part that both headers of a file have, from `start` on: version 1.0, then zeroes for flags, method and time. */
function shared(start: number, content: Buffer, name: Buffer): readonly Field[] {
  return [
    [10, start, 2],
    [crc32(content), start + 10],
    [content.length, start + 14],
    [content.length, start + 18],
    [name.length, start + 22, 2],
  ];
}
