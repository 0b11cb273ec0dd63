import { requireMembers, type Kind } from '../../electron/shared/requireMembers.ts';
import {
  PAIRING_KEYS,
  REMOTE_CONTROL_HOST_PREFIX,
  type JsonObject,
} from '../../electron/main/globalState/index.ts';

/** The ids that a state file holds. */
export interface StoredIds {
  /** As in `config.toml`, without a trailing slash. */
  readonly baseUrl: string;
  /** `user-x` or `user-x__account`. */
  readonly accountUserId: string;
  readonly clientId: string;
  readonly environmentId: string;
  readonly installationId: string;
}

/** The map key of a client enrollment: five parts joined by newlines, as users reported it (openai/codex#23865). */
export function enrollmentKey(ids: Pick<StoredIds, 'baseUrl' | 'accountUserId'>): string {
  return [
    'Codex Desktop',
    'https://api.openai.com',
    ids.baseUrl,
    'after-first-unlock-device-key-v1',
    ids.accountUserId,
  ].join('\n');
}

/** A client enrollment as the state file holds it. */
export function enrollmentValue(ids: Pick<StoredIds, 'accountUserId' | 'clientId'>): JsonObject {
  return {
    accountUserId: ids.accountUserId,
    algorithm: 'ecdsa_p256_sha256',
    clientId: ids.clientId,
    keyId: `key-of-${ids.clientId}`,
    protectionClass: 'os_protected_nonextractable',
    publicKeySpkiDerBase64: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE',
  };
}

/** What a person has built up over months and no repair may lose: `projects` of them, with threads and odd values. */
function userData(projects: number): JsonObject {
  const numbers = Array.from({ length: projects }, (_, index) => index + 1);
  return {
    'local-projects': Object.fromEntries(
      numbers.map((number) => [
        `project-${number}`,
        {
          name: `Project ${number} — naïve “quotes” 日本語 🚀`,
          path: `/home/person/projects/${number}`,
          createdAt: 1_700_000_000_000 + number,
          pinned: number % 3 === 0,
          notes: 'x'.repeat(200),
        },
      ]),
    ),
    'thread-titles': Object.fromEntries(numbers.map((number) => [`thread.${number}`, `Thread ${number}`])),
    'remote-projects': [
      { hostId: 'remote-ssh-discovered:build-box', label: 'Build box', remotePath: '/srv/work' },
      { hostId: `${REMOTE_CONTROL_HOST_PREFIX}env_e_of_an_old_laptop`, remotePath: '/Users/person/work' },
    ],
    'a.key.with.dots': { 'nested.dots': [1, 2, { deep: null }] },
    'key-of-a-later-version': { version: 99, ratio: 0.1, empty: {}, none: null, list: [] },
  };
}

const UNRELATED_ATOMS: JsonObject = {
  'sidebar-width': 280,
  'theme-preference': 'dark',
  'composer-draft.v2': 'a half-written thought',
  'remote-ssh-last-host': 'build-box',
};

const IDS = {
  baseUrl: 'a string',
  accountUserId: 'a string',
  clientId: 'a string',
  environmentId: 'a string',
  installationId: 'a string',
} as const satisfies Record<keyof StoredIds, Kind>;

/**
 * The state of openai/codex#23112: a client enrollment, an environment id and its copy of the installation id, both
 * setup flags, atoms and pointers, among user data that has nothing to do with them.
 */
export function stuckState(
  ids: StoredIds,
  options: { projects?: number; extras?: JsonObject } = {},
): JsonObject {
  requireMembers('A stored state', ids, IDS);
  const host = `${REMOTE_CONTROL_HOST_PREFIX}${ids.environmentId}`;
  return {
    ...userData(options.projects ?? 20),
    [PAIRING_KEYS.clientEnrollments]: { [enrollmentKey(ids)]: enrollmentValue(ids) },
    [PAIRING_KEYS.environmentId]: ids.environmentId,
    [PAIRING_KEYS.installationId]: ids.installationId,
    [PAIRING_KEYS.setupCompleted]: true,
    [PAIRING_KEYS.hasConnectedDevice]: true,
    [PAIRING_KEYS.hasCompletedSetup]: true,
    [PAIRING_KEYS.addedEnvironmentIds]: [ids.environmentId],
    [PAIRING_KEYS.selectedHostId]: host,
    [PAIRING_KEYS.autoConnectByHostId]: { [host]: true, 'remote-ssh-discovered:build-box': true },
    [PAIRING_KEYS.atoms]: {
      ...UNRELATED_ATOMS,
      'remote-control-setup-step': 'waiting',
      remote_control_connections_state: { available: true, authRequired: false, clientAuthorized: true },
      'codex-mobile-onboarding': { dismissed: true },
      'Electron:Remote-Control-Last-Environment': ids.environmentId,
    },
    'thread-project-membership-host-ids': { 'thread.1': host, 'thread.2': 'local' },
    ...options.extras,
  };
}

/** The state of a desktop whose pairing works: the keys of `stuckState`, for only the service tells the two apart. */
export function healthyState(
  ids: StoredIds,
  options: { projects?: number; extras?: JsonObject } = {},
): JsonObject {
  return stuckState(ids, options);
}

/** The state of a desktop that was never paired: user data, and atoms that only look like pairing. */
export function unpairedState(options: { projects?: number; extras?: JsonObject } = {}): JsonObject {
  return { ...userData(options.projects ?? 20), [PAIRING_KEYS.atoms]: UNRELATED_ATOMS, ...options.extras };
}
