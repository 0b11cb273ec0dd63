/** The longest line kept, in bytes. The messages that we use are below a few hundred. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** Cuts a byte stream into lines. */
export interface LineReader {
  write(chunk: Uint8Array): void;
  /** Lines dropped for being too long. */
  readonly dropped: number;
}

/** Hands every complete line to `take`, as text without its end. Memory is bounded: a line over `longest` bytes is dropped. */
export function createLineReader(take: (line: string) => void, longest: number = LONGEST_LINE): LineReader {
  const newline = 0x0a;
  let parts: Uint8Array[] = [];
  let length = 0;
  let overflowed = false;
  let dropped = 0;

  function keep(part: Uint8Array): void {
    length += part.length;
    overflowed ||= length > longest;
    if (!overflowed) parts.push(part);
  }

  function finish(): void {
    if (overflowed) dropped += 1;
    else take(Buffer.concat(parts).toString('utf8').replace(/\r$/, ''));
    parts = [];
    length = 0;
    overflowed = false;
  }

  return {
    get dropped() {
      return dropped;
    },
    write(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
        keep(chunk.subarray(start, end));
        finish();
        start = end + 1;
      }
      keep(chunk.subarray(start));
    },
  };
}
