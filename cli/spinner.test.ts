import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startSpinner } from './spinner.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const CLEARED = '\r\u001B[K';

it.each([1, 3, 4, 10, 20, 23])('clears its line once it is stopped, after %i pictures', (pictures) => {
  for (const ascii of [false, true]) {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
    const stop = startSpinner(stream, { colour: false, ascii }, 'Asking…');
    vi.advanceTimersByTime(pictures * 80);
    stop();
    stop();
    expect([written.length, written.at(-1), written.filter((text) => text === CLEARED).length]).toEqual([
      pictures + 1,
      CLEARED,
      1,
    ]);
  }
});

it('leaves nothing where it has drawn nothing', () => {
  const write = vi.fn<() => boolean>();
  startSpinner({ write } as unknown as NodeJS.WriteStream, { colour: true, ascii: false }, 'Asking…')();
  expect(write).not.toHaveBeenCalled();
});
