import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './disk/place.ts';
import { openGlobalState } from './openGlobalState.ts';
import { EMPTY_RECORD } from './record/repairRecord.ts';
import { REPAIR_KEY } from './pairingKeys.ts';
import {
  BACKUP,
  commitOf,
  saveOnlyWhenAsked,
  testFolder,
  testState,
} from '../../../testing/fakes/stateFolder.ts';
import { DEAD, removal } from '../../../testing/fakes/commits.ts';

describe('reading', () => {
  it('answers with what the file holds, deeply frozen, and creates nothing', async () => {
    const { state, folder, content } = await testState({ main: '{"a":{"b":[1,{"c":2}]}}' });
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
    expect((await openGlobalState({ folder: `${folder}/none` })).read(MAIN_FILE)).toEqual({ kind: 'absent' });
  });

  it('shows the main file with unsaved writes, and the mirror as it stands', async () => {
    const { state } = await testState({ main: '{"a":1}', mirror: '{"a":0}' });
    state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 });
    expect([state.get(['a']), state.read(MAIN_FILE), state.read(MIRROR_FILE)]).toEqual([
      2,
      { kind: 'read', value: { a: 2 } },
      { kind: 'read', value: { a: 0 } },
    ]);
  });

  it('answers from memory, whatever another program has written since', async () => {
    const { state, put } = await testState({ main: '{"a":1}', mirror: '{"a":0}' });
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

  it('tells the one file that cannot be read from the other', async () => {
    const { state } = await testState({ main: '{"a":1}', mirror: '\0' });
    expect([state.read(MAIN_FILE), state.read(MIRROR_FILE)]).toMatchObject([
      { kind: 'read' },
      { kind: 'unreadable', file: MIRROR_FILE, problem: 'nul-filled' },
    ]);
  });

  it('takes no write without a writer, and says so', async () => {
    const main = JSON.stringify({ a: 1, [REPAIR_KEY]: { tombstones: [DEAD] } });
    const { folder, content } = testFolder({ [MAIN_FILE]: main });
    const state = await openGlobalState({ folder });
    state.liftTombstones([DEAD]);
    expect([
      state.record.tombstones,
      state.get(['a']),
      state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 }),
      await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] })),
      await state.restore(),
      await state.flush(),
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

  it('gives facts of both files and no content', async () => {
    const { state } = await testState({ main: '{"a":1}', mirror: 'oops' });
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
  ])('is never taken for an empty one (%s)', async (problem, main) => {
    const { state, content } = await testState({ main, mirror: '{"a":1}' });
    const before = content();
    const unreadable = { kind: 'unreadable', file: MAIN_FILE, problem, message: expect.any(String) };
    expect([
      state.read(MAIN_FILE),
      state.get(['a']),
      state.write({ path: ['a'], op: 'set', value: 2, epoch: 1 }),
      await state.commit(commitOf({ edits: [removal(MIRROR_FILE, ['a'], 1)] })),
      await state.flush(),
      state.record,
      state.refused.unreadable,
    ]).toEqual([
      unreadable,
      undefined,
      { kind: 'refused', why: 'unreadable' },
      unreadable,
      { kind: 'unchanged' },
      EMPTY_RECORD,
      1,
    ]);
    expect(content()).toEqual(before);
  });

  it('may be a folder, or lie behind a file', async () => {
    const { folder, path } = testFolder({ file: 'x' });
    mkdirSync(path(MAIN_FILE));
    const states = await Promise.all([folder, path('file')].map((each) => openGlobalState({ folder: each })));
    expect(states.map((state) => state.read(MAIN_FILE))).toMatchObject([
      { problem: 'not-a-file' },
      { problem: 'io' },
    ]);
  });

  it('is looked at again, so that trying again works once it is put right', async () => {
    const { state, put, text } = await testState({ main: '\0' });
    expect(state.read(MAIN_FILE)).toMatchObject({ problem: 'nul-filled' });
    put(MAIN_FILE, '[]');
    await state.refresh();
    expect(state.read(MAIN_FILE)).toMatchObject({ problem: 'not-an-object' });
    put(MAIN_FILE, '{"a":1}');
    await state.refresh();
    expect(state.read(MAIN_FILE)).toEqual({ kind: 'read', value: { a: 1 } });
    expect(state.write({ path: ['b'], op: 'set', value: 2, epoch: 1 })).toEqual({ kind: 'accepted' });
    expect(await state.flush()).toEqual({ kind: 'flushed' });
    expect(text(MAIN_FILE)).toBe('{"a":1,"b":2}');
  });

  it('that was good before keeps its version in memory, and takes no write until it is put right', async () => {
    saveOnlyWhenAsked();
    const { state, put, text, events } = await testState({ main: '{"a":1}' });
    state.write({ path: ['b'], op: 'set', value: 2, epoch: 1 });
    put(MAIN_FILE, '\0\0');
    expect([await state.flush(), state.get(['a']), state.get(['b']), text(MAIN_FILE)]).toMatchObject([
      { kind: 'unreadable', problem: 'nul-filled' },
      1,
      2,
      '\0\0',
    ]);
    expect(events).toMatchObject([
      { kind: 'adopted' },
      { kind: 'flush-failed', outcome: { problem: 'nul-filled' } },
    ]);
    // Anyone who reads now has to know that nothing can be saved.
    expect(state.read(MAIN_FILE)).toMatchObject({ kind: 'unreadable', problem: 'nul-filled' });
    put(MAIN_FILE, '{"c":3}');
    expect([await state.flush(), text(MAIN_FILE)]).toEqual([{ kind: 'flushed' }, '{"c":3,"b":2}']);
  });

  it('does not stop the main file when it is the mirror: that one is left alone', async () => {
    const { state, content, written } = await testState({ main: '{"a":1,"b":2}', mirror: '\0\0' });
    const wrongExpectation = await state.commit(commitOf({ edits: [removal(MIRROR_FILE, ['a'], 1)] }));
    const committed = await state.commit(commitOf({ edits: [removal(MAIN_FILE, ['a'], 1)] }));
    expect([wrongExpectation.kind, committed.kind, written]).toEqual(['mismatch', 'committed', [MAIN_FILE]]);
    expect(content()).toEqual({ [MAIN_FILE]: '{"b":2}', [MIRROR_FILE]: '\0\0', [BACKUP]: '{"a":1,"b":2}' });
  });
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
