import assert from 'node:assert/strict';
import { commandLinePorts } from '../cli/ports.ts';
import { openGlobalState } from '../electron/main/globalState/index.ts';
import {
  check,
  commitPlan,
  type Connection,
  type Fetch,
  drainOutbox,
  plan,
} from '../electron/main/remoteControl/index.ts';
import {
  CLIENTS,
  roundTrip,
  withBackend,
  type BackendProcess,
  type SignedIn,
} from './harness/backendProcess.ts';
import { measurePairs, timeAsync, type Sample } from './harness/measure.ts';
import { speedupRow } from './harness/pairRow.ts';
import { stuckProfile } from './harness/profiles.ts';
import { atLeast, type Benchmarks } from './harness/row.ts';

const DELAY_MS = 20;
const MOST_IN_FLIGHT = 8;
const RETRY_AFTER_MS = 1000;

/** Pending clients removed at the server, eight at a time. */
export const cleanupBenchmarks: Benchmarks = {
  'cleanup-1k': (effort) =>
    withBackend(async (backend) => {
      const count = effort.size(1000);
      await assertRetryAfterIsHonoured(backend, effort.size(100));
      await backend.delay(DELAY_MS, 'delete-client');
      const pairs = await measurePairs(effort.rounds(3), drained(backend, count), oneByOne(backend, count));
      const against = 'one after the other';
      return speedupRow({ name: 'cleanup-1k', unit: '× as fast', target: atLeast(6), against }, pairs);
    }),
};

function drained(backend: BackendProcess, count: number): Sample {
  return async () => {
    const traffic = createTraffic();
    const { spent, left } = await drain(backend, count, traffic.fetch);
    assert.deepEqual([left, traffic.mostInFlight()], [0, Math.min(MOST_IN_FLIGHT, count)]);
    return spent;
  };
}

/** A full repair whose commit is done: what is timed is the clean-up after it. */
async function drain(backend: BackendProcess, count: number, through: Fetch) {
  const { profile, signedIn } = await stuckProfile(backend);
  await addPending(backend, signedIn, count);
  const state = await openGlobalState({ folder: profile.codexHome, access: 'write' });
  const ports = commandLinePorts({ folder: profile.codexHome }, state);
  const result = await check(ports, { signal: signedIn.connection.signal, includeUnpaired: true });
  assert.ok(result.kind === 'diagnosed');
  const repair = plan(result.diagnosis, 'full');
  assert.equal((await commitPlan(state, repair, 'full', Date.now())).kind, 'committed');
  const connection: Connection = { ...signedIn.connection, fetch: through };
  const spent = await timeAsync(async () => {
    await drainOutbox({ ...ports, state }, connection, repair.remote);
  });
  assert.deepEqual(state.record.outbox, []);
  await state.close();
  profile.remove();
  return { spent, left: await clientsLeft(backend, signedIn) };
}

function oneByOne(backend: BackendProcess, count: number): Sample {
  return async () => {
    const signedIn = await backend.signIn();
    const ids = await addPending(backend, signedIn, count);
    const spent = await timeAsync(async () => {
      for (const id of ids) await roundTrip(signedIn.connection, `${CLIENTS}/${id}`, 'DELETE');
    });
    assert.equal(await clientsLeft(backend, signedIn), 0);
    return spent;
  };
}

/** After one 429, nothing is sent until its time is over, and then everything is. */
async function assertRetryAfterIsHonoured(backend: BackendProcess, count: number): Promise<void> {
  await backend.act('addFault', {
    endpoint: 'delete-client',
    nth: Math.ceil(count / 2),
    status: 429,
    headers: { 'retry-after': String(RETRY_AFTER_MS / 1000) },
  });
  const traffic = createTraffic();
  const { left } = await drain(backend, count, traffic.fetch);
  const refused = traffic.refusedAt();
  const tooEarly = traffic.sentAt().filter((sent) => sent > refused && sent < refused + RETRY_AFTER_MS - 5);
  assert.deepEqual([left, refused > 0, tooEarly], [0, true, []]);
}

/** The deletions that go through a `fetch`: when each was sent, how many at once, and when one was refused. */
function createTraffic() {
  const sent: number[] = [];
  let [inFlight, most, refused] = [0, 0, 0];
  const counting: Fetch = async (url, init) => {
    if (init.method !== 'DELETE') return fetch(url, init);
    inFlight += 1;
    most = Math.max(most, inFlight);
    sent.push(performance.now());
    try {
      const response = await fetch(url, init);
      if (response.status === 429) refused = performance.now();
      return response;
    } finally {
      inFlight -= 1;
    }
  };
  return { fetch: counting, mostInFlight: () => most, sentAt: () => sent, refusedAt: () => refused };
}

async function addPending(backend: BackendProcess, { account }: SignedIn, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const input = {
      accountId: account.accountId,
      enrollmentStatus: 'pending_enrollment',
      // Long enough ago for it to be abandoned.
      createdAt: Date.now() - 2 * 60 * 60 * 1000,
    };
    ids.push(((await backend.act('addClient', input)) as { clientId: string }).clientId);
  }
  return ids;
}

async function clientsLeft(backend: BackendProcess, { account }: SignedIn): Promise<number> {
  const view = (await backend.act('account', { accountId: account.accountId })) as { clients: unknown[] };
  return view.clients.length;
}
