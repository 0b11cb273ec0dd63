import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type JsonObject,
  isJsonObject,
  PAIRING_KEYS,
  isPairingAtom,
} from '../../electron/main/globalState/index.ts';
import { type Backend, startBackend } from './index.ts';
import {
  type StoredIds,
  enrollmentKey,
  enrollmentValue,
  healthyState,
  makeProfile,
  stuckState,
  unpairedState,
} from '../profiles/profile.ts';

let backend: Backend;
beforeEach(async () => {
  backend = await startBackend();
});
afterEach(() => backend.close());

function ids(): StoredIds {
  const { baseUrl } = backend;
  return { baseUrl, accountUserId: 'user-a', clientId: 'c', environmentId: 'env_e_1', installationId: 'i' };
}

test('a profile points at the backend, is signed in to the account and readable by its owner only', () => {
  const account = backend.addAccount({});
  const state = stuckState(ids());
  const profile = makeProfile({ backend, account, state, mirror: '{ broken' });
  const contentOf = (name: string) => readFileSync(join(profile.codexHome, name), 'utf8');
  expect({
    config: contentOf('config.toml'),
    account: JSON.parse(contentOf('auth.json')).tokens.account_id,
    installation: contentOf('installation_id'),
    state: profile.readState(),
    mirror: readFileSync(profile.mirrorFile, 'utf8'),
    mode: statSync(profile.stateFile).mode & 0o777,
  }).toEqual({
    config: `chatgpt_base_url = "${backend.baseUrl}/"\n`,
    account: account.accountId,
    installation: profile.installationId,
    state,
    mirror: '{ broken',
    mode: 0o600,
  });
  profile.remove();
  expect(existsSync(profile.codexHome)).toBe(false);
});

test('a stuck state holds every pairing key among data of others; an unpaired one holds none', () => {
  const stuck = stuckState(ids());
  const pairingKeys: string[] = Object.values(PAIRING_KEYS);
  expect({
    keys: pairingKeys.filter((key) => !Object.hasOwn(stuck, key)),
    enrollments: stuck[PAIRING_KEYS.clientEnrollments],
    atoms: [atomsOf(stuck), atomsOf(unpairedState())],
    unpaired: pairingKeys.filter((key) => Object.hasOwn(unpairedState(), key)),
    healthy: healthyState(ids()),
  }).toEqual({
    keys: [],
    enrollments: { [enrollmentKey(ids())]: enrollmentValue(ids()) },
    atoms: [4, 0],
    unpaired: [PAIRING_KEYS.atoms],
    healthy: stuck,
  });
});

function atomsOf(state: JsonObject): number {
  const atoms = state[PAIRING_KEYS.atoms];
  return isJsonObject(atoms) ? Object.keys(atoms).filter(isPairingAtom).length : 0;
}
