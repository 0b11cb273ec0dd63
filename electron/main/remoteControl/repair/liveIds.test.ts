import { expect, it } from 'vitest';
import { PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { testState } from '../../../../testing/fakes/stateFolder.ts';
import { aliveIds, storedIds } from './liveIds.ts';
import { plan } from '../decide/plan.ts';
import {
  BASE_URL,
  client,
  entry,
  failure,
  judge,
  list,
  OK,
  reading,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';

it('lifts the tombstone of a client that the server confirmed, and of no other', () => {
  const seen = reading({
    clients: list([client('c1'), client('c-unsure')]),
    refreshed: { c1: OK, 'c-unsure': failure('server-error') },
  });
  const diagnosis = judge({ [KEYS.clientEnrollments]: entry('c1') }, [seen], {
    mirror: { [KEYS.clientEnrollments]: entry('c-unsure') },
  });
  expect(aliveIds(diagnosis, plan(diagnosis, 'automatic'))).toEqual([{ kind: 'client', id: 'c1' }]);
});

it('takes what stands in a file for stored, the mirror too, and no pointer', async () => {
  const pointer = { [KEYS.selectedHostId]: 'remote-control:e-pointed-at' };
  const { state } = await testState({
    main: JSON.stringify({ ...stuck('c1', 'e1'), ...pointer }),
    mirror: JSON.stringify({ [KEYS.environmentId]: 'e-mirror' }),
  });
  const { state: none } = await testState({});
  expect([storedIds(state), storedIds(none)]).toEqual([
    new Set(['client\nc1', 'environment\ne1', 'environment\ne-mirror']),
    new Set(),
  ]);
});

it('takes a client for stored of which the entry is malformed, and one whose authorization is under way', async () => {
  const enrollments = {
    odd: { clientId: 'c-odd', accountUserId: 7 },
    text: 'c-text',
    other: { clientId: 7 },
  };
  const { state } = await testState({ main: JSON.stringify({ [KEYS.clientEnrollments]: enrollments }) });
  const enrollment = {
    accountUserId: 'user-x',
    algorithm: 'ecdsa_p256_sha256',
    clientId: 'c-new',
    keyId: 'k',
    protectionClass: 'os_protected_nonextractable',
    publicKeySpkiDerBase64: 'AA==',
  };
  const place = { mapKey: 'm', accountId: 'acct', accountUserId: 'user-x', baseUrl: BASE_URL };
  state.changeController([{ kind: 'put', authorization: { kind: 'unconfirmed', ...place, enrollment } }]);
  expect(storedIds(state)).toEqual(new Set(['client\nc-odd', 'client\nc-new']));
});

it('does not know what is stored where the file that counts cannot be read', async () => {
  const good = JSON.stringify(stuck('c1', 'e1'));
  const broken: readonly { readonly main?: string; readonly mirror?: string }[] = [
    { main: '{', mirror: good },
    { main: '\0\0' },
    { mirror: '' },
  ];
  for (const files of broken) expect(storedIds((await testState(files)).state)).toBeNull();
  expect(storedIds((await testState({ main: good, mirror: '{' })).state)?.size).toBe(2);
});
