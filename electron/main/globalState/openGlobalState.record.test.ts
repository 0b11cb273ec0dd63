import { rmSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './contract.ts';
import { electronStoreFile } from './disk/electronStoreFile.ts';
import { openGlobalState } from './openGlobalState.ts';
import { REPAIR_KEY } from './pairingKeys.ts';
import { commitOf, testState } from '../../../testing/fakes/stateFolder.ts';
import { ENVIRONMENT, DEAD, removal, deletion, heal } from '../../../testing/fakes/commits.ts';

describe('the record', () => {
  it('lifts a tombstone when the server knows the id again, and settles what is deleted', () => {
    const { state, text } = testState({ main: '{}' });
    state.commit(
      commitOf({ retire: [DEAD, { kind: 'client', id: 'c1' }], outbox: [deletion('c1'), deletion('c2')] }),
    );
    state.confirm([DEAD, { kind: 'environment', id: 'c1' }]);
    state.settle([deletion('c1'), { ...deletion('c2'), accountId: 'another' }]);
    expect(state.flush()).toEqual({ kind: 'flushed' });
    const record = { tombstones: [{ kind: 'client', id: 'c1' }], outbox: [deletion('c2')] };
    expect(JSON.parse(text(MAIN_FILE))).toEqual({ [REPAIR_KEY]: record });
    expect(state.write({ path: [ENVIRONMENT], op: 'set', value: DEAD.id, epoch: 2 })).toEqual({
      kind: 'accepted',
    });
  });

  it('gets to the file by itself', async () => {
    const { state, text } = testState({ main: '{}' });
    state.commit(commitOf({ retire: [DEAD] }));
    state.confirm([DEAD]);
    await vi.waitFor(() => expect(JSON.parse(text(MAIN_FILE))).toEqual({ [REPAIR_KEY]: { tombstones: [] } }));
  });

  it('forgets a confirmation of what was not retired: a later death of the same id counts', () => {
    const { state, folder } = testState({ main: '{}' });
    state.confirm([DEAD]);
    const second = openGlobalState({ folder, storeFile: electronStoreFile });
    second.commit(commitOf({ retire: [DEAD], heal }));
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    state.flush();
    expect(state.record.tombstones).toEqual([DEAD]);
  });

  it('survives a program that writes its old memory over the file', () => {
    const { state, put, text } = testState({ main: '{"a":1}' });
    state.commit(commitOf({ retire: [DEAD], outbox: [deletion('c1')], heal }));
    state.settle([deletion('c1')]);
    put(MAIN_FILE, '{"a":1}');
    state.flush();
    expect(JSON.parse(text(MAIN_FILE))).toEqual({
      a: 1,
      [REPAIR_KEY]: { tombstones: [DEAD], heals: [heal] },
    });
  });

  it('stays without what was lifted and settled when somebody else writes the older one back', () => {
    const { state, put, text } = testState({ main: '{}' });
    const alive = { kind: 'client', id: 'c-alive' } as const;
    state.commit(commitOf({ retire: [DEAD, alive], outbox: [deletion('c1'), deletion('c2')] }));
    state.confirm([alive]);
    state.settle([deletion('c1')]);
    put(MAIN_FILE, text(MAIN_FILE).replace('{', '{"theirs":1,'));
    state.flush();
    const record = { tombstones: [DEAD], outbox: [deletion('c2')] };
    expect(JSON.parse(text(MAIN_FILE))).toEqual({ theirs: 1, [REPAIR_KEY]: record });
  });

  it('learns from a second process of ours which ids live again, and takes none of them away', () => {
    const { state, folder, text } = testState({ main: '{}' });
    state.commit(commitOf({ retire: [DEAD], heal }));
    const second = openGlobalState({ folder, storeFile: electronStoreFile });
    second.confirm([DEAD]);
    second.write({ path: [ENVIRONMENT], op: 'set', value: DEAD.id, epoch: second.epoch });
    second.close();
    state.write({ path: ['a'], op: 'set', value: 1, epoch: state.epoch });
    state.flush();
    expect(JSON.parse(text(MAIN_FILE))).toEqual({
      a: 1,
      [ENVIRONMENT]: DEAD.id,
      [REPAIR_KEY]: { tombstones: [], heals: [heal] },
    });
  });

  it('lifts a tombstone that a second process of ours has set meanwhile', () => {
    const { state, folder, text } = testState({ main: '{}' });
    const second = openGlobalState({ folder, storeFile: electronStoreFile });
    second.commit(commitOf({ retire: [DEAD], heal }));
    state.confirm([DEAD]);
    state.write({ path: [ENVIRONMENT], op: 'set', value: DEAD.id, epoch: state.epoch });
    state.flush();
    expect(JSON.parse(text(MAIN_FILE))).toMatchObject({ [ENVIRONMENT]: DEAD.id });
  });

  it('in the mirror counts where there is no main file, and not while that cannot be read', () => {
    const mirror = JSON.stringify({ [REPAIR_KEY]: { tombstones: [DEAD] } });
    const { state, path, names, text } = testState({ main: '\0', mirror });
    expect(state.record.tombstones).toEqual([]);
    rmSync(path(MAIN_FILE));
    expect([state.read(MAIN_FILE), state.record.tombstones]).toEqual([{ kind: 'absent' }, [DEAD]]);
    state.confirm([DEAD]);
    expect(state.flush()).toEqual({ kind: 'flushed' });
    expect([names(), JSON.parse(text(MIRROR_FILE))]).toEqual([
      [MIRROR_FILE],
      { [REPAIR_KEY]: { tombstones: [] } },
    ]);
    expect(testState({ mirror }).state.record.tombstones).toEqual([DEAD]);
  });

  it('is read again at the next start', () => {
    const { state, folder } = testState({ main: '{}' });
    state.commit(commitOf({ retire: [DEAD], outbox: [deletion('c1')], heal }));
    expect(openGlobalState({ folder }).record).toMatchObject({
      tombstones: [DEAD],
      outbox: [deletion('c1')],
      heals: [heal],
    });
  });
});

describe('close', () => {
  it('flushes, then refuses and counts every later write', () => {
    const { state, text, written } = testState({ main: '{}' });
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    state.close();
    const late = state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 });
    state.settle([deletion('c1')]);
    state.close();
    expect([
      late,
      state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] })),
      state.restore(),
      state.flush(),
      state.refused.closed,
      text(MAIN_FILE),
      written,
    ]).toEqual([
      { kind: 'refused', why: 'closed' },
      { kind: 'closed' },
      { kind: 'closed' },
      { kind: 'closed' },
      1,
      '{"a":1}',
      [MAIN_FILE],
    ]);
  });
});
