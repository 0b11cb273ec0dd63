import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { endWith } from './raceAbort.ts';

const endless = () => new Promise<never>(() => {});

it('ends with the signal, also where that is over already, although the work goes on', async () => {
  const now = new AbortController();
  const ending = endWith(now.signal, endless());
  now.abort(new Error('over'));
  await expect(ending).rejects.toThrow('over');
  await expect(endWith(AbortSignal.abort(new Error('long over')), endless())).rejects.toThrow('long over');
});

it('ends with the work, either way, and then listens no more', async () => {
  const { signal } = new AbortController();
  expect(await endWith(signal, Promise.resolve('done'))).toBe('done');
  await expect(endWith(signal, Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
