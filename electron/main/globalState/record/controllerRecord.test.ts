import { describe, expect, it } from 'vitest';
import { changeController, controllerIn, EMPTY_CONTROLLER, mergeControllers } from './controllerRecord.ts';
import { MAIN_FILE } from '../disk/place.ts';
import type { Authorization, ControllerChange } from './contract.ts';
import { reopen } from '../../../../testing/fakes/commits.ts';
import { commitOf, testState } from '../../../../testing/fakes/stateFolder.ts';

const place = { mapKey: 'a\nuser-x', accountId: 'acct', accountUserId: 'user-x', baseUrl: 'https://x' };
const needed = { kind: 'needed', ...place } as const;
const enrollment = {
  accountUserId: 'user-x',
  algorithm: 'ecdsa_p256_sha256',
  clientId: 'cli_new',
  keyId: 'dk_new',
  protectionClass: 'os_protected_nonextractable',
  publicKeySpkiDerBase64: 'MFkw',
};
const unconfirmed: Authorization = { kind: 'unconfirmed', ...place, enrollment };
const put = (authorization: Authorization): ControllerChange => ({ kind: 'put', authorization });
const queue = (keyId: string): ControllerChange => ({
  kind: 'queue-key',
  deletion: { keyId, clientId: 'c1' },
});

describe('the controller part of the record', () => {
  it('keeps one authorization a map key, each key once, and applies the same changes twice to the same end', () => {
    const changes = [put(needed), queue('k1'), queue('k2'), queue('k1'), put(unconfirmed)];
    const once = changeController(EMPTY_CONTROLLER, changes);
    expect(once).toEqual({
      keyDeletions: [
        { keyId: 'k2', clientId: 'c1' },
        { keyId: 'k1', clientId: 'c1' },
      ],
      authorizations: [unconfirmed],
      enrolled: [],
    });
    expect(changeController(once, changes)).toEqual(once);
    const ended = changeController(once, [
      { kind: 'drop', place },
      { kind: 'key-deleted', keyId: 'k1' },
      { kind: 'key-deleted', keyId: 'k2' },
    ]);
    expect(ended).toEqual(EMPTY_CONTROLLER);
  });

  it('queues the key of an attempt that something else takes the place of', () => {
    const attempted = changeController(EMPTY_CONTROLLER, [put(unconfirmed)]);
    const key = { keyId: 'dk_new', clientId: 'cli_new' };
    expect([
      changeController(attempted, [put(needed)]).keyDeletions,
      changeController(attempted, [put({ ...unconfirmed, kind: 'prepared' })]).keyDeletions,
      changeController(attempted, [{ kind: 'drop', place }]).keyDeletions,
    ]).toEqual([[key], [], []]);
  });

  it('leaves an attempt alone that is open while an older entry is removed', () => {
    const attempted = changeController(EMPTY_CONTROLLER, [put(unconfirmed)]);
    expect([
      changeController(attempted, [{ kind: 'need', authorization: needed }]),
      changeController(EMPTY_CONTROLLER, [{ kind: 'need', authorization: needed }]).authorizations,
    ]).toEqual([attempted, [needed]]);
  });

  it('keeps what two accounts, or two services, have under one key apart', () => {
    const others = [
      { ...needed, accountId: 'other' },
      { ...needed, baseUrl: 'https://y' },
    ];
    const both = changeController(EMPTY_CONTROLLER, [
      put(unconfirmed),
      { kind: 'need', authorization: { ...needed, accountId: 'other' } },
      put({ ...needed, baseUrl: 'https://y' }),
    ]);
    expect(both).toEqual({ ...EMPTY_CONTROLLER, authorizations: [unconfirmed, ...others] });
    expect(changeController(both, [{ kind: 'drop', place }]).authorizations).toEqual(others);
  });

  it('passes over what has another shape', () => {
    const bare = { ...place, kind: 'unconfirmed' };
    const held = {
      keyDeletions: [7, { keyId: '' }],
      authorizations: [bare, { kind: 'later' }, needed],
      enrolled: [{ clientId: 'c1' }],
    };
    expect(controllerIn(held)).toEqual({ keyDeletions: [], authorizations: [needed], enrolled: [] });
    expect(controllerIn('x')).toEqual(EMPTY_CONTROLLER);
  });

  it('merged with another: ours is the newer word on the same entry', () => {
    const ours = changeController(EMPTY_CONTROLLER, [put(unconfirmed)]);
    const client = { clientId: 'c1', at: '2026-11-26T00:00:00.000Z' };
    const theirs = changeController(EMPTY_CONTROLLER, [
      put(needed),
      queue('k1'),
      { kind: 'enrolled', client },
    ]);
    expect(mergeControllers(ours, theirs)).toEqual({
      keyDeletions: [{ keyId: 'k1', clientId: 'c1' }],
      authorizations: [unconfirmed],
      enrolled: [client],
    });
  });

  it('is in the file after a commit and after a flush, and survives a restart', async () => {
    const { state, folder, text } = await testState({ main: '{}' });
    await state.commit({ ...commitOf({}), controller: [put(needed)] });
    expect(JSON.parse(text(MAIN_FILE))).toMatchObject({
      'mobile-pairing-repair': { controller: { authorizations: [needed] } },
    });
    state.changeController([put(unconfirmed), queue('k1')]);
    expect(await state.flush()).toEqual({ kind: 'flushed' });
    expect((await reopen(folder)).state.record.controller).toEqual({
      authorizations: [unconfirmed],
      keyDeletions: [{ keyId: 'k1', clientId: 'c1' }],
      enrolled: [],
    });
  });

  it('keeps an unsaved change over what another program writes meanwhile', async () => {
    const { state, folder } = await testState({ main: '{}' });
    state.changeController([put(unconfirmed)]);
    const other = (await reopen(folder)).state;
    other.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    await other.flush();
    await state.flush();
    await state.refresh();
    expect([state.get(['a']), state.record.controller.authorizations]).toEqual([1, [unconfirmed]]);
  });
});
