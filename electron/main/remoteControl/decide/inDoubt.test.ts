import { describe, expect, it } from 'vitest';
import { type JsonObject, type JsonValue, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { mayTakeAnothers, plan } from './plan.ts';
import { reasonOf } from './reasonPolicy.ts';
import {
  BASE_URL,
  client,
  entry,
  environment,
  INSTALLATION_ID,
  judge,
  list,
  OK,
  reading,
  row,
  stuck,
  table,
} from '../../../../testing/fakes/directoryFixtures.ts';
import { enrollmentValue } from '../../../../testing/profiles/profileState.ts';

/** Two readings that have nothing at all. */
const EMPTY = [reading(), reading()];
const ALIVE = { clients: list([client('c1'), client('phone')]), refreshed: { c1: OK } };

/** The top-level keys that an automatic heal would touch, and what it says. */
function heal(...observed: Parameters<typeof judge>) {
  const diagnosis = judge(...observed);
  const keys = plan(diagnosis, 'automatic').edits.map(({ path: [key] }) => key);
  return { keys: [...new Set(keys)], reason: reasonOf(diagnosis) };
}

const own = (accountUserId: string) => enrollmentValue({ accountUserId, clientId: 'c1' });
const withEntry = (key: string, value: JsonValue): JsonObject => ({
  ...stuck(),
  [KEYS.clientEnrollments]: { [key]: value },
});
const withAtom = (name: string, value: JsonValue): JsonObject => ({
  ...stuck(),
  [KEYS.atoms]: { [name]: value },
});

describe('whose it is', () => {
  it.each<[string, JsonObject]>([
    ['a map key of one word is another user', withEntry('user-y', own('user-x'))],
    [
      'the map key names another workspace',
      withEntry(`Codex Desktop\n${BASE_URL}\nuser-x__b`, own('user-x')),
    ],
    ['the value does', withEntry(`Codex Desktop\n${BASE_URL}\nuser-x`, own('user-x__b'))],
    ['capitals differ', withEntry(`Codex Desktop\n${BASE_URL}\nUser-X`, own('user-x'))],
    ['the map key ends in an empty line', withEntry(`Codex Desktop\n${BASE_URL}\nuser-x\n`, own('user-x'))],
    ['the entries are a list', { ...stuck(), [KEYS.clientEnrollments]: [own('user-y')] }],
  ])('is not known where %s: nothing goes', (_, state) => {
    expect(heal(state, EMPTY)).toEqual({ keys: [], reason: 'other-account' });
  });

  it('is known for an entry of any application and protection class', () => {
    const key = `Codex Nightly\nhttp://localhost:8000/api\n${BASE_URL}/\nhardware-key-v2\nuser-x__acct`;
    expect(heal(withEntry(key, own('user-x')), EMPTY).keys).toContain(KEYS.clientEnrollments);
  });

  it.each([
    ['two rows name two accounts', table(row('e1'), row('e1', { accountId: 'acct-2' }))],
    ['two rows name two services', table(row('e1'), row('e1', { websocketUrl: 'wss://chatgpt.test/s' }))],
  ])('is not known where %s', (_, rows) => {
    expect(heal(stuck(), [reading(ALIVE), reading(ALIVE)], { table: rows })).toEqual({
      keys: [],
      reason: null,
    });
  });

  it('is known where two clients of the app-server have enrolled for one account', () => {
    const rows = table(row('e1'), row('e1', { serverName: 'before' }), row('e2', { accountId: 'acct-2' }));
    expect(heal(stuck(), EMPTY, { table: rows }).keys).toContain(KEYS.environmentId);
  });

  it('is not known of the flags either where no environment is stored and the table cannot be read', () => {
    const state = { [KEYS.hasConnectedDevice]: true };
    expect(heal(state, EMPTY)).toEqual({ keys: [KEYS.hasConnectedDevice], reason: null });
    expect(heal(state, EMPTY, { table: { rows: [], isWhole: false } })).toEqual({
      keys: [],
      reason: 'owners-unreadable',
    });
  });

  it('is not known where the table cannot be read, and a full repair says so, whatever the lists are', () => {
    const facts = { table: { rows: [], isWhole: false } };
    for (const environments of [list([]), list([], 'incomplete-list')] as const) {
      const diagnosis = judge(stuck(), [reading({ environments }), reading({ environments })], facts);
      expect(mayTakeAnothers(diagnosis, plan(diagnosis, 'full'))).toBe(true);
    }
  });
});

describe('an id that a list writes in another way', () => {
  it.each(['E1', ' e1 ', 'e\u200b1', 'ｅ1', '%651', '%25651', 'remote-control:e1'])(
    '%j is not proven absent',
    (env_id) => {
      const readings = [1, 2].map(() => reading({ ...ALIVE, environments: list([environment(env_id)]) }));
      expect(heal(stuck(), readings)).toEqual({ keys: [], reason: 'inconsistent-lists' });
    },
  );
});

describe('a copied computer', () => {
  const copy = environment('e9', { online: true, installation_id: INSTALLATION_ID });

  it('that is online in one reading only is told: nothing goes', () => {
    const readings = [reading({ ...ALIVE, environments: list([copy]) }), reading(ALIVE)];
    for (const each of [readings, readings.toReversed()]) {
      expect(heal(stuck(), each)).toEqual({ keys: [], reason: 'clone-suspected' });
    }
  });
});

describe('an atom', () => {
  it.each<[string, JsonValue]>([
    ['remote-control-last', 'build-farm'],
    ['codex-mobile-last', { host: ['build-farm'] }],
    ['remote-control:build-farm:step', 1],
    ['codex-mobile-step:build-farm', 1],
    ['codex-mobile-client:c9', 1],
  ])('%s of %j names what stays, and stays', (name, value) => {
    const environments = list([environment('build-farm')]);
    const theirs = entry('c9', { accountUserId: 'user-y' });
    const state = withAtom(name, value);
    const both = { ...(state[KEYS.clientEnrollments] as JsonObject), ...theirs };
    const readings = [reading({ environments }), reading({ environments })];
    const { keys } = heal({ ...state, [KEYS.clientEnrollments]: both }, readings, {
      table: table(row('e1')),
    });
    expect(keys).toContain(KEYS.environmentId);
    expect(keys).not.toContain(KEYS.atoms);
  });
});
