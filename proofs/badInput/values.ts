import * as fc from 'fast-check';
import {
  PAIRING_KEYS,
  REPAIR_KEY,
  type JsonObject,
  type JsonValue,
} from '../../electron/main/globalState/index.ts';
import { enrollmentKey, stuckState, type StoredIds } from '../../testing/profiles/profileState.ts';
import { ACCOUNT } from '../desktop/signIn.ts';

export const BASE_URL = 'https://chatgpt.com/backend-api';

export const IDS: StoredIds = {
  baseUrl: BASE_URL,
  accountUserId: ACCOUNT.userId,
  clientId: 'cli_e_stored_0123456789',
  environmentId: 'env_e_stored_0123456789',
  installationId: '11111111-1111-4111-8111-111111111111',
};

/** The state of openai/codex#23112. */
export const STUCK: JsonObject = stuckState(IDS, { projects: 2 });

/** Any JSON value at all, with the keys that JavaScript trips over among its keys. */
export const anyJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue>(null, true, false, '', 0, -0, 1e308, IDS.clientId, IDS.environmentId),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .array(
        fc.tuple(
          fc.oneof(
            fc.string(),
            fc.constantFrom('__proto__', 'constructor', 'toString', 'kind', 'id', enrollmentKey(IDS)),
          ),
          tie('value'),
        ),
        { maxLength: 5 },
      )
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

const id = fc.constantFrom(
  IDS.clientId,
  IDS.environmentId,
  'cli_e_other',
  'env_e_other',
  '',
  'x'.repeat(600),
);
const host = fc.oneof(
  id.map((each) => `remote-control:${each}`),
  fc.constantFrom('local', 'remote-control:', 'remote-ssh-discovered:x'),
);
const enrollment = fc.record(
  {
    clientId: fc.oneof(id, anyJson),
    accountUserId: fc.oneof(fc.constant(IDS.accountUserId), anyJson),
    keyId: anyJson,
  },
  { requiredKeys: [] },
);
const remoteId = fc.record(
  { kind: fc.oneof(fc.constantFrom('client', 'environment'), anyJson), id: fc.oneof(id, anyJson) },
  { requiredKeys: [] },
);
const deletion = fc.record(
  {
    kind: fc.constantFrom('client', 'environment', 'phone'),
    id: fc.oneof(id, anyJson),
    accountId: fc.oneof(fc.constant(ACCOUNT.accountId), anyJson),
    baseUrl: fc.oneof(fc.constant(BASE_URL), anyJson),
  },
  { requiredKeys: [] },
);
const heal = fc.record(
  {
    at: fc.oneof(fc.constantFrom('2026-01-01T00:00:00.000Z', 'never', ''), anyJson),
    mode: fc.constantFrom('automatic', 'repair', 'full', 'none'),
    cause: fc.oneof(id, anyJson),
    removed: fc.oneof(fc.nat(), anyJson),
  },
  { requiredKeys: [] },
);

/** Values that are nearly what belongs under a key, because those get furthest. */
const NEARLY: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  [PAIRING_KEYS.clientEnrollments]: fc.dictionary(
    fc.oneof(fc.string(), fc.constant(enrollmentKey(IDS))),
    enrollment,
    { maxKeys: 4 },
  ),
  [PAIRING_KEYS.environmentId]: id,
  [PAIRING_KEYS.installationId]: fc.oneof(fc.uuid(), id),
  [PAIRING_KEYS.setupCompleted]: fc.boolean(),
  [PAIRING_KEYS.hasConnectedDevice]: fc.boolean(),
  [PAIRING_KEYS.addedEnvironmentIds]: fc.array(fc.oneof(id, anyJson), { maxLength: 6 }),
  [PAIRING_KEYS.selectedHostId]: host,
  [PAIRING_KEYS.autoConnectByHostId]: fc.dictionary(host, fc.oneof(fc.boolean(), anyJson), { maxKeys: 4 }),
  [PAIRING_KEYS.atoms]: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('codex-mobile-x', 'remote_control_y', 'theme', '__proto__')),
    fc.oneof(id, anyJson),
    { maxKeys: 5 },
  ),
  [REPAIR_KEY]: fc.record(
    {
      tombstones: fc.oneof(fc.array(remoteId, { maxLength: 4 }), anyJson),
      outbox: fc.oneof(fc.array(deletion, { maxLength: 4 }), anyJson),
      heals: fc.oneof(fc.array(heal, { maxLength: 4 }), anyJson),
      later: anyJson,
    },
    { requiredKeys: [] },
  ),
};

/** A state file's content: user data, and under every key of pairing nothing, anything, or nearly the right thing. */
export const anyState: fc.Arbitrary<JsonObject> = fc
  .record(
    Object.fromEntries(
      Object.entries(NEARLY).map(([key, nearly]) => [
        key,
        fc.oneof(anyJson, nearly, fc.constant(STUCK[key] ?? null)),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map((pairing) => ({ ...STUCK_USER_DATA, ...(pairing as JsonObject) }));

const STUCK_USER_DATA = Object.fromEntries(Object.entries(STUCK).filter(([key]) => !(key in NEARLY)));

/** The text of a state file: any layout that JSON allows. */
export const anyStateText: fc.Arbitrary<string> = fc
  .tuple(anyState, fc.constantFrom(undefined, 2, '\t'), fc.constantFrom('', '\n', '\uFEFF'))
  .map(([state, indent, edge]) =>
    edge === '\n'
      ? `${JSON.stringify(state, null, indent)}\n`
      : `${edge}${JSON.stringify(state, null, indent)}`,
  );
