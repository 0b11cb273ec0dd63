import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './contract.ts';
import type { Edit, HealRecord, RemoteDeletion } from './contract.ts';
import { electronStoreFile } from './electronStoreFile.ts';
import { openGlobalState } from './openGlobalState.ts';
import { REPAIR_KEY } from './pairingKeys.ts';
import { BACKUP, commitOf, MIRROR_BACKUP, testFolder, testState } from './testFolder.ts';

const ENVIRONMENT = 'electron-local-remote-control-environment-id';
const ENROLLMENTS = 'electron-remote-control-client-enrollments';
const ATOMS = 'electron-persisted-atom-state';
const DEAD = { kind: 'environment', id: 'env_e_dead' } as const;

const removal = (file: Edit['file'], path: readonly string[], expected: Edit['expected']): Edit => ({
  file,
  path,
  expected,
  op: 'remove',
});
const deletion = (id: string): RemoteDeletion => ({
  kind: 'client',
  id,
  accountId: 'account-1',
  baseUrl: 'https://chatgpt.com/backend-api',
});
const heal: HealRecord = {
  at: '2026-05-04T03:02:01.000Z',
  mode: 'automatic',
  cause: 'environment:env_e_dead',
  removed: 1,
};

describe('reading', () => {
  it('answers with what the file holds, deeply frozen, and creates nothing', () => {
    const { state, folder, content } = testState({ main: '{"a":{"b":[1,{"c":2}]}}' });
    const value = state.get(['a']) as { b: unknown[] };
    expect(value).toEqual({ b: [1, { c: 2 }] });
    expect([value, value.b, value.b[1]].map((each) => Object.isFrozen(each))).toEqual([true, true, true]);
    expect(state.get(['a', 'b'])).toEqual([1, { c: 2 }]);
    expect([state.get(['nothing']), state.get(['a', 'constructor']), state.get(['a', 'b', '0'])]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(state.read(MAIN_FILE)).toEqual({ kind: 'read', value: { a: { b: [1, { c: 2 }] } } });
    expect(state.read(MIRROR_FILE)).toEqual({ kind: 'absent' });
    expect(content()).toEqual({ [MAIN_FILE]: '{"a":{"b":[1,{"c":2}]}}' });
    expect(openGlobalState({ folder: `${folder}/none` }).read(MAIN_FILE)).toEqual({ kind: 'absent' });
  });

  it('shows the main file with unsaved writes, and the mirror as it stands', () => {
    const { state } = testState({ main: '{"a":1}', mirror: '{"a":0}' });
    state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 });
    expect([state.get(['a']), state.read(MAIN_FILE), state.read(MIRROR_FILE)]).toEqual([
      2,
      { kind: 'read', value: { a: 2 } },
      { kind: 'read', value: { a: 0 } },
    ]);
  });

  it('answers from memory, whatever somebody else has written since', () => {
    const { state, put } = testState({ main: '{"a":1}', mirror: '{"a":0}' });
    put(MAIN_FILE, '{"a":2}');
    put(MIRROR_FILE, '{"a":2}');
    state.write({ path: ['b'], op: 'set', value: 1, epoch: 1 });
    expect([state.get(['a']), state.read(MAIN_FILE), state.read(MIRROR_FILE), state.get([])]).toEqual([
      1,
      { kind: 'read', value: { a: 1, b: 1 } },
      { kind: 'read', value: { a: 0 } },
      { a: 1, b: 1 },
    ]);
  });

  it('tells the one file that cannot be read from the other', () => {
    const { state } = testState({ main: '{"a":1}', mirror: '\0' });
    expect([state.read(MAIN_FILE), state.read(MIRROR_FILE)]).toMatchObject([
      { kind: 'read' },
      { kind: 'unreadable', file: MIRROR_FILE, problem: 'nul-filled' },
    ]);
  });

  it('takes no write without a writer, and says so', () => {
    const main = JSON.stringify({ a: 1, [REPAIR_KEY]: { tombstones: [DEAD] } });
    const { folder, content } = testFolder({ [MAIN_FILE]: main });
    const state = openGlobalState({ folder });
    state.confirm([DEAD]);
    expect([
      state.record.tombstones,
      state.get(['a']),
      state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 }),
      state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] })),
      state.restore(),
      state.flush(),
      state.refused.closed,
    ]).toEqual([
      [DEAD],
      1,
      { kind: 'refused', why: 'closed' },
      { kind: 'closed' },
      { kind: 'closed' },
      { kind: 'closed' },
      1,
    ]);
    expect(content()).toEqual({ [MAIN_FILE]: main });
  });

  it('gives facts of both files and no content', () => {
    const { state } = testState({ main: '{"a":1}', mirror: 'oops' });
    expect(state.facts()).toEqual([
      {
        file: MAIN_FILE,
        exists: true,
        size: 7,
        mode: '600',
        modified: expect.stringMatching(/Z$/),
        parse: 'ok',
      },
      {
        file: MIRROR_FILE,
        exists: true,
        size: 4,
        mode: '600',
        modified: expect.stringMatching(/Z$/),
        parse: 'not-json',
      },
    ]);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['empty', ''],
    ['empty', ' \r\n'],
    ['nul-filled', '\0\0\0\0'],
    ['nul-filled', '{"projects":[1,2\0\0\0'],
    ['not-utf8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['not-json', '{"a":1'],
    ['not-an-object', '[1]'],
    ['not-an-object', 'null'],
  ])('is never taken for an empty one (%s)', (problem, main) => {
    const { state, content } = testState({ main, mirror: '{"a":1}' });
    const before = content();
    const unreadable = { kind: 'unreadable', file: MAIN_FILE, problem, message: expect.any(String) };
    expect([
      state.read(MAIN_FILE),
      state.get(['a']),
      state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 }),
      state.commit(commitOf({ edits: [removal(MIRROR_FILE, ['a'], 1)] })),
      state.flush(),
      state.record,
      state.refused.unreadable,
    ]).toEqual([
      unreadable,
      undefined,
      { kind: 'refused', why: 'unreadable' },
      unreadable,
      { kind: 'unchanged' },
      { tombstones: [], outbox: [], heals: [] },
      1,
    ]);
    expect(content()).toEqual(before);
  });

  it('may be a folder, or lie behind a file', () => {
    const { folder, path } = testFolder({ file: 'x' });
    mkdirSync(path(MAIN_FILE));
    const problems = [folder, path('file')].map((each) => openGlobalState({ folder: each }).read(MAIN_FILE));
    expect(problems).toMatchObject([{ problem: 'not-a-file' }, { problem: 'io' }]);
  });

  it('is looked at again, so that trying again works once it is put right', () => {
    const { state, put, text } = testState({ main: '\0' });
    expect(state.read(MAIN_FILE)).toMatchObject({ problem: 'nul-filled' });
    put(MAIN_FILE, '[]');
    expect(state.read(MAIN_FILE)).toMatchObject({ problem: 'not-an-object' });
    put(MAIN_FILE, '{"a":1}');
    expect(state.read(MAIN_FILE)).toEqual({ kind: 'read', value: { a: 1 } });
    expect(state.write({ path: ['b'], op: 'set', value: 2, epoch: 1 })).toEqual({ kind: 'accepted' });
    expect(state.flush()).toEqual({ kind: 'flushed' });
    expect(text(MAIN_FILE)).toBe('{"a":1,"b":2}');
  });

  it('that was good before keeps its version in memory, and takes no write until it is put right', () => {
    const { state, put, text, events } = testState({ main: '{"a":1}' });
    state.write({ path: ['b'], op: 'set', value: 2, epoch: 1 });
    put(MAIN_FILE, '\0\0');
    expect([state.flush(), state.get(['a']), state.get(['b']), text(MAIN_FILE)]).toMatchObject([
      { kind: 'unreadable', problem: 'nul-filled' },
      1,
      2,
      '\0\0',
    ]);
    expect(events).toMatchObject([{ kind: 'flush-failed', outcome: { problem: 'nul-filled' } }]);
    expect(state.read(MAIN_FILE)).toEqual({ kind: 'read', value: { a: 1, b: 2 } });
    put(MAIN_FILE, '{"c":3}');
    expect([state.flush(), text(MAIN_FILE)]).toEqual([{ kind: 'flushed' }, '{"c":3,"b":2}']);
  });

  it('does not stop the main file when it is the mirror: that one is left alone', () => {
    const { state, content, written } = testState({ main: '{"a":1,"b":2}', mirror: '\0\0' });
    const wrongExpectation = state.commit(commitOf({ edits: [removal(MIRROR_FILE, ['a'], 1)] }));
    const committed = state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
    expect([wrongExpectation.kind, committed.kind, written]).toEqual(['mismatch', 'committed', [MAIN_FILE]]);
    expect(content()).toEqual({ [MAIN_FILE]: '{"b":2}', [MIRROR_FILE]: '\0\0', [BACKUP]: '{"a":1,"b":2}' });
  });
});

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
    expect([state.record, state.get([ENVIRONMENT]), state.epoch]).toEqual([record, undefined, 2]);
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

it('opening for reading loads no writer', () => {
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve: (specifier, context, next) => {
      if (specifier === 'electron-store') throw new Error('loaded');
      return next(specifier, context);
    } });
    await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)});`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

describe('write', () => {
  it('makes one file write out of a burst, soon and by itself', async () => {
    const { state, written, text } = testState({ main: '{}' });
    for (let index = 0; index < 1000; index += 1) {
      state.write({ path: [`key-${index}`], op: 'set', value: index, epoch: 1 });
    }
    await vi.waitFor(() => expect(written).toEqual([MAIN_FILE]));
    expect(Object.keys(JSON.parse(text(MAIN_FILE)) as object)).toHaveLength(1000);
    expect(state.flush()).toEqual({ kind: 'unchanged' });
  });

  it('does not hold the process', () => {
    const { state } = testState({ main: '{}' });
    const before = process.getActiveResourcesInfo();
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    expect(process.getActiveResourcesInfo()).toEqual(before);
  });

  it('schedules nothing when it changes nothing', () => {
    const { state, written } = testState({ main: '{"a":{"x":1,"y":2}}' });
    state.write({ path: ['a'], op: 'set', value: { y: 2, x: 1 }, epoch: 1 });
    state.write({ path: ['b'], op: 'remove', epoch: 1 });
    expect([state.flush(), written]).toEqual([{ kind: 'unchanged' }, []]);
  });

  it('that changes nothing does not undo what somebody else changes later', () => {
    const { state, put, text } = testState({ main: '{"a":1}' });
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    put(MAIN_FILE, '{"a":2}');
    state.write({ path: ['b'], op: 'set', value: 1, epoch: 1 });
    state.flush();
    expect(text(MAIN_FILE)).toBe('{"a":2,"b":1}');
  });

  it('changes the same members of the mirror, without a backup', () => {
    const { state, content } = testState({ main: '{"a":1,"b":2}', mirror: '{"a":0,"only":"mine"}' });
    state.write({ path: ['a'], op: 'set', value: 5, epoch: 1 });
    state.write({ path: ['b'], op: 'remove', epoch: 1 });
    expect(state.flush()).toEqual({ kind: 'flushed' });
    expect(content()).toEqual({ [MAIN_FILE]: '{"a":5}', [MIRROR_FILE]: '{"a":5,"only":"mine"}' });
  });

  it('creates the main file, and its folder, for their owner only', () => {
    const { folder } = testFolder();
    const home = `${folder}/home`;
    const { state } = reopen(home);
    state.write({ path: ['a'], op: 'set', value: { b: 1 }, epoch: 1 });
    expect(state.flush()).toEqual({ kind: 'flushed' });
    expect([statSync(home).mode & 0o777, statSync(`${home}/${MAIN_FILE}`).mode & 0o777]).toEqual([
      0o700, 0o600,
    ]);
    expect(state.read(MAIN_FILE)).toEqual({ kind: 'read', value: { a: { b: 1 } } });
  });

  it('keeps nothing of the value its author may change later', () => {
    const { state, put, text } = testState({ main: '{}' });
    const value = { list: [1] };
    state.write({ path: ['a'], op: 'set', value, epoch: 1 });
    value.list.push(2);
    put(MAIN_FILE, '{"b":1}');
    state.flush();
    expect(text(MAIN_FILE)).toBe('{"b":1,"a":{"list":[1]}}');
  });

  it('is replayed on what somebody else wrote meanwhile, in its order', () => {
    const { state, put, text } = testState({ main: '{"a":1}' });
    state.write({ path: ['x', 'y'], op: 'set', value: 1, epoch: 1 });
    state.write({ path: ['x'], op: 'set', value: { z: 1 }, epoch: 1 });
    state.write({ path: ['x', 'y'], op: 'set', value: 2, epoch: 1 });
    state.write({ path: ['a'], op: 'remove', epoch: 1 });
    put(MAIN_FILE, '{"a":7,"theirs":1}');
    state.flush();
    expect(text(MAIN_FILE)).toBe('{"theirs":1,"x":{"z":1,"y":2}}');
  });

  it('does not bring back a file that somebody deleted, beyond what is written now', () => {
    const { state, path, text } = testState({ main: `{"${ENVIRONMENT}":"env_1"}` });
    rmSync(path(MAIN_FILE));
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    state.flush();
    expect(text(MAIN_FILE)).toBe('{"a":1}');
  });

  it('is refused where no value can go', () => {
    const { state, events } = testState({ main: '{"text":"x","list":[]}' });
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

  it('to a pairing key needs the present epoch; to another key it does not', () => {
    const { state } = testState({ main: '{}' });
    state.commit(commitOf({}));
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

  it('of a retired id is refused, counted and logged, in the present epoch too', () => {
    const { state, events } = testState({ main: '{}' });
    state.commit(commitOf({ retire: [DEAD, { kind: 'client', id: 'another' }] }));
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
      { kind: 'refused', why: 'retired-id', key: ENVIRONMENT, retired: ['env_e_de…'] },
      { kind: 'reduced', why: 'retired-id', key: 'added-remote-control-env-ids', retired: ['env_e_de…'] },
    ]);
  });

  it('of ours drops what somebody else brought back, from both files', () => {
    const { state, put, content } = testState({ main: '{}', mirror: '{}' });
    state.commit(commitOf({ retire: [DEAD] }));
    const stale = `{"${ENVIRONMENT}":"${DEAD.id}","a":1}`;
    put(MAIN_FILE, stale);
    put(MIRROR_FILE, stale);
    state.write({ path: ['b'], op: 'set', value: 2, epoch: 1 });
    state.flush();
    expect(JSON.parse(content()[MAIN_FILE] ?? '')).toEqual({
      a: 1,
      b: 2,
      [REPAIR_KEY]: { tombstones: [DEAD] },
    });
    expect(content()[MIRROR_FILE]).toBe('{"a":1,"b":2}');
  });

  it('needs no file write where somebody else wrote the same meanwhile', () => {
    const { state, put, written } = testState({ main: '{"a":1}' });
    state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 });
    put(MAIN_FILE, '{"a":2}');
    expect([state.flush(), written, state.flush()]).toEqual([
      { kind: 'unchanged' },
      [],
      { kind: 'unchanged' },
    ]);
  });

  it('goes past a mirror that is damaged meanwhile, and says so once', () => {
    const { state, put, content, events } = testState({ main: '{}', mirror: '{}' });
    put(MIRROR_FILE, '\0');
    for (const value of [1, 2]) {
      state.write({ path: ['a'], op: 'set', value, epoch: 1 });
      expect(state.flush()).toEqual({ kind: 'flushed' });
    }
    expect(content()).toEqual({ [MAIN_FILE]: '{"a":2}', [MIRROR_FILE]: '\0' });
    expect(events).toEqual([
      { kind: 'mirror-left-alone', problem: 'nul-filled' },
      { kind: 'adopted', file: MIRROR_FILE },
    ]);
  });

  it('stays unsaved when the file cannot be written, and is tried again', () => {
    let full = true;
    const { state, text, events } = testState({ main: '{}' }, { freeBytes: () => (full ? 1000 : null) });
    state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    expect(state.flush()).toMatchObject({ kind: 'write-failed', code: 'ENOSPC', onDisk: 'old' });
    expect([state.get(['a']), text(MAIN_FILE), events]).toMatchObject([1, '{}', [{ kind: 'flush-failed' }]]);
    full = false;
    expect([state.flush(), text(MAIN_FILE)]).toEqual([{ kind: 'flushed' }, '{"a":1}']);
  });
});

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
    expect(openGlobalState({ folder }).record).toEqual({
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

function reopen(folder: string) {
  return testState({}, { folder });
}
