import { proven } from '../../../../testing/fakes/commits.ts';
import { mkdirSync, rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MAIN_FILE, type RemoteDeletion, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { stuck } from '../../../../testing/fakes/directoryFixtures.ts';
import { commitOf, testState } from '../../../../testing/fakes/stateFolder.ts';
import { ownClientIds, saveIdentity, savePhone, storeIdentity } from './pairingIdentity.ts';

const deletion = (kind: RemoteDeletion['kind'], id: string): RemoteDeletion => ({
  kind,
  id,
  accountId: 'acct',
  baseUrl: 'https://chatgpt.com/backend-api',
});

const OWNER = { accountId: 'acct', baseUrl: 'https://chatgpt.com/backend-api' };

it('what the app-server enrolled is stored, also under an id that was dead, and is not deleted any more', async () => {
  const { state } = await testState({ main: '{}' });
  const others = [deletion('client', 'e1'), deletion('environment', 'e2')];
  await state.commit(
    commitOf({
      retire: proven({ kind: 'environment', id: 'e1' }),
      outbox: [deletion('environment', 'e1'), ...others],
    }),
  );
  storeIdentity(state, { environmentId: 'e1', installationId: null }, null);
  expect([state.get([KEYS.environmentId]), state.get([KEYS.installationId]), state.record]).toEqual([
    'e1',
    undefined,
    expect.objectContaining({ tombstones: [], outbox: others }),
  ]);
  storeIdentity(state, { environmentId: 'e3', installationId: 'i1' }, OWNER);
  expect(state.record.owners).toEqual([{ id: 'e3', ...OWNER }]);
  expect([state.get([KEYS.environmentId]), state.get([KEYS.installationId])]).toEqual(['e3', 'i1']);
});

it('a phone that has claimed a code completes the setup, on disk', async () => {
  const { state, text } = await testState({ main: '{}' });
  expect([await savePhone(state), JSON.parse(text(MAIN_FILE))]).toEqual([
    null,
    { [KEYS.setupCompleted]: true, [KEYS.hasConnectedDevice]: true },
  ]);
});

it('what cannot be saved says so: the file was replaced by a folder, or cannot be written', async () => {
  const { state, path } = await testState({ main: '{}' });
  rmSync(path(MAIN_FILE));
  mkdirSync(path(MAIN_FILE));
  expect(await saveIdentity(state, { environmentId: 'e1', installationId: null }, null)).toBe(
    'state-unreadable',
  );
});

it('the ids under which this computer controls others are none of a phone', async () => {
  const { state } = await testState({ main: JSON.stringify(stuck()) });
  expect([[...ownClientIds(state)], [...ownClientIds({ read: () => ({ kind: 'absent' }) })]]).toEqual([
    ['c1'],
    [],
  ]);
});
