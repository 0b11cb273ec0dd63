import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Edit, isPairingPath, type JsonObject, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import {
  ACCOUNT,
  BASE_URL,
  client,
  environment,
  failure,
  judge,
  list,
  OK,
  reading,
  REVOKED,
  row,
} from '../../../../testing/fakes/directoryFixtures.ts';
import { plan } from './plan.ts';

const OTHER_URL = 'https://chatgpt-staging.com/backend-api';
const OURS = ['user-x', 'user-x__acct'];
const user = fc.constantFrom(...OURS, 'user-x__b', 'user-y', 'User-X', 'user-x ');
const baseUrl = fc.constantFrom(BASE_URL, `${BASE_URL}/`, OTHER_URL);
const incomplete = fc.constantFrom(null, null, null, 'incomplete-list' as const);
const clientId = fc.constantFrom('c1', 'c2');
const environmentId = fc.constantFrom('env_e_1', 'env_e_2');
const written = (id: string) => fc.constantFrom(id, id.toUpperCase(), ` ${id}`, `remote-control:${id}`);

const entry = fc.record({ key: user, value: user, baseUrl, clientId });
const aReading = fc.record({
  clients: fc.array(clientId.chain(written), { maxLength: 2 }),
  environments: fc.array(environmentId.chain(written), { maxLength: 1 }),
  clientsIncomplete: incomplete,
  environmentsIncomplete: incomplete,
  answer: fc.constantFrom(OK, REVOKED, failure('feature-unavailable'), failure('server-error')),
});
const claim = fc.record({
  id: environmentId,
  accountId: fc.constantFrom(ACCOUNT.accountId, ACCOUNT.accountId, 'acct-2'),
  baseUrl,
});
const scene = fc.record({
  entries: fc.uniqueArray(entry, { maxLength: 3, selector: ({ key, baseUrl: base }) => `${key} ${base}` }),
  environmentId: fc.option(environmentId),
  readings: fc.array(aReading, { minLength: 1, maxLength: 2 }),
  rows: fc.array(claim, { maxLength: 3 }),
  isWhole: fc.constantFrom(true, true, true, false),
  stored: fc.uniqueArray(claim, { maxLength: 1 }),
  waiting: fc.array(claim, { maxLength: 1 }),
  connected: fc.option(environmentId, { freq: 6 }),
  justEnrolled: fc.subarray(['env_e_1'], { minLength: 0 }),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

const isOurs = (each: { accountId: string; baseUrl: string }) =>
  each.accountId === ACCOUNT.accountId && each.baseUrl !== OTHER_URL;
const isOurEntry = (each: Scene['entries'][number]) =>
  OURS.includes(each.key) && OURS.includes(each.value) && each.baseUrl !== OTHER_URL;
const keyOf = (each: Scene['entries'][number]) =>
  `Codex Desktop\nhttp://localhost:8000/api\n${each.baseUrl}\nkey-v1\n${each.key}`;
const isNamed = (items: readonly string[], id: string) =>
  items.some((item) => item.trim().toLowerCase().endsWith(id));

/** The words of the design, once more: proven absent, and of our own account. */
function mayGo(given: Scene, id: string): boolean {
  const { readings, rows, isWhole, stored, waiting, entries, connected, justEnrolled } = given;
  const isAbsent =
    readings.length > 1 &&
    readings.every((each) => each.environmentsIncomplete === null && !isNamed(each.environments, id));
  const named = rows.filter((each) => each.id === id);
  const noted = stored.filter((each) => each.id === id);
  const pointsElsewhere = ![...rows, ...stored, ...waiting].every(isOurs) || !entries.every(isOurEntry);
  const isOwn =
    named.length > 0
      ? named.every(isOurs)
      : isWhole && (noted.length > 0 ? noted.every(isOurs) : !pointsElsewhere);
  return isAbsent && isOwn && connected !== id && !justEnrolled.includes(id);
}

function judged(given: Scene) {
  const state: JsonObject = {
    'local-projects': { one: 'env_e_1' },
    [KEYS.clientEnrollments]: Object.fromEntries(
      given.entries.map((each) => [keyOf(each), { clientId: each.clientId, accountUserId: each.value }]),
    ),
    ...(given.environmentId !== null && { [KEYS.environmentId]: given.environmentId }),
    [KEYS.hasConnectedDevice]: true,
    [KEYS.addedEnvironmentIds]: ['env_e_1', 'env_e_2'],
    [KEYS.selectedHostId]: 'remote-control:env_e_2',
    [KEYS.atoms]: { 'remote-control-step': 'x', 'permission-by-host-id:remote-control:env_e_2': 'ask' },
  };
  const readings = given.readings.map((each) =>
    reading({
      clients: list([...each.clients.map((id) => client(id)), client('phone')], each.clientsIncomplete),
      environments: list(
        each.environments.map((id) => environment(id)),
        each.environmentsIncomplete,
      ),
      refreshed: { c1: each.answer },
    }),
  );
  const rows = given.rows.map(({ id, accountId, baseUrl: base }) =>
    row(id, { accountId, websocketUrl: `${base.replace('https', 'wss')}/wham/remote/control/server` }),
  );
  return judge(state, readings, {
    table: { rows, isWhole: given.isWhole },
    stored: given.stored,
    waiting: given.waiting,
    connectedEnvironmentId: given.connected,
    justEnrolled: new Set(given.justEnrolled),
  });
}

/** Whether one edit removes what may go, where these environments do. */
function isRight(given: Scene, gone: readonly string[], { path, op, expected }: Edit): boolean {
  const [top, below] = path;
  switch (top) {
    case KEYS.clientEnrollments:
      return isEntryGone(
        given,
        given.entries.find((each) => keyOf(each) === below),
      );
    case KEYS.environmentId:
    case KEYS.hasConnectedDevice:
      return given.environmentId !== null && gone.includes(given.environmentId);
    case KEYS.atoms:
      return gone.length > 0;
    default:
      return (
        op === 'set' || gone.some((id) => JSON.stringify([below ?? null, expected ?? null]).includes(id))
      );
  }
}

function isEntryGone({ readings }: Scene, each: Scene['entries'][number] | undefined): boolean {
  if (each === undefined || !isOurEntry(each)) return false;
  const answers = new Set(readings.map(({ answer }) => answer));
  const isRevoked = each.clientId === 'c1' && answers.has(REVOKED) && !answers.has(OK);
  const isAbsent = readings.every(
    ({ clients, clientsIncomplete }) => clientsIncomplete === null && !isNamed(clients, each.clientId),
  );
  return isRevoked || (readings.length > 1 && isAbsent);
}

it('an automatic heal takes what is proven gone and ours, and nothing else, whatever is stored and answered', () => {
  fc.assert(
    fc.property(scene, (given) => {
      const { edits, retire, remote } = plan(judged(given), 'automatic');
      const gone = retire.filter(({ kind }) => kind === 'environment').map(({ id }) => id);
      expect({
        remote,
        strange: edits.filter(({ path }) => !isPairingPath(path)),
        unproven: gone.filter((id) => !mayGo(given, id)),
        wrong: edits.filter((edit) => !isRight(given, gone, edit)),
      }).toEqual({ remote: [], strange: [], unproven: [], wrong: [] });
    }),
    { numRuns: 2000, seed: 20_260_504 },
  );
});
