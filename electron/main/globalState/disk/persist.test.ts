import { proven } from '../../../../testing/fakes/commits.ts';
import { chmodSync, fstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE, type Commit } from '../contract.ts';
import { atomicStoreFile, bytesNeeded, freeBytes, writeFailed, type StoreFile } from './persist.ts';
import { BACKUP, commitOf, failure, standIn, testState } from '../../../../testing/fakes/stateFolder.ts';

const files = { main: '{"a":1,"b":1}\n', mirror: '{"a":1,"m":1}\n' };
const commit: Commit = commitOf({
  edits: ([MAIN_FILE, MIRROR_FILE] as const).map((file) => ({
    file,
    path: ['a'],
    expected: 1,
    op: 'remove',
  })),
  retire: proven({ kind: 'client', id: 'c1' }),
});

/** The real writer, but `fail` stands in for it on one file. */
function failing(file: string, fail: (path: string, bytes: Uint8Array) => void): StoreFile {
  return (path) => ({
    write: (bytes) => (path.endsWith(file) ? fail(path, bytes) : atomicStoreFile(path).write(bytes)),
  });
}

function refuse(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: refused`), { code });
  };
}

describe('a commit that cannot be written', () => {
  it.each<[string, StoreFile, string]>([
    ['the main file is refused', failing(MAIN_FILE, refuse('EACCES')), 'EACCES'],
    ['the mirror is refused', failing(MIRROR_FILE, refuse('EROFS')), 'EROFS'],
    [
      'the main file comes out short, and nobody says so',
      failing(MAIN_FILE, (path, bytes) => writeFileSync(path, bytes.subarray(0, 5))),
      'INCOMPLETE',
    ],
    ['the main file comes out empty', failing(MAIN_FILE, (path) => writeFileSync(path, '')), 'INCOMPLETE'],
    ['the mirror comes out short', failing(MIRROR_FILE, (path) => writeFileSync(path, '{')), 'INCOMPLETE'],
    ['the main file is gone', failing(MAIN_FILE, (path) => rmSync(path)), 'INCOMPLETE'],
    ['nothing is written at all', failing(MAIN_FILE, () => {}), 'INCOMPLETE'],
  ])('leaves both files, their modes and memory as they were: %s', async (_, storeFile, code) => {
    const { state, content, path } = await testState(files, { storeFile });
    chmodSync(path(MAIN_FILE), 0o640);
    const before = content();
    expect(await state.commit(commit)).toEqual({
      kind: 'write-failed',
      code,
      onDisk: 'old',
      message: expect.stringMatching(/The state file is as it was before\.$/),
    });
    expect(content()).toEqual(before);
    expect([
      state.get(['a']),
      state.epoch,
      state.record.tombstones,
      statSync(path(MAIN_FILE)).mode & 0o777,
    ]).toEqual([1, 1, [], 0o640]);
  });

  it('says so where the old file cannot be put back, and keeps the backup', async () => {
    const storeFile = failing(MAIN_FILE, (path) => {
      rmSync(path);
      mkdirSync(path);
      refuse('EIO')();
    });
    const { state, text, names, path } = await testState(files, { storeFile });
    expect(await state.commit(commit)).toMatchObject({
      kind: 'write-failed',
      code: 'EIO',
      onDisk: 'unknown',
      message: expect.stringContaining(path(BACKUP)),
    });
    expect([text(MIRROR_FILE), state.get(['a'])]).toEqual([files.mirror, 1]);
    expect(names().filter((name) => name.includes('backup'))).toHaveLength(2);
  });

  it('takes its success from the file, not from the writer', async () => {
    const storeFile = failing(MAIN_FILE, (path, bytes) => {
      atomicStoreFile(path).write(bytes);
      refuse('EPERM')();
    });
    const { state, text } = await testState(files, { storeFile });
    expect(await state.commit(commit)).toMatchObject({ kind: 'committed' });
    expect(text(MAIN_FILE)).toContain('"tombstones"');
  });

  it('is not begun on a disk that is nearly full', async () => {
    const asked: string[] = [];
    const { state, content, folder, written } = await testState(files, {
      freeBytes: (each) => {
        asked.push(each);
        return 1024 * 1024;
      },
    });
    const before = content();
    expect(await state.commit(commit)).toMatchObject({ kind: 'write-failed', code: 'ENOSPC', onDisk: 'old' });
    expect([asked, content(), written]).toEqual([[folder], before, []]);
  });

  it('can be made again', async () => {
    let broken = true;
    const storeFile: StoreFile = (path) => ({
      write: (bytes) => (broken ? refuse('EBUSY')() : atomicStoreFile(path).write(bytes)),
    });
    const { state, text } = await testState(files, { storeFile });
    expect((await state.commit(commit)).kind).toBe('write-failed');
    broken = false;
    expect((await state.commit(commit)).kind).toBe('committed');
    expect(text(MIRROR_FILE)).toBe('{"m":1}\n');
  });
});

it('nothing is written where no backup can be made', async () => {
  const { state, content, written } = await testState(files);
  const before = content();
  standIn('openSync', (open) => (name: string, ...rest: [string]) => {
    if (name.includes('mobile-pairing-backup')) throw failure('EDQUOT');
    return open(name, ...rest);
  });
  expect(await state.commit(commit)).toMatchObject({ kind: 'write-failed', code: 'EDQUOT', onDisk: 'old' });
  expect([content(), written]).toEqual([before, []]);
});

it.each([
  ['ENOSPC', 'old', 'The disk is full: free some space and try again. The state file is as it was before.'],
  ['EXDEV', 'old', 'The file system answered EXDEV. The state file is as it was before.'],
  [
    'EDQUOT',
    'old',
    'Your disk quota is used up: free some space and try again. The state file is as it was before.',
  ],
  ...(['EACCES', 'EPERM'] as const).map(
    (code) =>
      [
        code,
        'old',
        'The folder may not be written by this user: correct its permissions and try again. The state file is as it was before.',
      ] as const,
  ),
  [
    'EBUSY',
    'old',
    'Another program holds the file: close it and try again. The state file is as it was before.',
  ],
  [
    'INCOMPLETE',
    'unknown',
    'The disk did not keep what was written: check that it has free space and try again. The old state file could not be put back.',
  ],
  [
    'EROFS',
    'unknown',
    'The disk is read-only: make it writable and try again. The old state file could not be put back.',
  ],
] as const)('%s is told in words that help', (code, onDisk, words) => {
  expect(writeFailed(code, onDisk)).toEqual({
    kind: 'write-failed',
    code,
    onDisk,
    message: `The state file could not be written. ${words}`,
  });
});

it('the free space of a disk is known, or known not to be', async () => {
  const { folder } = await testState({});
  const given = [
    { bavail: 7, bsize: 512, blocks: 9 },
    { bavail: 0, bsize: 512, blocks: 9 },
    { bavail: 0, bsize: 512, blocks: 0 },
  ];
  standIn('statfsSync', (statfs) => (path: string) => (path === folder ? given.shift() : statfs(path)));
  expect([freeBytes(folder), freeBytes(folder), freeBytes(folder), freeBytes(`${folder}/none`)]).toEqual([
    3584,
    0,
    null,
    null,
  ]);
});

it('a file that a failed write has not touched is not touched by putting it back either', async () => {
  const { state, path } = await testState(files, { storeFile: failing(MIRROR_FILE, refuse('EACCES')) });
  const inodes = () => [MAIN_FILE, MIRROR_FILE].map((file) => statSync(path(file)).ino);
  const before = inodes();
  await state.commit(commit);
  expect(inodes()).toEqual(before);
});

it('a write lasts through a power cut: the folder is synced after it', async () => {
  const { state, folder } = await testState(files);
  const synced: boolean[] = [];
  standIn('fsyncSync', (sync) => (file: number) => {
    synced.push(fstatSync(file).ino === statSync(folder).ino);
    sync(file);
  });
  state.write({ path: ['new'], op: 'set', value: 1, epoch: 1 });
  expect([(await state.flush()).kind, synced.filter(Boolean)]).toEqual(['flushed', [true, true]]);
});

it('what a failed first write has left behind, and cannot be removed, is told', async () => {
  const storeFile = failing(MAIN_FILE, (path) => {
    mkdirSync(path);
    refuse('EIO')();
  });
  const { state } = await testState({}, { storeFile });
  state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
  expect(await state.flush()).toMatchObject({ kind: 'write-failed', code: 'EIO', onDisk: 'unknown' });
});

it('a first flush that fails leaves no file', async () => {
  const storeFile = failing(MAIN_FILE, (path) => writeFileSync(path, '{'));
  const { state, names } = await testState({}, { storeFile });
  state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
  expect([await state.flush(), names(), state.get(['a'])]).toMatchObject([
    { kind: 'write-failed', onDisk: 'old' },
    [],
    1,
  ]);
});

it('a folder that cannot be made is a failure, not an exception', async () => {
  const { folder, put } = await testState({});
  put('file', '');
  const { state } = await testState({}, { folder: `${folder}/file/home` });
  expect(state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 })).toEqual({
    kind: 'refused',
    why: 'unreadable',
  });
  expect(readFileSync(`${folder}/file`, 'utf8')).toBe('');
});

it('the room that a write needs follows the largest file', () => {
  const target = { path: '', before: null, after: Buffer.alloc(10) };
  expect([bytesNeeded([target, null]), bytesNeeded([null, { ...target, after: Buffer.alloc(20) }])]).toEqual([
    1024 * 1024 + 30,
    1024 * 1024 + 60,
  ]);
});
