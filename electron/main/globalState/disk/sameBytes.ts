import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Bytes from which a file is compared piece by piece, each of this length, with everything else in the process going on in
 * between. It never takes room for a second file.
 */
export const LARGE = 1024 * 1024;

/** Whether the file at `path` holds exactly `parts`, one after the other. Never throws. */
export function holdsBytesSync(path: string, parts: readonly Buffer[]): boolean {
  const length = lengthOf(parts);
  const continues = comparisonWith(parts);
  try {
    const file = openSync(path, 'r');
    try {
      const piece = Buffer.allocUnsafe(Math.min(length, SHORT_PIECE));
      for (let at = 0; at < length;) {
        const read = readSync(file, piece, 0, piece.length, at);
        if (read === 0 || !continues(piece.subarray(0, read))) return false;
        at += read;
      }
      return Number(fstatSync(file).size) === length;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** The length of a piece where nothing goes on in between: room for it is quickly had. */
const SHORT_PIECE = 64 * 1024;

/** Whether both are the same bytes, however they are parted. */
export function areSameBytes(left: readonly Buffer[], right: readonly Buffer[]): boolean {
  return lengthOf(left) === lengthOf(right) && left.every(comparisonWith(right));
}

/** How many bytes `parts` are together. */
export function lengthOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** Whether each next piece that it is called with is what comes next in `parts`. */
export function comparisonWith(parts: readonly Buffer[]): (piece: Buffer) => boolean {
  let index = 0;
  let from = 0;
  return (piece) => {
    for (let at = 0; at < piece.length;) {
      const part = parts[index];
      if (part === undefined) return false;
      const length = Math.min(part.length - from, piece.length - at);
      if (piece.compare(part, from, from + length, at, at + length) !== 0) return false;
      at += length;
      from += length;
      if (from === part.length) [index, from] = [index + 1, 0];
    }
    return true;
  };
}
