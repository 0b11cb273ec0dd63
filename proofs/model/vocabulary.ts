import * as fc from 'fast-check';
import {
  PAIRING_KEYS,
  type JsonObject,
  type JsonPath,
  type JsonValue,
} from '../../electron/main/globalState/index.ts';
import { enrollmentKey, enrollmentValue } from '../../testing/profiles/profileState.ts';
import { BASE_URL, type Service } from '../harness/directory.ts';

/** The two accounts that take turns at this computer. */
export const USERS = ['user-one', 'user-two'] as const;
export type User = (typeof USERS)[number];

/** Clients by the account whose they are. */
export const CLIENTS = { 'client-a': 'user-one', 'client-b': 'user-one', 'client-z': 'user-two' } as const;
export type Client = keyof typeof CLIENTS;

/** Environments, all of the first account. */
export const ENVIRONMENTS = ['env_e_a', 'env_e_b'] as const;

export const CLIENT_IDS = Object.keys(CLIENTS) as readonly Client[];
export const IDS: readonly string[] = [...CLIENT_IDS, ...ENVIRONMENTS];

/** Whether an id belongs to the account of `user`. */
export function isOf(user: User, id: string): boolean {
  return user === (Object.hasOwn(CLIENTS, id) ? CLIENTS[id as Client] : 'user-one');
}

/** What the server answers to `user` while it knows the ids of `alive`. */
export function serviceFor(user: User, alive: ReadonlySet<string>): Service {
  const known = IDS.filter((id) => alive.has(id) && isOf(user, id));
  return {
    account: { accountId: `account-of-${user}`, userId: user, accessToken: 'unused' },
    clients: [...known.filter((id) => Object.hasOwn(CLIENTS, id)), 'phone'],
    pending: [],
    environments: known.filter((id) => !Object.hasOwn(CLIENTS, id)),
    table: ENVIRONMENTS.map((id) => [id, 'account-of-user-one']),
  };
}

/** Where the enrollment of `client` stands, and what it is. */
export function enrollmentOf(clientId: Client): readonly [JsonPath, JsonValue] {
  const ids = { baseUrl: BASE_URL, accountUserId: CLIENTS[clientId], clientId };
  // Two clients of one account would share the key that the app gives them.
  const key = clientId === 'client-b' ? 'an opaque key' : enrollmentKey(ids);
  return [[PAIRING_KEYS.clientEnrollments, key], enrollmentValue(ids)];
}

/** The state that every run begins with; the mirror points elsewhere. */
export function firstState(environmentId: (typeof ENVIRONMENTS)[number]): JsonObject {
  const enrollments = (['client-a', 'client-z'] as const).map((client) => {
    const [path, value] = enrollmentOf(client);
    return [path.at(-1) ?? '', value] as const;
  });
  return {
    width: 1,
    projects: { one: { name: 'One — 日本語' }, two: { name: 'Two' } },
    [PAIRING_KEYS.clientEnrollments]: Object.fromEntries(enrollments),
    [PAIRING_KEYS.environmentId]: environmentId,
    [PAIRING_KEYS.installationId]: 'installation',
    [PAIRING_KEYS.setupCompleted]: true,
    [PAIRING_KEYS.addedEnvironmentIds]: ['env_e_a', 'env_e_b'],
    [PAIRING_KEYS.selectedHostId]: `remote-control:${environmentId}`,
    [PAIRING_KEYS.autoConnectByHostId]: { 'remote-control:env_e_a': true, 'remote-ssh-discovered:box': true },
    [PAIRING_KEYS.atoms]: {
      theme: 'dark',
      'codex-mobile-step': 'waiting',
      'remote-control-last': environmentId,
    },
  };
}

const environment = fc.constantFrom(...ENVIRONMENTS);
const host = environment.map((id) => `remote-control:${id}`);

/** A path of the app and a value for it: pairing state and everything else. */
export const assignment: fc.Arbitrary<readonly [JsonPath, JsonValue]> = fc.oneof(
  fc.nat(3).map((width) => [['width'], width] as const),
  fc.constantFrom('one', 'two').map((name) => [['projects', name, 'name'], 'changed'] as const),
  fc.constant([['projects'], { three: { name: 'Three' } }] as const),
  fc.constantFrom('dark', 'light').map((theme) => [[PAIRING_KEYS.atoms, 'theme'], theme] as const),
  environment.map((id) => [[PAIRING_KEYS.environmentId], id] as const),
  host.map((id) => [[PAIRING_KEYS.selectedHostId], id] as const),
  host.map((id) => [[PAIRING_KEYS.autoConnectByHostId, id], true] as const),
  fc.subarray([...ENVIRONMENTS]).map((ids) => [[PAIRING_KEYS.addedEnvironmentIds], ids] as const),
  fc.constantFrom(...CLIENT_IDS).map(enrollmentOf),
  fc.constant([[PAIRING_KEYS.setupCompleted], true] as const),
);

/** A pairing atom of the page, with or without an id in it. */
export const atom: fc.Arbitrary<readonly [JsonPath, JsonValue]> = fc
  .tuple(fc.constantFrom('codex-mobile-step', 'remote-control-last'), fc.constantFrom('a step', ...IDS))
  .map(([name, text]) => [[PAIRING_KEYS.atoms, name], text]);
