import { describe, expect, it } from 'vitest';
import { MAIN_FILE, type RemoteDeletion } from '../../globalState/index.ts';
import { commitOf, testState } from '../../../../testing/fakes/stateFolder.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import type { Connection } from '../directory/request.ts';
import { drainOutbox } from './drainOutbox.ts';
import {
  ACCOUNT,
  BASE_URL,
  client,
  judge,
  list,
  reading,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';

const deletion = (kind: RemoteDeletion['kind'], id: string, more: Partial<RemoteDeletion> = {}) => ({
  kind,
  id,
  accountId: 'acct',
  baseUrl: BASE_URL,
  ...more,
});
const phones = (count: number) =>
  Array.from({ length: count }, (_, index) => deletion('client', `p${index}`));
const outcomes = (drained: Awaited<ReturnType<typeof drainOutbox>>) =>
  drained.map(({ id, outcome }) => `${id} ${outcome}`);

const gone: Response = new Response(null, { status: 204 });
const done = () => gone.clone();

/** What a drain knows of the clients of the account. */
function knowing(clients: Parameters<typeof list>[0] = [], incomplete: 'offline' | null = null): Diagnosis {
  return judge({}, [reading({ clients: list(clients as never, incomplete) })]);
}

interface Given {
  readonly outbox?: readonly RemoteDeletion[];
  /** Ids of this computer, retired. */
  readonly retired?: readonly RemoteDeletion[];
  readonly state?: object;
  readonly planned?: readonly RemoteDeletion[];
  readonly diagnosis?: Diagnosis;
  readonly connectedEnvironmentId?: string | null;
  readonly answer?: (id: string, attempt: number) => Response | Promise<Response>;
}

/** Drains a real state's outbox against a server in memory, in a time that passes only by waiting. */
async function drainable(given: Given) {
  const { outbox = [], retired = [], planned = [], answer = done } = given;
  const { state } = await testState({ main: JSON.stringify(given.state ?? { 'local-projects': {} }) });
  await state.commit(
    commitOf({ outbox, retire: retired.map(({ kind, id }) => ({ kind, id, proven: true })) }),
  );
  const log: { id: string; at: number }[] = [];
  const attempts = new Map<string, number>();
  const controller = new AbortController();
  const busy = { now: 0, most: 0 };
  let now = 0;
  const connection: Connection = {
    baseUrl: BASE_URL,
    account: ACCOUNT,
    signal: controller.signal,
    requestTimeoutMs: 5000,
    fetch: async (url, { method }) => {
      const { pathname } = new URL(url);
      const id = decodeURIComponent(pathname.split('/').at(-1) ?? '');
      log.push({ id: `${method} ${pathname.replace('/backend-api/', '')}`, at: now });
      const attempt = (attempts.get(id) ?? 0) + 1;
      attempts.set(id, attempt);
      busy.now += 1;
      busy.most = Math.max(busy.most, busy.now);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      busy.now -= 1;
      return answer(id, attempt);
    },
  };
  const clock = {
    now: () => now,
    monotonic: () => now,
    wait: (milliseconds: number) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
  return {
    log,
    busy,
    controller,
    state,
    left: () => state.record.outbox.map(({ id }) => id),
    run: () =>
      drainOutbox(state, connection, clock, {
        planned,
        diagnosis: given.diagnosis ?? knowing(),
        connectedEnvironmentId: given.connectedEnvironmentId ?? null,
      }),
  };
}

describe('the order', () => {
  it('is environments and own clients, and then phones, each deleted where it lives', async () => {
    const own = [deletion('client', 'c1'), deletion('environment', 'e /?')];
    const { run, log, left } = await drainable({ outbox: [...phones(2), ...own], retired: own });
    expect([outcomes(await run()), log.map(({ id }) => id), left()]).toEqual([
      ['c1 deleted', 'e /? deleted', 'p0 deleted', 'p1 deleted'],
      [
        'DELETE wham/remote/control/clients/c1',
        'DELETE codex/remote/control/environments/e%20%2F%3F',
        'DELETE wham/remote/control/clients/p0',
        'DELETE wham/remote/control/clients/p1',
      ],
      [],
    ]);
  });

  it('leaves phones alone while the environment stays, because a code of it may still be claimed', async () => {
    const retired = [deletion('environment', 'e-retired')];
    const { run, log, left } = await drainable({
      outbox: [...phones(1), deletion('environment', 'e1'), ...retired],
      retired,
      answer: (id: string) => (id === 'e1' ? new Response('{}', { status: 409 }) : done()),
    });
    expect([outcomes(await run()), log.length, left()]).toEqual([
      ['e1 queued', 'e-retired deleted', 'p0 queued'],
      2,
      ['p0', 'e1'],
    ]);
  });

  it('does not wait for an own client that stays', async () => {
    const own = [deletion('client', 'c1')];
    const { run } = await drainable({
      outbox: [...phones(1), ...own],
      retired: own,
      answer: (id: string) => (id === 'c1' ? new Response('{}', { status: 409 }) : done()),
    });
    expect(outcomes(await run())).toEqual(['c1 queued', 'p0 deleted']);
  });
});

describe('concurrency', () => {
  it('is never above eight', async () => {
    const { run, busy } = await drainable({ outbox: phones(60) });
    await run();
    expect(busy).toEqual({ now: 0, most: 8 });
  });
});

describe('what is not sent', () => {
  it('is what belongs to another account or base URL', async () => {
    const theirs = [
      deletion('client', 'a', { accountId: 'other' }),
      deletion('client', 'b', { baseUrl: 'https://chatgpt-staging.com/backend-api' }),
    ];
    const mine = deletion('client', 'a', { baseUrl: `${BASE_URL}/` });
    const { run, log, left } = await drainable({ outbox: [mine, ...theirs] });
    expect([outcomes(await run()), log.length, left()]).toEqual([['a deleted'], 1, ['a', 'b']]);
  });

  it('is what came back to life: stored again, connected, or enrolled by now', async () => {
    const state = { ...stuck('c1', 'e1'), 'added-remote-control-env-ids': ['e-pointed-at'] };
    const outbox = [
      deletion('client', 'c1'),
      deletion('environment', 'e1'),
      deletion('environment', 'e-connected'),
      deletion('client', 'p-enrolled'),
    ];
    const { run, log, left } = await drainable({
      state,
      outbox,
      diagnosis: knowing([client('p-enrolled')]),
      connectedEnvironmentId: 'e-connected',
    });
    expect([await run(), log, left()]).toEqual([[], [], []]);
  });

  it('is a phone of an earlier repair of which nobody knows whether it has enrolled, or that may claim a code', async () => {
    const outbox = phones(1);
    const unknown = await drainable({ outbox, diagnosis: knowing([], 'offline') });
    const unread = await drainable({ outbox, diagnosis: judge({}, []) });
    const pairing = await drainable({ outbox, diagnosis: judge({}, [reading()], { livePairing: true }) });
    const drained = [await unknown.run(), await unread.run(), await pairing.run()].map(outcomes);
    expect([drained, unknown.left()]).toEqual([[['p0 queued'], ['p0 queued'], ['p0 queued']], ['p0']]);
  });

  it('is not a phone that a person has just asked to be removed', async () => {
    const planned = phones(1);
    const pending = [client('p0', 'pending_enrollment')];
    const { run } = await drainable({ planned, diagnosis: knowing(pending, 'offline') });
    expect(outcomes(await run())).toEqual(['p0 deleted']);
  });

  it('is not the own client that the list still has: it is retired', async () => {
    const own = [deletion('client', 'c1')];
    const { run } = await drainable({ outbox: own, retired: own, diagnosis: knowing([client('c1')]) });
    expect(outcomes(await run())).toEqual(['c1 deleted']);
  });
});

describe('an answer', () => {
  it.each([
    ['204', 204, null, 'deleted'],
    ['404 of the service', 404, '{"detail":"Not Found"}', 'deleted'],
    ['403', 403, '{}', 'queued'],
    ['401', 401, '{}', 'queued'],
    ['409', 409, '{}', 'queued'],
  ])('of %s leaves it %s', async (_, status, body, outcome) => {
    const answer = () => new Response(body, { status, headers: { 'content-type': 'application/json' } });
    const { run, left } = await drainable({ outbox: phones(1), answer });
    expect([outcomes(await run()), left()]).toEqual([[`p0 ${outcome}`], outcome === 'queued' ? ['p0'] : []]);
  });

  it('of 404 from a page on the way is none', async () => {
    const { run, left } = await drainable({
      outbox: phones(1),
      answer: () => new Response('<html>', { status: 404, headers: { 'content-type': 'text/html' } }),
    });
    expect([outcomes(await run()), left()]).toEqual([['p0 queued'], ['p0']]);
  });

  it('with Retry-After holds all deletions back for that time, and then they go', async () => {
    const { run, log } = await drainable({
      outbox: phones(20),
      answer: (_: string, attempt: number) =>
        attempt === 1 ? new Response('', { status: 429, headers: { 'retry-after': '10' } }) : done(),
    });
    expect(new Set(outcomes(await run()))).toEqual(new Set(phones(20).map(({ id }) => `${id} deleted`)));
    const [first = [], later = []] = [log.slice(0, 8), log.slice(8)];
    expect([first.every(({ at }) => at === 0), later.every(({ at }) => at >= 10_000)]).toEqual([true, true]);
  });

  it('that asks for more time than a person waits leaves the rest for the next repair', async () => {
    const { run, log, left } = await drainable({
      outbox: phones(20),
      answer: () => new Response('', { status: 503, headers: { 'retry-after': '11' } }),
    });
    expect([(await run()).every(({ outcome }) => outcome === 'queued'), log.length, left().length]).toEqual([
      true,
      8,
      20,
    ]);
  });

  it('with Retry-After for ever is asked three times', async () => {
    const { run, log } = await drainable({
      outbox: phones(1),
      answer: () => new Response('', { status: 429, headers: { 'retry-after': '1' } }),
    });
    expect([outcomes(await run()), log.map(({ at }) => at)]).toEqual([['p0 queued'], [0, 1000, 2000]]);
  });
});

it('sends nothing once the whole call is over', async () => {
  const { run, log, controller } = await drainable({ outbox: phones(3) });
  controller.abort();
  expect([(await run()).map(({ outcome }) => outcome), log]).toEqual([['queued', 'queued', 'queued'], []]);
});

it('forgets what is done in the file too', async () => {
  const { run, state } = await drainable({ outbox: phones(2) });
  await run();
  await state.flush();
  const reread = state.read(MAIN_FILE);
  expect(reread.kind === 'read' && reread.value['mobile-pairing-repair']).toMatchObject({ outbox: [] });
});
