import assert from 'node:assert/strict';
import { readDirectory, type Connection } from '../electron/main/remoteControl/index.ts';
import { measurePairs, timeAsync, type Sample } from './harness/measure.ts';
import { CLIENTS, roundTrip } from './harness/backendProcess.ts';
import { ratioRow } from './harness/pairRow.ts';
import { atMost, NO_TARGET, type Benchmark, type Benchmarks, type Target } from './harness/row.ts';
import { startChild } from './harness/startChild.ts';

/** A list of many pages beside the same requests with nothing done about their answers. */
export const listBenchmarks: Benchmarks = {
  'list-10k': atDelay('list-10k', 20, atMost(1.1)),
  // Without any network the round trip is next to nothing, and what is left is the reading of the answers.
  'list-10k-0ms': atDelay('list-10k-0ms', 0, NO_TARGET),
};

function atDelay(name: string, delayMs: number, target: Target): Benchmark {
  return async (effort) => {
    const count = effort.size(10_000);
    const pairs = await withPages((origin) => {
      const connection = connectionTo(`${origin}/${count}/${delayMs}`);
      return measurePairs(
        effort.rounds(delayMs === 0 ? 20 : 6),
        readClients(connection, count),
        roundTrips(connection, count),
      );
    });
    const against = `${pagesOf(count)} round trips in a row`;
    return ratioRow({ name, unit: '× the round trips', target, against }, pairs);
  };
}

/** The last page is never full. */
function pagesOf(count: number): number {
  return Math.floor(count / 100) + 1;
}

/** Runs `work` with the origin of a server of lists, which is gone afterwards. */
export async function withPages<T>(work: (origin: string) => Promise<T>): Promise<T> {
  const child = await startChild<string>('pagesMain.ts');
  try {
    return await work(child.hello);
  } finally {
    child.end();
  }
}

/** Ours: the whole directory is read, its clients on `count / 100` pages and all the rest empty. */
export function readClients(connection: Connection, count: number): Sample {
  return async () => {
    let ids: readonly string[] = [];
    const spent = await timeAsync(async () => {
      const { clients } = await readDirectory(connection, { clientIds: [], environmentIds: [] });
      assert.equal(clients.incomplete, null);
      ids = clients.items.map(({ client_id }) => client_id);
    });
    assert.deepEqual(
      ids,
      Array.from({ length: count }, (_, index) => `rcc_${index}`),
    );
    return spent;
  };
}

function roundTrips(connection: Connection, count: number): Sample {
  const starts = Array.from({ length: pagesOf(count) }, (_, page) => page * 100);
  return async () => {
    const sizes: number[] = [];
    const spent = await timeAsync(async () => {
      for (const start of starts) {
        const cursor = start === 0 ? '' : `&cursor=after-${start}`;
        const page = await roundTrip(connection, `${CLIENTS}?limit=100${cursor}`);
        sizes.push(page.length);
      }
    });
    assert.ok(sizes.every((size) => size > 20));
    return spent;
  };
}

/** The server of lists as a base URL: how many clients, and how late. */
export function connectionTo(baseUrl: string): Connection {
  return {
    fetch: (url, init) => fetch(url, init),
    baseUrl,
    account: { accountId: 'account-bench', userId: 'user-bench', accessToken: 'token' },
    signal: new AbortController().signal,
    requestTimeoutMs: 8000,
  };
}
