import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withTimeout } from './withTimeout.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Work that goes on until its signal ends it. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    if (signal.aborted) resolve('at once');
    signal.addEventListener('abort', () => resolve('later'));
  });

it('ends with its time, with the signal, or with the work, and leaves no timer', async () => {
  const forEver = new AbortController().signal;
  const stop = new AbortController();
  const [late, stopped] = [
    withTimeout(100, forEver, untilAborted),
    withTimeout(100, stop.signal, untilAborted),
  ];
  stop.abort();
  const ends = [await stopped, await withTimeout(100, stop.signal, untilAborted)];
  vi.advanceTimersByTime(100);
  ends.push(await late, await withTimeout(100, forEver, async () => 'done'));
  expect([ends, vi.getTimerCount()]).toEqual([['later', 'at once', 'later', 'done'], 0]);
});

it('leaves none where the work fails either', async () => {
  const failing = withTimeout(100, new AbortController().signal, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});
