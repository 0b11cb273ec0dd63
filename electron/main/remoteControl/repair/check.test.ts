import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  MAIN_FILE,
  type FileReading,
  type GlobalState,
  type StateFileName,
  type JsonObject,
  PAIRING_KEYS,
} from '../../globalState/index.ts';
import { check, type CheckPorts } from './check.ts';
import type { Account, CodexHome, EnrollmentRow } from '../../codexHome/index.ts';
import {
  ACCOUNT,
  BASE_URL,
  entry,
  INSTALLATION_ID,
  row,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';
import { createTestClock } from '../../../../testing/fakes/testClock.ts';

type Answers = (path: string, token: string) => Response | Promise<Response>;

const items = (...ids: readonly string[]) =>
  Response.json({
    items: ids.map((id) => ({ client_id: id, env_id: id, enrollment_status: 'enrolled_device_key' })),
    cursor: null,
  });

/** Lists with these ids, and everything else as it should be. */
const directory =
  (clients: readonly string[], environments: readonly string[]): Answers =>
  (path) => {
    if (path.endsWith('/clients')) return items(...clients);
    return path.endsWith('/environments') ? items(...environments) : Response.json({});
  };
const healthy = directory(['c1', 'phone'], ['e1']);
const empty: Answers = (path) =>
  path.endsWith('/refresh/start') ? Response.json({ detail: 'Not Found' }, { status: 404 }) : items();

const isReading = (value: JsonObject | FileReading): value is FileReading => 'kind' in value;
const unread: Answers = (path, token) =>
  path.endsWith('/environments') ? new Response('', { status: 403 }) : healthy(path, token);
const throttled: Answers = (path, token) =>
  path.endsWith('/clients') || path.endsWith('/environments')
    ? new Response('', { status: 429, headers: { 'retry-after': path.endsWith('/clients') ? '9' : '7' } })
    : healthy(path, token);
const refused = (reason: string, message: string, isEnrolled = true) => ({
  kind: 'unchecked',
  reason,
  message,
  isEnrolled,
});
const signedInAs = (account: Account) => ({ signIn: { kind: 'signed-in', account } }) as const;
/** A world whose time passes only by waiting. */
function world(
  answer: Answers,
  more: { state?: JsonObject | FileReading; mirror?: FileReading; home?: () => Partial<CodexHome> } = {},
) {
  const seen = {
    requests: [] as string[],
    bodies: [] as unknown[],
    waits: [] as number[],
    asked: { times: 0 },
  };
  const clock = createTestClock('hurried', 0);
  const controller = new AbortController();
  const { state = stuck(), mirror = { kind: 'absent' }, home = () => ({}) } = more;
  const main: FileReading = isReading(state) ? state : { kind: 'read', value: state };
  const rows: EnrollmentRow[] = [];
  const ports: CheckPorts = {
    state: {
      read: (file: StateFileName) => (file === MAIN_FILE ? main : mirror),
      refresh: async () => {},
      record: {
        outbox: [],
        owners: [],
        controller: { keyDeletions: [], authorizations: [], enrolled: [] },
      } as unknown as GlobalState['record'],
    },
    readHome: () => ({
      signIn: { kind: 'signed-in', account: ACCOUNT },
      service: { kind: 'base-url', baseUrl: BASE_URL },
      installationId: INSTALLATION_ID,
      ...home(),
    }),
    readEnrollmentTable: () => {
      seen.asked.times += 1;
      return Promise.resolve({ rows, isWhole: true });
    },
    fetch: async (url, { headers, signal, body }) => {
      const { pathname } = new URL(url);
      if (typeof body === 'string') seen.bodies.push(JSON.parse(body));
      seen.requests.push(pathname.replace('/backend-api/', ''));
      if (signal?.aborted) throw signal.reason;
      return answer(pathname, new Headers(headers).get('authorization') ?? '');
    },
    clock: {
      ...clock,
      wait: (milliseconds, signal) => {
        seen.waits.push(milliseconds);
        return clock.wait(milliseconds, signal);
      },
    },
    hostName: 'this-computer',
    localFacts: () => ({ connectedEnvironmentId: null, livePairing: false }),
  };
  return {
    ...seen,
    rows,
    controller,
    check: (options: { includeUnpaired?: boolean; singleAttempt?: boolean } = {}) =>
      check(ports, { signal: controller.signal, ...options }).then((result) =>
        result.kind === 'diagnosed'
          ? { kind: result.kind, reason: result.reason, retryAfterMs: result.retryAfterMs }
          : result,
      ),
  };
}

const KNOWN = { kind: 'diagnosed', reason: null, retryAfterMs: null };

describe('the readings', () => {
  it('are one where all is well, without a wait or an open database', async () => {
    const { check: run, requests, waits, asked } = world(healthy);
    expect([await run(), requests.length, waits, asked]).toEqual([KNOWN, 5, [], { times: 0 }]);
  });

  it('ask about own clients only, and open the database where an environment is missing', async () => {
    const state = {
      ...stuck('c1', 'e-gone'),
      [PAIRING_KEYS.clientEnrollments]: { ...entry('c1'), ...entry('theirs', { accountUserId: 'user-y' }) },
      [PAIRING_KEYS.addedEnvironmentIds]: ['e1'],
    };
    const { check: run, bodies, asked } = world(healthy, { state });
    await run();
    expect([bodies, asked]).toEqual([[{ client_id: 'c1' }, { client_id: 'c1' }], { times: 1 }]);
  });

  it('are two, a second apart, where an id is missing', async () => {
    const { check: run, requests, waits, asked } = world(empty);
    expect([await run(), requests.length, waits, asked]).toEqual([KNOWN, 10, [1000], { times: 1 }]);
  });

  it('are one where what is missing cannot be proven, and for a full repair the owners are asked', async () => {
    const forbidden = { ...KNOWN, reason: 'forbidden' };
    const one = world(unread);
    const full = world(unread);
    expect([await one.check(), one.requests.length, one.asked]).toEqual([forbidden, 5, { times: 0 }]);
    expect([await full.check({ includeUnpaired: true }), full.requests.length, full.asked]).toEqual([
      forbidden,
      5,
      { times: 1 },
    ]);
  });

  it.each([
    ['five minutes ago', -5, 'inconsistent-lists'],
    ['a quarter of an hour ago', -15, null],
    ['in an hour, by a clock that was fast', 60, 'inconsistent-lists'],
    ['in a year', 365 * 24 * 60, null],
  ])('do not judge by absence what was enrolled %s', async (_, minutes, reason) => {
    const { check: run, rows } = world(empty);
    rows.push(row('e1', { updatedAt: minutes * 60_000 }));
    expect(await run()).toEqual({ ...KNOWN, reason });
  });

  it('are cut short with the whole call, and prove nothing then', async () => {
    const cut = world(empty);
    const late = world((path, token) => {
      late.controller.abort();
      return empty(path, token);
    });
    cut.controller.abort();
    const timeout = { ...KNOWN, reason: 'timeout' };
    expect([await cut.check(), await late.check(), cut.waits]).toEqual([timeout, timeout, []]);
  });

  it('ask again where there is trouble, and nothing twice where they are a later try', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const counts = [{}, { singleAttempt: true }].map(async (options) => {
      const { check: run, requests } = world(() => new Response('', { status: 503 }));
      return [await run(options), requests.length];
    });
    await vi.advanceTimersByTimeAsync(2000);
    const failed = { ...KNOWN, reason: 'server-error' };
    expect(await Promise.all(counts)).toEqual([
      [failed, 15],
      [failed, 5],
    ]);
  });

  it('carry the longest time that the server asked for', async () => {
    expect(await world(throttled).check()).toEqual({ ...KNOWN, reason: 'throttled', retryAfterMs: 9000 });
  });
});

describe('nothing is asked', () => {
  const nothing = { requests: [] as string[] };
  const unreadable: FileReading = {
    kind: 'unreadable',
    file: MAIN_FILE,
    problem: 'not-json',
    message: 'It is damaged.',
  };
  const signedOut = { signIn: { kind: 'signed-out', message: 'You are signed out.' } } as const;

  it.each<[string, Parameters<typeof world>[1], object]>([
    ['without a state file', { state: { kind: 'absent' } }, { kind: 'not-enrolled' }],
    ['without pairing keys', { state: { 'local-projects': {} } }, { kind: 'not-enrolled' }],
    ['where the state cannot be read', { state: unreadable }, refused('state-unreadable', 'It is damaged.')],
    [
      'where the mirror is all there is and cannot be read',
      { state: { kind: 'absent' }, mirror: unreadable },
      refused('state-unreadable', 'It is damaged.'),
    ],
    ['signed out', { home: () => signedOut }, refused('signed-out', 'You are signed out.')],
    [
      'where the address may not be called',
      { home: () => ({ service: { kind: 'bad-base-url', message: 'No.' }, ...signedOut }) },
      refused('bad-base-url', 'No.'),
    ],
  ])('%s', async (_, given, result) => {
    const { check: run, requests } = world(healthy, given);
    expect([await run(), { requests }]).toEqual([result, nothing]);
  });

  it('for a full repair either, signed out and without pairing', async () => {
    const { check: run } = world(healthy, { state: {}, home: () => signedOut });
    expect(await run({ includeUnpaired: true })).toEqual(refused('signed-out', 'You are signed out.', false));
  });
});

it('looks at the mirror where there is no main file, and beside one that is fine ignores a broken mirror', async () => {
  const mirror: FileReading = { kind: 'read', value: stuck('c-mirror') };
  const alone = world(directory(['c-mirror', 'phone'], ['e1']), { state: { kind: 'absent' }, mirror });
  const broken: FileReading = { kind: 'unreadable', file: MAIN_FILE, problem: 'empty', message: '' };
  expect([await alone.check(), await world(healthy, { mirror: broken }).check()]).toEqual([KNOWN, KNOWN]);
});

describe('while it is under way', () => {
  const changed = {
    kind: 'unchecked',
    reason: 'state-changed',
    message: 'The account or the address changed during the check.',
    isEnrolled: true,
  };

  it.each<[string, () => Partial<CodexHome>]>([
    ['another account signs in', () => signedInAs({ ...ACCOUNT, accountId: 'other' })],
    ['another user signs in', () => signedInAs({ ...ACCOUNT, userId: 'user-y' })],
    ['the account signs out', () => ({ signIn: { kind: 'signed-out', message: '' } })],
    ['the address changes', () => ({ service: { kind: 'base-url', baseUrl: 'http://127.0.0.1:1' } })],
    ['the address can no longer be read', () => ({ service: { kind: 'config-unreadable', message: '' } })],
  ])('%s: the result is thrown away', async (_, after) => {
    let home = {};
    const run = world(
      (path, token) => {
        home = after();
        return empty(path, token);
      },
      { home: () => home },
    );
    expect(await run.check()).toEqual(changed);
  });

  it('the token is refreshed, and the old one was accepted: it is not asked again', async () => {
    let account = ACCOUNT;
    const { check: run, requests } = world(
      (path, token) => {
        account = { ...ACCOUNT, accessToken: 'fresh' };
        return healthy(path, token);
      },
      { home: () => signedInAs(account) },
    );
    expect([await run(), requests.length]).toEqual([KNOWN, 5]);
  });

  it('the token is refreshed: a refusal of the old one is asked again, once', async () => {
    let account = ACCOUNT;
    const refuseTill =
      (good: string): Answers =>
      (path, token) => {
        account = { ...ACCOUNT, accessToken: `token-${requests.length}` };
        return token === good ? healthy(path, token) : new Response('', { status: 401 });
      };
    let requests: string[] = [];
    const run = (answer: Answers) => {
      account = ACCOUNT;
      const made = world(answer, { home: () => signedInAs(account) });
      ({ requests } = made);
      return made.check();
    };
    expect(await run(refuseTill('Bearer token-5'))).toEqual(KNOWN);
    expect([await run(refuseTill('Bearer never')), requests.length]).toEqual([
      { ...KNOWN, reason: 'signed-out' },
      10,
    ]);
  });
});
