import { expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { findingsOf, isStale } from './findings.ts';
import type { FindingKind } from '../../../shared/findingKinds.ts';
import {
  client,
  environment,
  INSTALLATION_ID,
  judge,
  list,
  reading,
  REVOKED,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';

it('calls for a repair where something is dead, and for none where it is only worth telling', () => {
  const kinds: readonly FindingKind[] = [
    'client-gone',
    'client-revoked',
    'environment-gone',
    'pointer-gone',
    'setup-flag-stale',
    'pending-client',
    'ghost-environment',
    'clone-suspected',
    'malformed-entry',
    'other-account',
  ];
  expect(kinds.filter((kind) => isStale({ kind, id: '', where: '' }))).toEqual(kinds.slice(0, 5));
});

it('says of each finding where it is: a file and a key of it, or the account', () => {
  const clients = list([client('phone', 'pending_enrollment')]);
  const copy = environment('e-copy', { online: true, installation_id: INSTALLATION_ID });
  const readings = [1, 2].map(() =>
    reading({ clients, environments: list([copy]), refreshed: { c1: REVOKED } }),
  );
  const { [KEYS.environmentId]: _, ...state } = stuck();
  const mirror = { [KEYS.hasConnectedDevice]: 'yes', [KEYS.clientEnrollments]: { odd: 7 } };
  const diagnosis = judge(state, readings, { mirror });
  expect(findingsOf(diagnosis).map(({ kind, id, where }) => [kind, id, where])).toEqual([
    ['client-revoked', 'c1', `${MAIN_FILE}: ${KEYS.clientEnrollments}`],
    ['pointer-gone', 'e1', `${MAIN_FILE}: ${KEYS.selectedHostId}`],
    ['pointer-gone', 'e1', `${MAIN_FILE}: ${KEYS.autoConnectByHostId}`],
    ['pointer-gone', 'e1', `${MAIN_FILE}: ${KEYS.addedEnvironmentIds}`],
    ['setup-flag-stale', KEYS.setupCompleted, `${MAIN_FILE}: ${KEYS.setupCompleted}`],
    ['setup-flag-stale', KEYS.hasConnectedDevice, `${MAIN_FILE}: ${KEYS.hasConnectedDevice}`],
    ['malformed-entry', 'odd', `${MIRROR_FILE}: ${KEYS.clientEnrollments}`],
    ['malformed-entry', KEYS.hasConnectedDevice, `${MIRROR_FILE}: ${KEYS.hasConnectedDevice}`],
    ['pending-client', 'phone', 'account'],
    ['clone-suspected', 'e-copy', 'account'],
  ]);
});
