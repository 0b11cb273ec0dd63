import { expect, it } from 'vitest';
import { ACCOUNT, BASE_URL } from '../../../../testing/fakes/directoryFixtures.ts';
import { readDirectory } from './readDirectory.ts';
import { TIME_LIMIT_MS } from '../../../../testing/timeLimit.ts';

it('asks about any number of own clients, never about more than eight at once', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `c${index}`);
  const busy = { now: 0, most: 0 };
  const { refreshed } = await readDirectory(
    {
      fetch: async (url) => {
        if (!url.endsWith('/refresh/start')) return Response.json({ items: [] });
        busy.now += 1;
        busy.most = Math.max(busy.most, busy.now);
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        busy.now -= 1;
        return Response.json({});
      },
      baseUrl: BASE_URL,
      account: ACCOUNT,
      signal: new AbortController().signal,
      requestTimeoutMs: TIME_LIMIT_MS,
    },
    { clientIds: ids, environmentIds: [] },
  );
  const confirmed = [...refreshed].flatMap(([id, { answer }]) => (answer.kind === 'ok' ? [id] : []));
  expect([confirmed, busy]).toEqual([ids, { now: 0, most: 8 }]);
});
