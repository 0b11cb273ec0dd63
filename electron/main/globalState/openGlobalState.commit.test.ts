import { chmodSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE, type Edit } from './contract.ts';
import { electronStoreFile } from './disk/electronStoreFile.ts';
import { openGlobalState } from './openGlobalState.ts';
import { REPAIR_KEY } from './pairingKeys.ts';
import { EMPTY_RECORD } from './repairRecord.ts';
import {
  BACKUP,
  commitOf,
  MIRROR_BACKUP,
  testFolder,
  testState,
} from '../../../testing/fakes/stateFolder.ts';
import {
  ENVIRONMENT,
  ENROLLMENTS,
  ATOMS,
  DEAD,
  removal,
  deletion,
  heal,
  reopen,
} from '../../../testing/fakes/commits.ts';

describe('commit', () => {
  it('writes edits, tombstones, outbox and heal record in one step, mirror first, each file its own edits', () => {
    const main = `{"${ENVIRONMENT}":"env_e_dead","n":12345678901234567890}`;
    const mirror = `{\n  "${ENVIRONMENT}": "env_e_old",\n  "other": 1.0\n}\n`;
    const { state, content, written, path } = testState({ main, mirror });
    const result = state.commit({
      edits: [
        removal(MAIN_FILE, [ENVIRONMENT], 'env_e_dead'),
        removal(MIRROR_FILE, [ENVIRONMENT], 'env_e_old'),
      ],
      retire: [DEAD],
      outbox: [deletion('c1')],
      heal,
    });
    const record = { tombstones: [DEAD], outbox: [deletion('c1')], heals: [heal] };
    expect(result).toEqual({ kind: 'committed', epoch: 2, backup: path(BACKUP) });
    expect(written).toEqual([MIRROR_FILE, MAIN_FILE]);
    expect(content()).toEqual({
      [MAIN_FILE]: `{"n":12345678901234567890,"${REPAIR_KEY}":${JSON.stringify(record)}}`,
      [MIRROR_FILE]: '{\n  "other": 1.0\n}\n',
      [BACKUP]: main,
      [MIRROR_BACKUP]: mirror,
    });
    expect([state.record, state.get([ENVIRONMENT]), state.epoch]).toEqual([
      { ...EMPTY_RECORD, ...record },
      undefined,
      2,
    ]);
  });

  it('leaves the mirror alone when no edit names it', () => {
    const { state, content, written } = testState({ main: '{"a":1,"b":2}', mirror: '{"a":1,"z":9}' });
    state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)], retire: [DEAD] }));
    expect([written, content()[MIRROR_FILE]]).toEqual([[MAIN_FILE], '{"a":1,"z":9}']);
  });

  it('backs the mirror up only where it differs from the main file', () => {
    const { state, names } = testState({ main: '{"a":1}', mirror: '{"a":1}' });
    state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1), removal(MIRROR_FILE, ['a'], 1)] }));
    expect(names()).toEqual([MAIN_FILE, MIRROR_FILE, BACKUP].toSorted());
  });

  it('writes nothing at all when one edit does not find what it expects', () => {
    const { state, content } = testState({ main: '{"a":1,"b":{"c":[1,2]}}', mirror: '{"a":1}' });
    const before = content();
    const wrong: Edit[] = [
      removal(MAIN_FILE, ['b', 'c'], [1]),
      removal(MAIN_FILE, ['a'], undefined),
      removal(MAIN_FILE, ['x'], 1),
      removal(MAIN_FILE, [], { a: 1, b: { c: [1, 2] } }),
      removal(MIRROR_FILE, ['b'], { c: [1, 2] }),
      { file: MAIN_FILE, path: ['b', 'c', 'd'], expected: undefined, op: 'set', value: 1 },
    ];
    for (const edit of wrong) {
      const edits = [removal(MAIN_FILE, ['a'], 1), edit, removal(MIRROR_FILE, ['a'], 1)];
      expect(state.commit(commitOf({ edits, retire: [DEAD] }))).toEqual({ kind: 'mismatch', edit });
    }
    expect([content(), state.epoch, state.record.tombstones, state.get(['a'])]).toEqual([before, 1, [], 1]);
  });

  it('sees a change made between the reading and the commit', () => {
    const { state, put, content, events } = testState({ main: '{"a":1,"b":1}' });
    put(MAIN_FILE, '{"a":2,"b":1,"new":true}');
    const edit = removal(MAIN_FILE, ['a'], 1);
    expect(state.commit(commitOf({ edits: [edit] }))).toEqual({ kind: 'mismatch', edit });
    expect(content()).toEqual({ [MAIN_FILE]: '{"a":2,"b":1,"new":true}' });
    expect(events).toEqual([{ kind: 'adopted', file: MAIN_FILE }]);
    expect(state.commit(commitOf({ edits: [removal(MAIN_FILE, ['b'], 1)] })).kind).toBe('committed');
    expect(content()[MAIN_FILE]).toBe('{"a":2,"new":true}');
  });

  it('carries unsaved writes along, in both files, and checks what memory shows', () => {
    const { state, content, events } = testState({ main: '{"a":1}', mirror: '{"a":1,"m":1}' });
    state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 });
    state.write({ path: ['b', 'c'], op: 'set', value: 3, epoch: 1 });
    const result = state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 2)] }));
    expect(result.kind).toBe('committed');
    expect(content()).toMatchObject({
      [MAIN_FILE]: '{"b":{"c":3}}',
      [MIRROR_FILE]: '{"a":1,"m":1,"b":{"c":3}}',
      [BACKUP]: '{"a":1}',
    });
    expect([state.flush(), events]).toEqual([{ kind: 'unchanged' }, []]);
  });

  it('drops an unsaved write that would bring back what it retires', () => {
    const { state, content, events } = testState({ main: '{}', mirror: '{}' });
    state.write({ path: [ENVIRONMENT], op: 'set', value: DEAD.id, epoch: 1 });
    state.commit(commitOf({ retire: [DEAD] }));
    expect([state.get([ENVIRONMENT]), content()[MIRROR_FILE], state.refused['retired-id']]).toEqual([
      undefined,
      '{}',
      1,
    ]);
    expect(events).toEqual([
      { kind: 'refused', why: 'retired-id', key: ENVIRONMENT, retired: ['env_e_de…'] },
    ]);
  });

  it('keeps of an unsaved list what it does not retire, and says so', () => {
    const { state, events } = testState({ main: '{}' });
    const key = 'added-remote-control-env-ids';
    state.write({ path: [key], op: 'set', value: [DEAD.id, 'env_e_1'], epoch: 1 });
    state.commit(commitOf({ retire: [DEAD] }));
    expect([state.get([key]), events]).toEqual([
      ['env_e_1'],
      [{ kind: 'reduced', why: 'retired-id', key, retired: ['env_e_de…'] }],
    ]);
  });

  it('removes what its edits name and no more, and drops what an earlier one retired', () => {
    const atoms = { 'remote-control-a': 'c-dead', 'remote-control-b': 'env_e_dead' };
    const main = { [ENROLLMENTS]: { x: { clientId: 'c-dead' } }, [ATOMS]: atoms };
    const { state, put } = testState({ main: '{}' });
    state.commit(commitOf({ retire: [DEAD] }));
    put(MAIN_FILE, JSON.stringify(main));
    const edit = removal(MAIN_FILE, [ENROLLMENTS, 'x'], { clientId: 'c-dead' });
    state.commit(commitOf({ edits: [edit], retire: [{ kind: 'client', id: 'c-dead' }] }));
    expect([state.get([ENROLLMENTS]), state.get([ATOMS])]).toEqual([{}, { 'remote-control-a': 'c-dead' }]);
  });

  it('drops from both files what an earlier one retired and somebody brought back', () => {
    const { state, put, content } = testState({ main: '{"a":1}', mirror: '{}' });
    state.commit(commitOf({ retire: [DEAD] }));
    put(MAIN_FILE, `{"${ENVIRONMENT}":"${DEAD.id}","a":1}`);
    put(MIRROR_FILE, `{"${ENVIRONMENT}":"${DEAD.id}"}`);
    state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
    expect([content()[MAIN_FILE], content()[MIRROR_FILE]]).toEqual([
      `{"${REPAIR_KEY}":{"tombstones":[${JSON.stringify(DEAD)}]}}`,
      '{}',
    ]);
  });

  it('writes nothing where nothing changes', () => {
    const { state, content, written } = testState({ main: '{"a":1}', mirror: '{}' });
    const before = content();
    expect(state.commit(commitOf({ edits: [removal(MAIN_FILE, ['x'], undefined)] }))).toEqual({
      kind: 'committed',
      epoch: 2,
      backup: null,
    });
    state.confirm([DEAD]);
    state.settle([deletion('c1')]);
    expect([state.flush(), written, content()]).toEqual([{ kind: 'unchanged' }, [], before]);
  });

  it('creates no main file without an edit for it; the record then goes into the mirror', () => {
    const { state, content, path } = testState({ mirror: '{"a":1}' });
    const result = state.commit(commitOf({ edits: [removal(MIRROR_FILE, ['a'], 1)], retire: [DEAD] }));
    expect(result).toEqual({ kind: 'committed', epoch: 2, backup: path(MIRROR_BACKUP) });
    expect(content()).toEqual({
      [MIRROR_FILE]: `{"${REPAIR_KEY}":{"tombstones":[${JSON.stringify(DEAD)}]}}`,
      [MIRROR_BACKUP]: '{"a":1}',
    });
    state.write({ path: ['new'], op: 'set', value: 1, epoch: 2 });
    state.flush();
    expect(JSON.parse(content()[MAIN_FILE] ?? '')).toEqual({ new: 1, [REPAIR_KEY]: { tombstones: [DEAD] } });
  });

  it('touches nothing where there are no files, and remembers what was retired', () => {
    const { state, names } = testState({});
    expect(state.commit(commitOf({ retire: [DEAD] }))).toEqual({ kind: 'committed', epoch: 2, backup: null });
    expect([names(), state.record.tombstones]).toEqual([[], [DEAD]]);
  });

  it('keeps the mode of the file; its backup is for the owner only', () => {
    const { folder, path } = testFolder();
    writeFileSync(path(MAIN_FILE), '{"a":1}');
    chmodSync(path(MAIN_FILE), 0o664);
    const { state } = reopen(folder);
    state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
    expect([MAIN_FILE, BACKUP].map((name) => statSync(path(name)).mode & 0o777)).toEqual([0o664, 0o600]);
    expect(state.restore().kind).toBe('restored');
    state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
    expect(statSync(path(MAIN_FILE)).mode & 0o777).toBe(0o664);
  });

  it('names its backup by the time of day where nobody tells another', () => {
    const { folder } = testFolder({ [MAIN_FILE]: '{"a":1}' });
    const state = openGlobalState({ folder, storeFile: electronStoreFile });
    const result = state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    expect(result.kind === 'committed' && result.backup).toContain(`mobile-pairing-backup.${today}`);
  });

  it('writes through a symbolic link', () => {
    const { folder, path, text } = testFolder({ elsewhere: '{"a":1,"b":2}' });
    symlinkSync('elsewhere', path(MAIN_FILE));
    const { state } = reopen(folder);
    expect(state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] })).kind).toBe('committed');
    expect([text('elsewhere'), text(BACKUP)]).toEqual(['{"b":2}', '{"a":1,"b":2}']);
  });
});

it('a large file keeps every byte that is not edited', () => {
  const projects = JSON.stringify(
    Array.from({ length: 60_000 }, (_, id) => ({
      id,
      title: `Project "${id}" \u00fc`,
      path: `C:\\${'x'.repeat(200)}`,
    })),
  );
  const { state, text } = testState({ main: `{"projects":${projects},"a":1,"big":12345678901234567890}` });
  const result = state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
  const expected = `{"projects":${projects},"big":12345678901234567890}`;
  expect([result.kind, text(MAIN_FILE) === expected]).toEqual(['committed', true]);
});
