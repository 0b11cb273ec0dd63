import { expect, it } from 'vitest';
import { enrollmentKey, enrollmentValue } from '../../../../testing/profiles/profile.ts';
import { createMemoryKeys } from '../../../../testing/fakes/memoryKeys.ts';
import { commitOf, testState } from '../../../../testing/fakes/stateFolder.ts';
import { MAIN_FILE, MIRROR_FILE, PAIRING_KEYS, type ControllerChange } from '../../globalState/index.ts';
import { deleteQueuedKeys } from './queuedKeys.ts';

const ids = { baseUrl: 'https://chatgpt.com/backend-api', accountUserId: 'user-x', clientId: 'cli_dead' };
const stored = (keyId: string, clientId = ids.clientId) =>
  JSON.stringify({
    [PAIRING_KEYS.clientEnrollments]: {
      [enrollmentKey(ids)]: { ...enrollmentValue({ ...ids, clientId }), keyId },
    },
  });
const queue = (keyId: string): ControllerChange => ({
  kind: 'queue-key',
  deletion: { keyId, clientId: ids.clientId },
});

async function queued(files: Parameters<typeof testState>[0]) {
  const keys = createMemoryKeys();
  const [first, other] = [await keys.create(), await keys.create()];
  if (first.kind !== 'created' || other.kind !== 'created') throw new Error('No key.');
  const { keyId } = first.identity;
  const made = await testState(files);
  made.state.changeController([queue(keyId)]);
  return { ...made, keys, keyId, otherId: other.identity.keyId };
}

it('deletes a queued key, no other, and asks once', async () => {
  const { state, keys, otherId } = await queued({ main: '{}' });
  expect([await deleteQueuedKeys(state, keys), keys.keyIds, state.record.controller.keyDeletions]).toEqual([
    1,
    [otherId],
    [],
  ]);
  expect(await deleteQueuedKeys(state, keys)).toBe(0);
});

it('counts a key that is not there as done', async () => {
  const { state, keys } = await queued({ main: '{}' });
  state.changeController([queue('dk_of_another_store')]);
  await deleteQueuedKeys(state, keys);
  expect(state.record.controller.keyDeletions).toEqual([]);
});

it.each(['denied', 'locked', 'unavailable'] as const)(
  'keeps a deletion that is %s for later',
  async (problem) => {
    const { state, keys, keyId } = await queued({ main: '{}' });
    keys.fail('delete', problem);
    expect([await deleteQueuedKeys(state, keys), state.record.controller.keyDeletions.length]).toEqual([
      0, 1,
    ]);
    keys.fail('delete', null);
    await deleteQueuedKeys(state, keys);
    expect(keys.keyIds).not.toContain(keyId);
  },
);

it('keeps a key as long as either file names it or its client, whatever another program wrote meanwhile', async () => {
  const { state, keys, keyId, put } = await queued({ main: '{}', mirror: '{}' });
  await state.flush();
  const record = JSON.parse(JSON.stringify(state.record.controller)) as object;
  const withRecord = (text: string) =>
    JSON.stringify({ ...JSON.parse(text), 'mobile-pairing-repair': { controller: record } });
  for (const [file, text] of [
    [MAIN_FILE, stored(keyId, 'cli_other')],
    [MAIN_FILE, stored('dk_other')],
    [MIRROR_FILE, stored(keyId, 'cli_other')],
    [MIRROR_FILE, 'damaged'],
  ] as const) {
    put(MAIN_FILE, withRecord(file === MAIN_FILE ? text : '{}'));
    put(MIRROR_FILE, file === MIRROR_FILE ? text : '{}');
    expect([text, await deleteQueuedKeys(state, keys), keys.keyIds.includes(keyId)]).toEqual([text, 0, true]);
  }
});

it('keeps a key whose client is still to be deleted at the server, or that an open authorization may be using', async () => {
  const { state, keys, keyId } = await queued({ main: '{}' });
  const deletion = { kind: 'client', id: ids.clientId, accountId: 'a', baseUrl: ids.baseUrl } as const;
  await state.commit(commitOf({ outbox: [deletion] }));
  expect(await deleteQueuedKeys(state, keys)).toBe(0);
  state.completeDeletions([deletion]);
  const enrollment = { ...ids, algorithm: 'x', keyId, protectionClass: 'x', publicKeySpkiDerBase64: 'x' };
  const place = { mapKey: 'm', accountId: 'a', accountUserId: 'user-x', baseUrl: ids.baseUrl };
  state.changeController([
    { kind: 'put', authorization: { kind: 'unconfirmed', ...place, enrollment } },
    queue(keyId),
  ]);
  expect(await deleteQueuedKeys(state, keys)).toBe(0);
  state.changeController([{ kind: 'drop', place }]);
  expect(await deleteQueuedKeys(state, keys)).toBe(1);
});
