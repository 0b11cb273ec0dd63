import * as fc from 'fast-check';
import { readCodexHome } from '../../electron/main/codexHome/index.ts';
import { openGlobalState, PAIRING_KEYS, type JsonObject } from '../../electron/main/globalState/index.ts';
import { authorize, type ControllerPorts, type Fetch } from '../../electron/main/remoteControl/index.ts';
import type { Backend } from '../../testing/backend/index.ts';
import { createMemoryKeys } from '../../testing/fakes/memoryKeys.ts';
import { createTestClock } from '../../testing/fakes/testClock.ts';
import { enrollmentKey, makeProfile } from '../../testing/profiles/profile.ts';

/** The calls of an authorization, by the end of their address. */
const CALLS = ['enroll/start', 'enroll/finish', 'refresh/start', 'refresh/finish'] as const;

/** What happens to one answer: nothing, it is lost, one value of it is another, or it is all another. */
type Change =
  | { readonly kind: 'lost' }
  | { readonly kind: 'value'; readonly at: number; readonly value: unknown }
  | { readonly kind: 'answer'; readonly status: number; readonly type: string; readonly body: string };

/** Values that are nearly right, and any other. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    'cli_other',
    'user-other',
    'device_key_challenge',
    'remote_control_client_enrollment',
    'https://chatgpt.com',
    '/backend-api/codex/remote/control/client/refresh/finish',
    'A'.repeat(43),
    4_000_000_000,
    '2999-01-01T00:00:00Z',
    ['remote_control_controller_websocket', 'more'],
    [],
    {},
  ),
  fc.jsonValue(),
);
const DETAILS = [
  'Remote-control client key material missing',
  'Remote-control client not found',
  'Not Found',
  [{ msg: 'Field required' }],
  'Remote-control client has been revoked',
  'Remote-control client enrollment is incomplete',
  'Multi-factor authentication required',
  { message: 'x', code: 'remote_control_reauth_required' },
];
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant({ kind: 'lost' as const }),
  fc.record({ kind: fc.constant('value' as const), at: fc.nat(40), value }),
  fc.record({
    kind: fc.constant('answer' as const),
    status: fc.constantFrom(200, 204, 400, 401, 403, 404, 409, 429, 500, 503),
    type: fc.constantFrom('application/json', 'text/html', ''),
    body: fc.oneof(
      fc.constantFrom(...DETAILS.map((detail) => JSON.stringify({ detail }))),
      fc.json(),
      fc.string(),
    ),
  }),
);
const answers = fc.record(Object.fromEntries(CALLS.map((call) => [call, fc.option(change, { freq: 2 })])));

/** What a run of the fuzz came to. */
export interface FuzzedAuthorizations {
  readonly inputs: number;
  readonly authorized: number;
  readonly failures: readonly string[];
}

/** Authorizes against a service whose answers are changed at random: it may fail, and it may not store what is not proven. */
export async function fuzzAuthorizations(backend: Backend, inputs: number): Promise<FuzzedAuthorizations> {
  let authorized = 0;
  const outcome = await fc.check(
    fc.asyncProperty(answers, async (changes) => {
      const wrong = await runOnce(backend, changes as Readonly<Record<string, Change | null>>);
      if (wrong === null) authorized += 1;
      else if (wrong !== '') throw new Error(wrong);
    }),
    { numRuns: inputs, interruptAfterTimeLimit: 600_000 },
  );
  const failures = outcome.failed
    ? [`${String(outcome.errorInstance)} for ${JSON.stringify(outcome.counterexample)}`]
    : [];
  // Answers that are all right prove nothing.
  if (authorized === outcome.numRuns) failures.push('no answer was changed');
  return { inputs: outcome.numRuns, authorized, failures };
}

/** `null`: authorized, and rightly. Empty: not authorized, and nothing is wrong. Otherwise what is wrong. */
async function runOnce(
  backend: Backend,
  changes: Readonly<Record<string, Change | null>>,
): Promise<string | null> {
  const account = backend.addAccount({});
  const profile = makeProfile({ backend, account, state: { kept: { a: 1 } } });
  try {
    const state = await openGlobalState({ folder: profile.codexHome, access: 'write' });
    const mapKey = enrollmentKey({ baseUrl: backend.baseUrl, accountUserId: account.userId });
    const { accountId, userId: accountUserId } = account;
    const place = { mapKey, accountId, accountUserId, baseUrl: backend.baseUrl };
    state.changeController([{ kind: 'put', authorization: { kind: 'needed', ...place } }]);
    const keys = createMemoryKeys();
    let finishes = 0;
    const fetcher: Fetch = async (url, init) => {
      if (url.endsWith('enroll/finish')) finishes += 1;
      const answer = await fetch(url, init);
      const call = CALLS.find((end) => url.endsWith(end));
      return changed(answer, (call && changes[call]) ?? null);
    };
    const ports: ControllerPorts = {
      state,
      readHome: () => readCodexHome(profile.codexHome),
      fetch: fetcher,
      clock: createTestClock('leaping'),
      deviceKeys: keys,
      stepUp: async () => ({ kind: 'token', token: backend.mintStepUp({ accountId }) }),
      log: () => undefined,
    };
    const result = await authorize(ports, new AbortController().signal, () => undefined);
    await state.close();
    const stored = profile.readState();
    const entries = Object.values(
      (stored[PAIRING_KEYS.clientEnrollments] ?? {}) as JsonObject,
    ) as JsonObject[];
    const { clients } = backend.account({ accountId });
    const isProven = ({ clientId, keyId }: JsonObject) =>
      keys.keyIds.includes(String(keyId)) &&
      clients.some((client) => client.clientId === clientId && client.deviceKey?.keyId === keyId);
    if (finishes > 1) return `finish was sent ${finishes} times`;
    if (entries.some((entry) => !isProven(entry))) return 'an entry is stored that is not proven';
    if (JSON.stringify(stored['kept']) !== '{"a":1}') return 'what was there before is not';
    if ((result.kind === 'authorized') !== (entries.length === 1))
      return `${result.kind} with ${entries.length} entries`;
    const isOpen = result.kind === 'failed' && result.reason === 'unconfirmed';
    if (keys.keyIds.length !== (entries.length === 1 || isOpen ? 1 : 0)) {
      return `${keys.keyIds.length} keys are left after ${JSON.stringify(result)}`;
    }
    return result.kind === 'authorized' ? null : '';
  } finally {
    profile.remove();
  }
}

async function changed(answer: Response, by: Change | null): Promise<Response> {
  if (by === null) return answer;
  if (by.kind === 'lost') throw new TypeError('fetch failed');
  if (by.kind === 'answer') {
    const body = by.status === 204 ? null : by.body;
    return new Response(body, {
      status: by.status,
      headers: by.type === '' ? {} : { 'content-type': by.type },
    });
  }
  const json: unknown = await answer.json().catch(() => ({}));
  const places = placesIn(json);
  const place = places[by.at % Math.max(1, places.length)];
  if (place !== undefined) place.holder[place.key] = by.value;
  return Response.json(json, { status: answer.status });
}

/** Every member of an answer, at any depth. */
function placesIn(json: unknown): { holder: Record<string, unknown>; key: string }[] {
  if (typeof json !== 'object' || json === null) return [];
  const holder = json as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}
