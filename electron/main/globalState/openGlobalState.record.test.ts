import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './disk/place.ts';
import { openGlobalState } from './openGlobalState.ts';
import { REPAIR_KEY } from './pairingKeys.ts';
import { commitOf, testState } from '../../../testing/fakes/stateFolder.ts';
import { ENVIRONMENT, DEAD, removal, deletion, heal, proven } from '../../../testing/fakes/commits.ts';
import { eventually } from '../../../testing/eventually.ts';

describe('the record', () => {
  it('lifts a tombstone when the server knows the id again, and settles what is deleted', async () => {
    const { state, text } = await testState({ main: '{}' });
    await state.commit(
      commitOf({
        retire: proven(DEAD, { kind: 'client', id: 'c1' }),
        outbox: [deletion('c1'), deletion('c2')],
      }),
    );
    state.liftTombstones([DEAD, { kind: 'environment', id: 'c1' }]);
    state.completeDeletions([deletion('c1'), { ...deletion('c2'), accountId: 'another' }]);
    expect(await state.flush()).toEqual({ kind: 'flushed' });
    const record = { tombstones: [{ kind: 'client', id: 'c1' }], outbox: [deletion('c2')] };
    expect(JSON.parse(text(MAIN_FILE))).toEqual({ [REPAIR_KEY]: record });
    expect(state.write({ path: [ENVIRONMENT], op: 'set', value: DEAD.id, epoch: 2 })).toEqual({
      kind: 'accepted',
    });
  });

  it('keeps what another version has written into it, in a shape that this one does not know', async () => {
    const theirs = { kind: 'phone', id: 'p1' };
    const record = { tombstones: [theirs, { kind: 'client', id: 'c1' }], outbox: [7], later: { a: 1 } };
    const { state, text } = await testState({ main: JSON.stringify({ [REPAIR_KEY]: record }) });
    await state.commit(commitOf({ retire: proven(DEAD), outbox: [deletion('c2')] }));
    state.liftTombstones([{ kind: 'client', id: 'c1' }]);
    await state.flush();
    expect(JSON.parse(text(MAIN_FILE))).toEqual({
      [REPAIR_KEY]: { tombstones: [theirs, DEAD], outbox: [7, deletion('c2')], later: { a: 1 } },
    });
  });

  it('gets to the file by itself', async () => {
    const { state, text } = await testState({ main: '{}' });
    await state.commit(commitOf({ retire: proven(DEAD) }));
    state.liftTombstones([DEAD]);
    await eventually(() => expect(JSON.parse(text(MAIN_FILE))).toEqual({ [REPAIR_KEY]: { tombstones: [] } }));
  });

  it('forgets a confirmation of what was not retired: a later death of the same id counts', async () => {
    const { state, folder } = await testState({ main: '{}' });
    state.liftTombstones([DEAD]);
    await state.flush();
    const second = await openGlobalState({ folder, access: 'write' });
    await second.commit(commitOf({ retire: proven(DEAD), heal }));
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    await state.flush();
    expect(state.record.tombstones).toEqual([DEAD]);
  });

  it('survives a program that writes its old memory over the file', async () => {
    const { state, put, text } = await testState({ main: '{"a":1}' });
    await state.commit(commitOf({ retire: proven(DEAD), outbox: [deletion('c1')], heal }));
    state.completeDeletions([deletion('c1')]);
    put(MAIN_FILE, '{"a":1}');
    await state.flush();
    expect(JSON.parse(text(MAIN_FILE))).toEqual({
      a: 1,
      [REPAIR_KEY]: { tombstones: [DEAD], heals: [expect.objectContaining(heal)] },
    });
  });

  it('stays without what was lifted and settled when another program writes the older one back', async () => {
    const { state, put, text } = await testState({ main: '{}' });
    const alive = { kind: 'client', id: 'c-alive' } as const;
    await state.commit(commitOf({ retire: proven(DEAD, alive), outbox: [deletion('c1'), deletion('c2')] }));
    state.liftTombstones([alive]);
    state.completeDeletions([deletion('c1')]);
    put(MAIN_FILE, text(MAIN_FILE).replace('{', '{"theirs":1,'));
    await state.flush();
    const record = { tombstones: [DEAD], outbox: [deletion('c2')] };
    expect(JSON.parse(text(MAIN_FILE))).toEqual({ theirs: 1, [REPAIR_KEY]: record });
  });

  it('learns from a second process of ours which ids live again, and takes none of them away', async () => {
    const { state, folder, text } = await testState({ main: '{}' });
    await state.commit(commitOf({ retire: proven(DEAD), heal }));
    const second = await openGlobalState({ folder, access: 'write' });
    second.liftTombstones([DEAD]);
    second.write({ path: [ENVIRONMENT], op: 'set', value: DEAD.id, epoch: second.epoch });
    await second.close();
    state.write({ path: ['a'], op: 'set', value: 1, epoch: state.epoch });
    await state.flush();
    expect(JSON.parse(text(MAIN_FILE))).toEqual({
      a: 1,
      [ENVIRONMENT]: DEAD.id,
      [REPAIR_KEY]: { tombstones: [], heals: [expect.objectContaining(heal)] },
    });
  });

  it('lifts a tombstone that a second process of ours has set meanwhile', async () => {
    const { state, folder, text } = await testState({ main: '{}' });
    const second = await openGlobalState({ folder, access: 'write' });
    await second.commit(commitOf({ retire: proven(DEAD), heal }));
    state.liftTombstones([DEAD]);
    state.write({ path: [ENVIRONMENT], op: 'set', value: DEAD.id, epoch: state.epoch });
    await state.flush();
    expect(JSON.parse(text(MAIN_FILE))).toMatchObject({ [ENVIRONMENT]: DEAD.id });
  });

  it('in the mirror counts where there is no main file, and not while that cannot be read', async () => {
    const mirror = JSON.stringify({ [REPAIR_KEY]: { tombstones: [DEAD] } });
    const { state, path, names, text } = await testState({ main: '\0', mirror });
    expect(state.record.tombstones).toEqual([]);
    rmSync(path(MAIN_FILE));
    await state.refresh();
    expect([state.read(MAIN_FILE), state.record.tombstones]).toEqual([{ kind: 'absent' }, [DEAD]]);
    state.liftTombstones([DEAD]);
    expect(await state.flush()).toEqual({ kind: 'flushed' });
    expect([names(), JSON.parse(text(MIRROR_FILE))]).toEqual([
      [MIRROR_FILE],
      { [REPAIR_KEY]: { tombstones: [] } },
    ]);
    expect((await testState({ mirror })).state.record.tombstones).toEqual([DEAD]);
  });

  it('is read again at the next start', async () => {
    const { state, folder } = await testState({ main: '{}' });
    await state.commit(commitOf({ retire: proven(DEAD), outbox: [deletion('c1')], heal }));
    expect((await openGlobalState({ folder })).record).toMatchObject({
      tombstones: [DEAD],
      outbox: [deletion('c1')],
      heals: [heal],
    });
  });
});

describe('close', () => {
  it('flushes, then refuses and counts every later write', async () => {
    const { state, text, written } = await testState({ main: '{}' });
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    await state.close();
    const late = state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 });
    state.completeDeletions([deletion('c1')]);
    await state.close();
    expect([
      late,
      await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] })),
      await state.restore(),
      await state.flush(),
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
