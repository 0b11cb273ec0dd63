import { proven } from '../../../../testing/fakes/commits.ts';
import { expect, it } from 'vitest';
import { type RemoteDeletion, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { commitOf, testState } from '../../../../testing/fakes/stateFolder.ts';
import { hasConnectedPhone, storeConnectedPhone, storeIdentity } from './pairingIdentity.ts';

const deletion = (kind: RemoteDeletion['kind'], id: string): RemoteDeletion => ({
  kind,
  id,
  accountId: 'acct',
  baseUrl: 'https://chatgpt.com/backend-api',
});

it('what the app-server enrolled is stored, also under an id that was dead, and is not deleted any more', async () => {
  const { state } = await testState({ main: '{}' });
  const others = [deletion('client', 'e1'), deletion('environment', 'e2')];
  await state.commit(
    commitOf({
      retire: proven({ kind: 'environment', id: 'e1' }),
      outbox: [deletion('environment', 'e1'), ...others],
    }),
  );
  storeIdentity(state, { environmentId: 'e1', installationId: null });
  expect([state.get([KEYS.environmentId]), state.get([KEYS.installationId]), state.record]).toEqual([
    'e1',
    undefined,
    expect.objectContaining({ tombstones: [], outbox: others }),
  ]);
  storeIdentity(state, { environmentId: 'e3', installationId: 'i1' });
  expect([state.get([KEYS.environmentId]), state.get([KEYS.installationId])]).toEqual(['e3', 'i1']);
});

it('a phone that has claimed a code completes the setup', async () => {
  const { state } = await testState({ main: '{}' });
  const before = hasConnectedPhone(state);
  storeConnectedPhone(state);
  expect([before, hasConnectedPhone(state), state.get([KEYS.hasConnectedDevice])]).toEqual([
    false,
    true,
    true,
  ]);
});
