import { expect, test } from 'vitest';
import { send, type Fetch } from './request.ts';

const never = new Promise<never>(() => {});
const endless: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => ({ next: () => never }) };

test.each<[string, Fetch]>([
  ['no answer ever comes', () => never],
  ['an answer has no end', async () => ({ status: 200, headers: new Headers(), body: endless })],
])('the time-out holds where %s and nobody hears of the abort', async (_name, fetch) => {
  const { answer } = await send(
    {
      fetch,
      baseUrl: 'https://chatgpt.com/backend-api',
      account: { accountId: 'account', userId: null, accessToken: 'token' },
      signal: new AbortController().signal,
      requestTimeoutMs: 20,
      isRecheck: true,
    },
    { endpoint: 'clients', method: 'GET', segments: ['clients'] },
  );
  expect(answer).toEqual({ kind: 'unknown', reason: 'timeout' });
});
