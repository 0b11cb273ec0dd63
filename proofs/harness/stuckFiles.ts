import { PAIRING_KEYS, type JsonObject } from '../../electron/main/globalState/index.ts';
import { enrollmentKey, enrollmentValue, stuckState } from '../../testing/profiles/profileState.ts';
import { BASE_URL, type Service } from './directory.ts';

const USER = { baseUrl: BASE_URL, accountUserId: 'user-one' };
const OTHER_USER = { baseUrl: BASE_URL, accountUserId: 'user-two', clientId: 'client-of-the-other-account' };

/** Ids that the server has forgotten and the files still hold. */
export const DEAD_IDS = ['client-that-died', 'env_e_that_died'] as const;
const [DEAD_CLIENT, DEAD_ENVIRONMENT] = DEAD_IDS;

/** The key that another program adds to whatever it writes, and that has nothing to do with pairing. */
export const MARK = 'written-by-another-program';

/** What other programs enroll while we are at work: the server knows it. */
export const ENROLLED_MEANWHILE = {
  client: 'client-enrolled-meanwhile',
  environment: 'env_e_enrolled_meanwhile',
  environmentOfAnotherAccount: 'env_e_of_a_third_account',
} as const;

/** A server that knows a phone, and one that never finished, and another computer: and none of `DEAD_IDS`. */
export const SERVICE: Service = {
  account: { accountId: 'account-one', userId: 'user-one', accessToken: 'unused' },
  clients: ['phone-of-the-account', ENROLLED_MEANWHILE.client],
  pending: ['phone-that-never-finished'],
  environments: ['env_e_of_another_computer', ENROLLED_MEANWHILE.environment],
  // Another account has an enrollment here too: only the table tells whose the environment is.
  table: [
    [DEAD_ENVIRONMENT, 'account-one'],
    [ENROLLED_MEANWHILE.environment, 'account-one'],
    [ENROLLED_MEANWHILE.environmentOfAnotherAccount, 'account-three'],
  ],
};

/** The pairing entries that no repair of this account may touch. */
export const FOREIGN_ENTRIES = {
  [PAIRING_KEYS.clientEnrollments]: { [enrollmentKey(OTHER_USER)]: enrollmentValue(OTHER_USER) },
  [PAIRING_KEYS.autoConnectByHostId]: { 'remote-ssh-discovered:build-box': true },
};

/** The state of openai/codex#23112 beside another account's enrollment; `name` makes one file differ from the other. */
export function stuckFile(name: 'main' | 'mirror'): JsonObject {
  const state = stuckState(
    {
      ...USER,
      clientId: DEAD_CLIENT,
      environmentId: DEAD_ENVIRONMENT,
      installationId: 'f3a1c0de-0000-4000-8000-000000000001',
    },
    { projects: 3, extras: { 'written-by': name } },
  );
  const enrollments = state[PAIRING_KEYS.clientEnrollments] as JsonObject;
  return {
    ...state,
    [PAIRING_KEYS.clientEnrollments]: { ...enrollments, ...FOREIGN_ENTRIES[PAIRING_KEYS.clientEnrollments] },
  };
}
