import { heal, proven } from '../../../../testing/fakes/commits.ts';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './place.ts';
import {
  BACKUP,
  BEFORE_RESTORE,
  commitOf,
  failure,
  MIRROR_BACKUP,
  standIn,
  saveOnlyWhenAsked,
  testState,
} from '../../../../testing/fakes/stateFolder.ts';

const remove = (file: typeof MAIN_FILE | typeof MIRROR_FILE, key: string, expected: number) =>
  ({ file, path: [key], expected, op: 'remove' }) as const;
const removeA = commitOf({
  edits: [remove(MAIN_FILE, 'a', 1)],
  retire: proven({ kind: 'client', id: 'c-dead' }),
  heal,
});

describe('restore', () => {
  it.each([
    ['CRLF and no last line end', '{\r\n\t"a": 1,\r\n\t"b": 1e400\r\n}'],
    ['a byte order mark', '\uFEFF{"a":1,"b":12345678901234567890}\n\n'],
    ['equal keys', '{"a":0,"b":[ ],"a":1}'],
  ])('puts back the exact bytes, in memory too (%s)', async (_, main) => {
    const mirror = '{ "a" : 1 }\n';
    const { state, content, path } = await testState({ main, mirror });
    await state.commit(commitOf({ ...removeA, edits: [...removeA.edits, remove(MIRROR_FILE, 'a', 1)] }));
    const repaired = content();
    expect(await state.restore()).toEqual({ kind: 'restored', backup: path(BACKUP), epoch: 3 });
    expect(content()).toEqual({
      [MAIN_FILE]: main,
      [MIRROR_FILE]: mirror,
      [BACKUP]: main,
      [MIRROR_BACKUP]: mirror,
      [BEFORE_RESTORE]: repaired[MAIN_FILE],
      [BEFORE_RESTORE.replace('.json', '.json.bak')]: repaired[MIRROR_FILE],
    });
    expect([state.get(['a']), state.record.tombstones, state.epoch]).toEqual([1, [], 3]);
  });

  it('writes the main file first: who is killed in between leaves no dead id in the mirror alone', async () => {
    const { state, written } = await testState({ main: '{"a":1}', mirror: '{"a":1,"m":1}' });
    await state.commit(commitOf({ ...removeA, edits: [...removeA.edits, remove(MIRROR_FILE, 'a', 1)] }));
    await state.restore();
    expect(written).toEqual([MIRROR_FILE, MAIN_FILE, MAIN_FILE, MIRROR_FILE]);
  });

  it('gives the mirror the bytes of the main file where both were the same', async () => {
    const { state, text } = await testState({ main: '{"a":1}', mirror: '{"a":1}' });
    await state.commit(
      commitOf({ ...removeA, edits: [remove(MAIN_FILE, 'a', 1), remove(MIRROR_FILE, 'a', 1)] }),
    );
    await state.restore();
    expect([text(MAIN_FILE), text(MIRROR_FILE)]).toEqual(['{"a":1}', '{"a":1}']);
  });

  it('makes no mirror where there is none', async () => {
    const { state, path } = await testState({ main: '{"a":1}' });
    await state.commit(removeA);
    await state.restore();
    expect(existsSync(path(MIRROR_FILE))).toBe(false);
  });

  it('takes a backup by its absolute path or its name, of either file', async () => {
    const { state, path, text } = await testState({ main: '{"a":1}', mirror: '{"m":1,"a":1}' });
    await state.commit(
      commitOf({ ...removeA, edits: [remove(MAIN_FILE, 'a', 1), remove(MIRROR_FILE, 'a', 1)] }),
    );
    for (const name of [path(BACKUP), BACKUP, MIRROR_BACKUP]) {
      expect(await state.restore({ backup: name })).toMatchObject({ kind: 'restored' });
    }
    expect([text(MAIN_FILE), text(MIRROR_FILE)]).toEqual(['{"a":1}', '{"m":1,"a":1}']);
  });

  it('takes the newest, and never what an earlier restore kept', async () => {
    const { state, put, text } = await testState({ main: '{"now":1}' });
    put(`${MAIN_FILE}.mobile-pairing-backup.20260101000000`, '{"old":1}');
    put(`${MAIN_FILE}.mobile-pairing-backup.20260102000000`, '{"new":1}');
    put(`${MAIN_FILE}.mobile-pairing-before-restore.20270101000000`, '{"before":1}');
    put(`${MAIN_FILE}.mobile-pairing-backup.2099`, '{"no":1}');
    put(`${MAIN_FILE}.20990101000000`, '{"no":1}');
    await state.restore({ exact: true });
    expect(text(MAIN_FILE)).toBe('{"new":1}');
  });

  it.each([
    ['nothing there', undefined],
    ['no such backup', `${MAIN_FILE}.mobile-pairing-backup.20260101000000`],
    ['another name', 'auth.json'],
    ['a kept state', BEFORE_RESTORE],
    ['a relative path', `folder/${BACKUP}`],
  ])('says so when it has nothing to restore: %s', async (_, name) => {
    const { state, text, path, put } = await testState({ main: '{"a":1}' });
    mkdirSync(path('folder'));
    put(`folder/${BACKUP}`, '{}');
    expect(await state.restore({ backup: name })).toEqual({
      kind: 'no-backup',
      message: expect.stringMatching(
        /There is none: a repair makes one|backup of that name|not the name of a backup|Name the backup/,
      ),
    });
    expect(text(MAIN_FILE)).toBe('{"a":1}');
  });

  it.each(['', '\0\0', '[1]', '{"a":'])('does not put a damaged backup in place (%j)', async (damaged) => {
    const { state, put, content } = await testState({ main: '{"a":1}' });
    put(BACKUP, damaged);
    const before = content();
    expect([(await state.restore()).kind, content()]).toEqual(['no-backup', before]);
  });

  it.each([
    ['of the main file', '{', '{"a":1}'],
    ['of the mirror', '{"a":1}', '{'],
  ])('does not put half a backup in place: damaged is the copy %s', async (_, main, mirror) => {
    const { state, put, content } = await testState({ main: '{"a":2}', mirror: '{"a":2}' });
    put(BACKUP, main);
    put(MIRROR_BACKUP, mirror);
    const before = content();
    expect([await state.restore(), content()]).toEqual([
      { kind: 'no-backup', message: 'That backup cannot be read, or is damaged: name another one.' },
      before,
    ]);
  });

  it('says so where the folder can no longer be listed', async () => {
    const { state, put } = await testState({ main: '{"a":2}' });
    put(BACKUP, '{"a":1}');
    standIn('readdirSync', () => () => {
      throw failure('EIO');
    });
    expect(await state.restore({ backup: BACKUP })).toEqual({
      kind: 'no-backup',
      message: 'That backup cannot be read, or is damaged: name another one.',
    });
  });

  it('leaves a mirror alone whose bytes cannot be had', async () => {
    const { state, put, path, text } = await testState({ main: '{"a":2}' });
    mkdirSync(path(MIRROR_FILE));
    put(BACKUP, '{"a":1}');
    expect([
      (await state.restore({ exact: true })).kind,
      text(MAIN_FILE),
      existsSync(path(MIRROR_FILE)),
    ]).toEqual(['restored', '{"a":1}', true]);
  });

  it.each([
    ['absent', undefined],
    ['damaged', '\0\0\0'],
    ['empty', ''],
  ])('works when the main file is %s', async (_, main) => {
    const { state, put, text, content } = await testState(main === undefined ? {} : { main });
    put(BACKUP, '{"a":1}\n');
    expect(await state.restore()).toMatchObject({ kind: 'restored', epoch: 2 });
    expect([text(MAIN_FILE), state.get(['a']), content()[BEFORE_RESTORE]]).toEqual(['{"a":1}\n', 1, main]);
    expect(state.write({ path: ['b'], op: 'set', value: 1, epoch: 2 })).toEqual({ kind: 'accepted' });
  });

  it('replaces a damaged mirror, and keeps its bytes', async () => {
    const { state, put, text } = await testState({ main: '{"a":2}', mirror: '\0' });
    put(BACKUP, '{"a":1}');
    await state.restore();
    expect([text(MIRROR_FILE), text(BEFORE_RESTORE.replace('.json', '.json.bak'))]).toEqual([
      '{"a":1}',
      '\0',
    ]);
  });

  it('leaves a damaged mirror alone that the repair had left alone', async () => {
    const { state, text } = await testState({ main: '{"a":1}', mirror: '{"a":' });
    await state.commit({ ...removeA, heal });
    expect(await state.restore()).toMatchObject({ kind: 'restored' });
    expect([text(MAIN_FILE), text(MIRROR_FILE)]).toEqual(['{"a":1}', '{"a":']);
    await state.restore({ exact: true });
    expect(text(MIRROR_FILE)).toBe('{"a":1}');
  });

  it('does not touch what it could not save first', async () => {
    const { state, put, path, names } = await testState({});
    mkdirSync(path(MAIN_FILE));
    put(BACKUP, '{"a":1}');
    expect(await state.restore()).toMatchObject({ kind: 'unreadable', problem: 'not-a-file' });
    expect(names()).toEqual([MAIN_FILE, BACKUP]);
  });

  it('undoes a repair that only the mirror needed', async () => {
    const { state, content, path } = await testState({ mirror: '{"a":1}' });
    await state.commit(commitOf({ ...removeA, edits: [remove(MIRROR_FILE, 'a', 1)] }));
    expect(await state.restore()).toMatchObject({ kind: 'restored', backup: path(MIRROR_BACKUP) });
    expect([content()[MIRROR_FILE], content()[MAIN_FILE]]).toEqual(['{"a":1}', undefined]);
    rmSync(path(MIRROR_FILE));
    expect(await state.restore()).toEqual({
      kind: 'no-backup',
      message: `That backup is of ${MIRROR_FILE} alone, and that file is not there.`,
    });
  });

  it('drops unsaved writes to pairing keys and keeps the others', async () => {
    saveOnlyWhenAsked();
    const { state, text } = await testState({ main: '{"a":1}' });
    await state.commit(removeA);
    state.write({ path: ['codex-mobile-setup-completed'], op: 'set', value: true, epoch: 2 });
    state.write({ path: ['theme'], op: 'set', value: 'dark', epoch: 2 });
    await state.restore();
    expect([text(MAIN_FILE), state.get(['codex-mobile-setup-completed']), state.get(['theme'])]).toEqual([
      '{"a":1}',
      undefined,
      'dark',
    ]);
    await state.flush();
    expect(text(MAIN_FILE)).toBe('{"a":1,"theme":"dark"}');
  });

  it('makes the writers of the repaired state too old', async () => {
    const { state } = await testState({ main: '{"a":1}' });
    await state.commit(removeA);
    await state.restore();
    expect(state.write({ path: ['selected-remote-host-id'], op: 'set', value: 'local', epoch: 2 })).toEqual({
      kind: 'refused',
      why: 'old-epoch',
    });
  });

  it('leaves memory and files as they were when it cannot write', async () => {
    const { state, put, content } = await testState({ main: '{"a":2}' }, { freeBytes: () => 0 });
    put(BACKUP, '{"a":1}');
    const before = content();
    expect([await state.restore({ exact: true }), state.get(['a']), state.epoch, content()]).toMatchObject([
      { kind: 'write-failed', code: 'ENOSPC', onDisk: 'old' },
      2,
      1,
      before,
    ]);
  });
});
