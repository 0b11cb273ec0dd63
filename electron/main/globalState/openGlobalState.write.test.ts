import { rmSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './disk/place.ts';
import { REPAIR_KEY } from './pairingKeys.ts';
import { commitOf, saveOnlyWhenAsked, testFolder, testState } from '../../../testing/fakes/stateFolder.ts';
import { ENVIRONMENT, ENROLLMENTS, ATOMS, DEAD, reopen, proven } from '../../../testing/fakes/commits.ts';
import { eventually } from '../../../testing/eventually.ts';

describe('write', () => {
  it('makes one file write out of a burst, soon and by itself', async () => {
    const { state, written, text } = await testState({ main: '{}' });
    for (let index = 0; index < 1000; index += 1) {
      state.write({ path: [`key-${index}`], op: 'set', value: index, epoch: 1 });
    }
    await eventually(() => expect(written).toEqual([MAIN_FILE]));
    expect(Object.keys(JSON.parse(text(MAIN_FILE)) as object)).toHaveLength(1000);
    expect(await state.flush()).toEqual({ kind: 'unchanged' });
  });

  it('does not hold the process', async () => {
    const { state } = await testState({ main: '{}' });
    const before = process.getActiveResourcesInfo();
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    expect(process.getActiveResourcesInfo()).toEqual(before);
  });

  it('schedules nothing when it changes nothing', async () => {
    const { state, written } = await testState({ main: '{"a":{"x":1,"y":2}}' });
    state.write({ path: ['a'], op: 'set', value: { y: 2, x: 1 }, epoch: 1 });
    state.write({ path: ['b'], op: 'remove', epoch: 1 });
    expect([await state.flush(), written]).toEqual([{ kind: 'unchanged' }, []]);
  });

  it('that changes nothing does not undo what another program changes later', async () => {
    const { state, put, text } = await testState({ main: '{"a":1}' });
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    put(MAIN_FILE, '{"a":2}');
    state.write({ path: ['b'], op: 'set', value: 1, epoch: 1 });
    await state.flush();
    expect(text(MAIN_FILE)).toBe('{"a":2,"b":1}');
  });

  it('changes the same members of the mirror, without a backup', async () => {
    const { state, content } = await testState({ main: '{"a":1,"b":2}', mirror: '{"a":0,"only":"mine"}' });
    state.write({ path: ['a'], op: 'set', value: 5, epoch: 1 });
    state.write({ path: ['b'], op: 'remove', epoch: 1 });
    expect(await state.flush()).toEqual({ kind: 'flushed' });
    expect(content()).toEqual({ [MAIN_FILE]: '{"a":5}', [MIRROR_FILE]: '{"a":5,"only":"mine"}' });
  });

  it('creates the main file, and its folder, for their owner only', async () => {
    const { folder } = testFolder();
    const home = `${folder}/home`;
    const { state } = await reopen(home);
    state.write({ path: ['a'], op: 'set', value: { b: 1 }, epoch: 1 });
    expect(await state.flush()).toEqual({ kind: 'flushed' });
    expect([statSync(home).mode & 0o777, statSync(`${home}/${MAIN_FILE}`).mode & 0o777]).toEqual([
      0o700, 0o600,
    ]);
    expect(state.read(MAIN_FILE)).toEqual({ kind: 'read', value: { a: { b: 1 } } });
  });

  it('keeps nothing of the value its author may change later', async () => {
    const { state, put, text } = await testState({ main: '{}' });
    const value = { list: [1] };
    state.write({ path: ['a'], op: 'set', value, epoch: 1 });
    value.list.push(2);
    put(MAIN_FILE, '{"b":1}');
    await state.flush();
    expect(text(MAIN_FILE)).toBe('{"b":1,"a":{"list":[1]}}');
  });

  it('is replayed on what another program wrote meanwhile, in its order', async () => {
    const { state, put, text } = await testState({ main: '{"a":1}' });
    state.write({ path: ['x', 'y'], op: 'set', value: 1, epoch: 1 });
    state.write({ path: ['x'], op: 'set', value: { z: 1 }, epoch: 1 });
    state.write({ path: ['x', 'y'], op: 'set', value: 2, epoch: 1 });
    state.write({ path: ['a'], op: 'remove', epoch: 1 });
    put(MAIN_FILE, '{"a":7,"theirs":1}');
    await state.flush();
    expect(text(MAIN_FILE)).toBe('{"theirs":1,"x":{"z":1,"y":2}}');
  });

  it('does not bring back a file that someone deleted, beyond what is written now', async () => {
    const { state, path, text } = await testState({ main: `{"${ENVIRONMENT}":"env_1"}` });
    rmSync(path(MAIN_FILE));
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    await state.flush();
    expect(text(MAIN_FILE)).toBe('{"a":1}');
  });

  it('is refused where no value can go', async () => {
    const { state, events } = await testState({ main: '{"text":"x","list":[]}' });
    const paths = [[], ['text', 'a'], ['list', '0'], [REPAIR_KEY], [REPAIR_KEY, 'tombstones']];
    for (const path of paths) {
      expect(state.write({ path, op: 'set', value: 1, epoch: 1 })).toEqual({
        kind: 'refused',
        why: 'unreadable',
      });
    }
    expect(state.write({ path: [], op: 'remove', epoch: 1 }).kind).toBe('refused');
    expect([state.refused.unreadable, events[0]]).toEqual([
      6,
      { kind: 'refused', why: 'unreadable', key: '', retired: [] },
    ]);
  });

  it('to a pairing key needs the present epoch; to another key it does not', async () => {
    const { state } = await testState({ main: '{}' });
    await state.commit(commitOf({}));
    const results = [
      [ENVIRONMENT],
      [ENROLLMENTS, 'x'],
      [ATOMS],
      [ATOMS, 'codex-mobile-x'],
      [ATOMS, 'theme'],
      ['theme'],
    ].map((path) => state.write({ path, op: 'remove', epoch: 1 }).kind);
    expect([
      results,
      state.refused['old-epoch'],
      state.write({ path: [ENVIRONMENT], op: 'set', value: 'env_2', epoch: 2 }),
    ]).toEqual([
      ['refused', 'refused', 'refused', 'refused', 'accepted', 'accepted'],
      4,
      { kind: 'accepted' },
    ]);
  });

  it('of a retired id is refused, counted and logged, in the present epoch too', async () => {
    const { state, events } = await testState({ main: '{}' });
    await state.commit(commitOf({ retire: proven(DEAD, { kind: 'client', id: 'another' }) }));
    expect(state.write({ path: [ENVIRONMENT], op: 'set', value: DEAD.id, epoch: 2 })).toEqual({
      kind: 'refused',
      why: 'retired-id',
    });
    const list = ['env_e_alive', DEAD.id];
    expect(state.write({ path: ['added-remote-control-env-ids'], op: 'set', value: list, epoch: 2 })).toEqual(
      {
        kind: 'accepted',
      },
    );
    expect([state.get(['added-remote-control-env-ids']), state.refused['retired-id']]).toEqual([
      ['env_e_alive'],
      2,
    ]);
    expect(events).toEqual([
      { kind: 'refused', why: 'retired-id', key: ENVIRONMENT, retired: ['env_e…'] },
      { kind: 'reduced', why: 'retired-id', key: 'added-remote-control-env-ids', retired: ['env_e…'] },
    ]);
  });

  it('of ours leaves what another program brought back, in both files: only a check can tell whether it lives', async () => {
    const { state, put, content } = await testState({ main: '{}', mirror: '{}' });
    await state.commit(commitOf({ retire: proven(DEAD) }));
    const stale = `{"${ENVIRONMENT}":"${DEAD.id}","a":1}`;
    put(MAIN_FILE, stale);
    put(MIRROR_FILE, stale);
    state.write({ path: ['b'], op: 'set', value: 2, epoch: 1 });
    await state.flush();
    expect(JSON.parse(content()[MAIN_FILE] ?? '')).toEqual({
      [ENVIRONMENT]: DEAD.id,
      a: 1,
      b: 2,
      [REPAIR_KEY]: { tombstones: [DEAD] },
    });
    expect(content()[MIRROR_FILE]).toBe(`{"${ENVIRONMENT}":"${DEAD.id}","a":1,"b":2}`);
  });

  it('needs no file write where another program wrote the same meanwhile', async () => {
    const { state, put, written } = await testState({ main: '{"a":1}' });
    state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 });
    put(MAIN_FILE, '{"a":2}');
    expect([await state.flush(), written, await state.flush()]).toEqual([
      { kind: 'unchanged' },
      [],
      { kind: 'unchanged' },
    ]);
  });

  it('goes past a mirror that is damaged meanwhile, and says so once', async () => {
    const { state, put, content, events } = await testState({ main: '{}', mirror: '{}' });
    put(MIRROR_FILE, '\0');
    for (const value of [1, 2]) {
      state.write({ path: ['a'], op: 'set', value, epoch: 1 });
      expect(await state.flush()).toEqual({ kind: 'flushed' });
    }
    expect(content()).toEqual({ [MAIN_FILE]: '{"a":2}', [MIRROR_FILE]: '\0' });
    expect(events).toEqual([
      { kind: 'mirror-left-alone', problem: 'nul-filled' },
      { kind: 'adopted', file: MIRROR_FILE },
    ]);
  });

  it('stays unsaved when the file cannot be written, and is tried again', async () => {
    saveOnlyWhenAsked();
    let full = true;
    const { state, text, events } = await testState(
      { main: '{}' },
      { freeBytes: () => (full ? 1000 : null) },
    );
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    expect(await state.flush()).toMatchObject({ kind: 'write-failed', code: 'ENOSPC', onDisk: 'old' });
    expect([state.get(['a']), text(MAIN_FILE), events]).toMatchObject([1, '{}', [{ kind: 'flush-failed' }]]);
    full = false;
    expect([await state.flush(), text(MAIN_FILE)]).toEqual([{ kind: 'flushed' }, '{"a":1}']);
  });
});
