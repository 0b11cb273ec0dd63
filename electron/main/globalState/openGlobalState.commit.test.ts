import { chmodSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './disk/place.ts';
import type { Edit } from './contract.ts';
import { openGlobalState } from './openGlobalState.ts';
import { REPAIR_KEY } from './pairingKeys.ts';
import { EMPTY_RECORD } from './record/repairRecord.ts';
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
  proven,
} from '../../../testing/fakes/commits.ts';

describe('commit', () => {
  it('writes edits, tombstones, outbox and heal record in one step, mirror first, each file its own edits', async () => {
    const main = `{"${ENVIRONMENT}":"env_e_dead","n":12345678901234567890}`;
    const mirror = `{\n  "${ENVIRONMENT}": "env_e_old",\n  "other": 1.0\n}\n`;
    const { state, content, written, path } = await testState({ main, mirror });
    const result = await state.commit({
      edits: [
        removal(MAIN_FILE, [ENVIRONMENT], 'env_e_dead'),
        removal(MIRROR_FILE, [ENVIRONMENT], 'env_e_old'),
      ],
      retire: proven(DEAD),
      outbox: [deletion('c1')],
      heal,
    });
    const wrote = [
      { file: MAIN_FILE, path: [ENVIRONMENT] },
      { file: MIRROR_FILE, path: [ENVIRONMENT] },
    ];
    const healed = { ...heal, backup: BACKUP.slice(-14), wrote };
    const record = { tombstones: [DEAD], outbox: [deletion('c1')], heals: [healed] };
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

  it('leaves the mirror alone when no edit names it', async () => {
    const { state, content, written } = await testState({ main: '{"a":1,"b":2}', mirror: '{"a":1,"z":9}' });
    await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)], retire: proven(DEAD) }));
    expect([written, content()[MIRROR_FILE]]).toEqual([[MAIN_FILE], '{"a":1,"z":9}']);
  });

  it('backs the mirror up only where it differs from the main file', async () => {
    const { state, names } = await testState({ main: '{"a":1}', mirror: '{"a":1}' });
    await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1), removal(MIRROR_FILE, ['a'], 1)] }));
    expect(names()).toEqual([MAIN_FILE, MIRROR_FILE, BACKUP].toSorted());
  });

  it('writes nothing at all when one edit does not find what it expects', async () => {
    const { state, content } = await testState({ main: '{"a":1,"b":{"c":[1,2]}}', mirror: '{"a":1}' });
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
      expect(await state.commit(commitOf({ edits, retire: proven(DEAD) }))).toEqual({
        kind: 'mismatch',
        edit,
      });
    }
    expect([content(), state.epoch, state.record.tombstones, state.get(['a'])]).toEqual([before, 1, [], 1]);
  });

  it('sees a change made between the reading and the commit', async () => {
    const { state, put, content, events } = await testState({ main: '{"a":1,"b":1}' });
    put(MAIN_FILE, '{"a":2,"b":1,"new":true}');
    const edit = removal(MAIN_FILE, ['a'], 1);
    expect(await state.commit(commitOf({ edits: [edit] }))).toEqual({ kind: 'mismatch', edit });
    expect(content()).toEqual({ [MAIN_FILE]: '{"a":2,"b":1,"new":true}' });
    expect(events).toEqual([{ kind: 'adopted', file: MAIN_FILE }]);
    expect((await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['b'], 1)] }))).kind).toBe('committed');
    expect(content()[MAIN_FILE]).toBe('{"a":2,"new":true}');
  });

  it('carries unsaved writes along, in both files, and checks what memory shows', async () => {
    const { state, content, events } = await testState({ main: '{"a":1}', mirror: '{"a":1,"m":1}' });
    state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 });
    state.write({ path: ['b', 'c'], op: 'set', value: 3, epoch: 1 });
    const result = await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 2)] }));
    expect(result.kind).toBe('committed');
    expect(content()).toMatchObject({
      [MAIN_FILE]: '{"b":{"c":3}}',
      [MIRROR_FILE]: '{"a":1,"m":1,"b":{"c":3}}',
      [BACKUP]: '{"a":1}',
    });
    expect([await state.flush(), events]).toEqual([{ kind: 'unchanged' }, []]);
  });

  it('drops an unsaved write that would bring back what it retires', async () => {
    const { state, content, events } = await testState({ main: '{}', mirror: '{}' });
    state.write({ path: [ENVIRONMENT], op: 'set', value: DEAD.id, epoch: 1 });
    await state.commit(commitOf({ retire: proven(DEAD) }));
    expect([state.get([ENVIRONMENT]), content()[MIRROR_FILE], state.refused['retired-id']]).toEqual([
      undefined,
      '{}',
      1,
    ]);
    expect(events).toEqual([{ kind: 'refused', why: 'retired-id', key: ENVIRONMENT, retired: ['env_e…'] }]);
  });

  it('keeps of an unsaved list what it does not retire, and says so', async () => {
    const { state, events } = await testState({ main: '{}' });
    const key = 'added-remote-control-env-ids';
    state.write({ path: [key], op: 'set', value: [DEAD.id, 'env_e_1'], epoch: 1 });
    await state.commit(commitOf({ retire: proven(DEAD) }));
    expect([state.get([key]), events]).toEqual([
      ['env_e_1'],
      [{ kind: 'reduced', why: 'retired-id', key, retired: ['env_e…'] }],
    ]);
  });

  it('removes what its edits name and no more, also of what an earlier one retired', async () => {
    const atoms = { 'remote-control-a': 'c-dead', 'remote-control-b': 'env_e_dead' };
    const main = { [ENROLLMENTS]: { x: { clientId: 'c-dead' } }, [ATOMS]: atoms };
    const { state, put } = await testState({ main: '{}' });
    await state.commit(commitOf({ retire: proven(DEAD) }));
    put(MAIN_FILE, JSON.stringify(main));
    const edit = removal(MAIN_FILE, [ENROLLMENTS, 'x'], { clientId: 'c-dead' });
    await state.commit(commitOf({ edits: [edit], retire: proven({ kind: 'client', id: 'c-dead' }) }));
    expect([state.get([ENROLLMENTS]), state.get([ATOMS])]).toEqual([{}, atoms]);
  });

  it('leaves in both files what an earlier one retired and another program brought back, and says so', async () => {
    const { state, put, content, events } = await testState({ main: '{"a":1}', mirror: '{}' });
    await state.commit(commitOf({ retire: proven(DEAD) }));
    put(MAIN_FILE, `{"${ENVIRONMENT}":"${DEAD.id}","a":1}`);
    put(MIRROR_FILE, `{"${ENVIRONMENT}":"${DEAD.id}"}`);
    await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
    expect([content()[MAIN_FILE], content()[MIRROR_FILE]]).toEqual([
      `{"${ENVIRONMENT}":"${DEAD.id}","${REPAIR_KEY}":{"tombstones":[${JSON.stringify(DEAD)}]}}`,
      `{"${ENVIRONMENT}":"${DEAD.id}"}`,
    ]);
    expect(events).toContainEqual({ kind: 'retired-found', retired: ['env_e…'] });
  });

  it('writes nothing where nothing changes', async () => {
    const { state, content, written } = await testState({ main: '{"a":1}', mirror: '{}' });
    const before = content();
    expect(await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['x'], undefined)] }))).toEqual({
      kind: 'committed',
      epoch: 2,
      backup: null,
    });
    state.liftTombstones([DEAD]);
    state.completeDeletions([deletion('c1')]);
    expect([await state.flush(), written, content()]).toEqual([{ kind: 'unchanged' }, [], before]);
  });

  it('creates no main file without an edit for it; the record then goes into the mirror', async () => {
    const { state, content, path } = await testState({ mirror: '{"a":1}' });
    const result = await state.commit(
      commitOf({ edits: [removal(MIRROR_FILE, ['a'], 1)], retire: proven(DEAD) }),
    );
    expect(result).toEqual({ kind: 'committed', epoch: 2, backup: path(MIRROR_BACKUP) });
    expect(content()).toEqual({
      [MIRROR_FILE]: `{"${REPAIR_KEY}":{"tombstones":[${JSON.stringify(DEAD)}]}}`,
      [MIRROR_BACKUP]: '{"a":1}',
    });
    state.write({ path: ['new'], op: 'set', value: 1, epoch: 2 });
    await state.flush();
    expect(JSON.parse(content()[MAIN_FILE] ?? '')).toEqual({ new: 1, [REPAIR_KEY]: { tombstones: [DEAD] } });
  });

  it('touches nothing where there are no files, and remembers what was retired', async () => {
    const { state, names } = await testState({});
    expect(await state.commit(commitOf({ retire: proven(DEAD) }))).toEqual({
      kind: 'committed',
      epoch: 2,
      backup: null,
    });
    expect([names(), state.record.tombstones]).toEqual([[], [DEAD]]);
  });

  it('keeps the mode of the file; its backup is for the owner only', async () => {
    const { folder, path } = testFolder();
    writeFileSync(path(MAIN_FILE), '{"a":1}');
    chmodSync(path(MAIN_FILE), 0o664);
    const { state } = await reopen(folder);
    await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
    expect([MAIN_FILE, BACKUP].map((name) => statSync(path(name)).mode & 0o777)).toEqual([0o664, 0o600]);
    expect((await state.restore()).kind).toBe('restored');
    await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
    expect(statSync(path(MAIN_FILE)).mode & 0o777).toBe(0o664);
  });

  it('names its backup by the time of day where no clock is given', async () => {
    const { folder } = testFolder({ [MAIN_FILE]: '{"a":1}' });
    const state = await openGlobalState({ folder, access: 'write' });
    const result = await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    expect(result.kind === 'committed' && result.backup).toContain(`mobile-pairing-backup.${today}`);
  });

  it('writes through a symbolic link', async () => {
    const { folder, path, text } = testFolder({ elsewhere: '{"a":1,"b":2}' });
    symlinkSync('elsewhere', path(MAIN_FILE));
    const { state } = await reopen(folder);
    expect((await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }))).kind).toBe('committed');
    expect([text('elsewhere'), text(BACKUP)]).toEqual(['{"b":2}', '{"a":1,"b":2}']);
  });
});

it('a large file keeps every byte that is not edited', async () => {
  const projects = JSON.stringify(
    Array.from({ length: 60_000 }, (_, id) => ({
      id,
      title: `Project "${id}" \u00fc`,
      path: `C:\\${'x'.repeat(200)}`,
    })),
  );
  const { state, text } = await testState({
    main: `{"projects":${projects},"a":1,"big":12345678901234567890}`,
  });
  const result = await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
  const expected = `{"projects":${projects},"big":12345678901234567890}`;
  expect([result.kind, text(MAIN_FILE) === expected]).toEqual(['committed', true]);
});
