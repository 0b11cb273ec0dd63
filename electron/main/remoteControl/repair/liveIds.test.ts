import { expect, it } from 'vitest';
import { PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { testState } from '../../../../testing/fakes/stateFolder.ts';
import { aliveIds, storedIds } from './liveIds.ts';
import { plan } from '../decide/plan.ts';
import {
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
  expect([storedIds(state), storedIds({ read: () => ({ kind: 'absent' }) })]).toEqual([
    new Set(['client\nc1', 'environment\ne1', 'environment\ne-mirror']),
    new Set(),
  ]);
});
