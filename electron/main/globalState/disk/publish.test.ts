import { chmodSync, linkSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from './place.ts';
import {
  BACKUP,
  commitOf,
  failure,
  MIRROR_BACKUP,
  standIn,
  standInAsync,
  testFolder,
  testState,
} from '../../../../testing/fakes/stateFolder.ts';
import { heal, proven } from '../../../../testing/fakes/commits.ts';

const files = { main: '{"dead":1,"p":1}\n', mirror: '{"dead":1,"m":1}\n' };
const commit = commitOf({
  edits: ([MAIN_FILE, MIRROR_FILE] as const).map((file) => ({
    file,
    path: ['dead'],
    expected: 1,
    op: 'remove',
  })),
  retire: proven({ kind: 'client', id: 'c1' }),
  heal,
});
/** What another program writes: all that it remembers, and something new. */
const THEIRS = '{"dead":1,"p":1,"theirs":2}\n';

type Opened = Awaited<ReturnType<typeof testState>>;

/** Another program puts its version in the place of the main file, as careful programs do. */
function renameTheirs({ path }: Opened, content = THEIRS): void {
  writeFileSync(path('theirs.tmp'), content, { mode: 0o600 });
  renameSync(path('theirs.tmp'), path(MAIN_FILE));
}

/** Runs `work` right before or right after the first `times` calls of `name` that are about the main file. */
function around(
  opened: Opened,
  name: 'linkSync' | 'renameSync',
  when: 'before' | 'after',
  work: (count: number) => void,
  times = 1,
): void {
  let count = 0;
  standIn(name, (real) => (from: string, to: string) => {
    const isMain = [from, to].includes(opened.path(MAIN_FILE)) && !from.endsWith('theirs.tmp');
    const isDue = isMain && count < times;
    if (isDue) count += 1;
    if (isDue && when === 'before') work(count);
    real(from, to);
    if (isDue && when === 'after') work(count);
  });
}

const main = ({ text }: Opened) => JSON.parse(text(MAIN_FILE)) as Record<string, unknown>;

describe('a version that another program puts in place meanwhile', () => {
  it.each([
    ['after we read', 'linkSync', 'before'],
    ['after we wrote, before we look again', 'renameSync', 'after'],
  ] as const)('keeps what is new in it, and loses what the repair removes: %s', async (_, name, when) => {
    const opened = await testState(files);
    around(opened, name, when, () => renameTheirs(opened));
    expect(await opened.state.commit(commit)).toMatchObject({ kind: 'committed' });
    expect(main(opened)).toMatchObject({ p: 1, theirs: 2 });
    expect(main(opened)).not.toHaveProperty('dead');
    expect(opened.text(MIRROR_FILE)).toBe('{"m":1}\n');
    // What the last rename replaced is the newest backup, whichever program wrote it.
    const newest = opened.names().findLast((file) => file.startsWith(`${MAIN_FILE}.mobile-pairing-backup.`));
    expect(opened.text(newest ?? '')).toBe(THEIRS);
    expect([opened.state.get(['theirs']), opened.state.get(['dead'])]).toEqual([2, undefined]);
  });

  it('is put back where it was written into the old file in the last moment', async () => {
    const opened = await testState(files);
    around(opened, 'renameSync', 'before', () => writeFileSync(opened.path(MAIN_FILE), THEIRS));
    expect(await opened.state.commit(commit)).toMatchObject({ kind: 'committed' });
    expect(main(opened)).toMatchObject({ p: 1, theirs: 2 });
    expect(main(opened)).not.toHaveProperty('dead');
  });

  it.each([
    ['both files', 'linkSync', 'before'],
    ['the main file', 'renameSync', 'after'],
  ] as const)('over ours leaves a copy of what ours had replaced: %s', async (which, name, when) => {
    const opened = await testState(files);
    around(opened, name, when, () => {
      renameTheirs(opened, '{"dead":2}');
      if (which === 'both files') writeFileSync(opened.path(MIRROR_FILE), '{"theirs":2}');
    });
    expect(await opened.state.commit(commit)).toMatchObject({ kind: 'mismatch' });
    const kept = opened.names().filter((each) => each.includes('.mobile-pairing-replaced.'));
    expect(kept.map(opened.text)).toEqual([which === 'both files' ? files.mirror : files.main]);
    expect(kept.map((each) => statSync(opened.path(each)).mode & 0o777)).toEqual([0o600]);
  });

  it('is told apart though it has the length and the time of ours', async () => {
    const opened = await testState(files);
    const { mtime } = statSync(opened.path(MAIN_FILE));
    around(opened, 'linkSync', 'before', () => {
      writeFileSync(opened.path(MAIN_FILE), files.main.replace('"p":1', '"p":7'));
      void mtime;
    });
    expect(await opened.state.commit(commit)).toMatchObject({ kind: 'committed' });
    expect(main(opened)).toMatchObject({ p: 7 });
  });

  it('wins where it never ends: nothing of ours is there, and both files and memory are theirs', async () => {
    const opened = await testState(files);
    around(
      opened,
      'linkSync',
      'before',
      (count) => renameTheirs(opened, `{"dead":1,"n":${count}}`),
      Infinity,
    );
    expect(await opened.state.commit(commit)).toEqual({ kind: 'state-changed' });
    expect([opened.text(MAIN_FILE), opened.text(MIRROR_FILE)]).toEqual([
      expect.stringMatching(/^\{"dead":1,"n":\d+\}$/),
      files.mirror,
    ]);
    expect([opened.state.epoch, opened.state.record.tombstones]).toEqual([1, []]);
    // Of its versions that it wrote over itself, while we put an earlier one back, a copy stays; of ours nothing does.
    const others = opened.names().filter((name) => name !== MAIN_FILE && name !== MIRROR_FILE);
    expect(others.filter((name) => !name.includes('.mobile-pairing-replaced.'))).toEqual([]);
    expect(others.map(opened.text).filter((text) => !/^\{"dead":1,"n":\d+\}$/.test(text))).toEqual([]);
  });

  it('is not written over where it creates the file that we are about to create', async () => {
    const opened = await testState({});
    opened.state.write({ path: ['ours'], op: 'set', value: 1, epoch: 1 });
    around(opened, 'linkSync', 'before', () => renameTheirs(opened, '{"theirs":2}'));
    expect([await opened.state.flush(), main(opened)]).toEqual([{ kind: 'flushed' }, { theirs: 2, ours: 1 }]);
  });

  it('ends the repair where it is no version that the repair was for', async () => {
    const opened = await testState(files);
    around(opened, 'linkSync', 'before', () => renameTheirs(opened, '{"dead":2}'));
    expect(await opened.state.commit(commit)).toMatchObject({ kind: 'mismatch' });
    expect([opened.text(MAIN_FILE), opened.text(MIRROR_FILE)]).toEqual(['{"dead":2}', files.mirror]);
  });
});

it('a pairing key that the app writes while a repair is prepared is part of what the repair sees', async () => {
  const { state, text } = await testState({ main: '{"dead":1}' });
  const committing = state.commit(commitOf({ edits: [commit.edits[0]!] }));
  state.write({ path: ['codex-mobile-setup-completed'], op: 'set', value: true, epoch: 1 });
  expect(await committing).toMatchObject({ kind: 'committed', epoch: 2 });
  expect(JSON.parse(text(MAIN_FILE))).toMatchObject({ 'codex-mobile-setup-completed': true });
});

it('what else the app writes meanwhile is neither lost nor in the way', async () => {
  const { state, text } = await testState({ main: '{"dead":1}' });
  const committing = state.commit(commitOf({ edits: [commit.edits[0]!] }));
  for (const value of [1, 2, 3]) state.write({ path: ['width'], op: 'set', value, epoch: 1 });
  expect(await committing).toMatchObject({ kind: 'committed' });
  expect(state.get(['width'])).toBe(3);
  await state.flush();
  expect(JSON.parse(text(MAIN_FILE))).toEqual({ width: 3 });
});

describe('a file that cannot be replaced', () => {
  it.each([
    [MAIN_FILE, 'EACCES'],
    [MIRROR_FILE, 'EROFS'],
  ])('nothing has happened: %s', async (file, code) => {
    const opened = await testState(files);
    chmodSync(opened.path(MAIN_FILE), 0o640);
    const before = opened.content();
    standIn('renameSync', (real) => (from: string, to: string) => {
      if (to === opened.path(file) && from.includes('.tmp-')) throw failure(code);
      real(from, to);
    });
    expect(await opened.state.commit(commit)).toMatchObject({ kind: 'write-failed', code, onDisk: 'old' });
    expect([opened.content(), opened.state.get(['dead']), opened.state.epoch]).toEqual([before, 1, 1]);
    expect(statSync(opened.path(MAIN_FILE)).mode & 0o777).toBe(0o640);
  });

  it('says so where the first file cannot be put back either, and keeps what there is', async () => {
    const opened = await testState(files);
    standIn('renameSync', (real) => (from: string, to: string) => {
      if (to === opened.path(MAIN_FILE) || from.includes('mobile-pairing-backup')) throw failure('EIO');
      real(from, to);
    });
    expect(await opened.state.commit(commit)).toMatchObject({
      kind: 'write-failed',
      code: 'EIO',
      onDisk: 'unknown',
      message: expect.stringContaining(BACKUP),
    });
    expect([opened.text(MIRROR_BACKUP), opened.text(MAIN_FILE)]).toEqual([files.mirror, files.main]);
  });
});

it('a file that was made is there, though its other name cannot be taken away', async () => {
  const opened = await testState({});
  standIn('rmSync', () => () => {
    throw failure('EIO');
  });
  opened.state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
  expect([await opened.state.flush(), opened.content()]).toEqual([
    { kind: 'flushed' },
    { [MAIN_FILE]: '{"a":1}' },
  ]);
});

it('what is committed is on disk, its name too', async () => {
  const opened = await testState(files);
  const synced: string[] = [];
  standInAsync('open', (real) => async (path: string, ...flags: []) => {
    const file = await real(path, ...flags);
    const sync = file.sync.bind(file);
    return Object.assign(file, {
      sync: async () => {
        await sync();
        if (path === opened.folder) synced.push(opened.text(MAIN_FILE));
      },
    });
  });
  expect(await opened.state.commit(commit)).toMatchObject({ kind: 'committed' });
  expect(synced).toEqual([opened.text(MAIN_FILE)]);
});

describe('where the disk takes no links', () => {
  it('the old files are copied first', async () => {
    const opened = await testState(files);
    standIn('linkSync', () => () => {
      throw failure('EPERM');
    });
    expect(await opened.state.commit(commit)).toMatchObject({
      kind: 'committed',
      backup: opened.path(BACKUP),
    });
    expect([opened.text(BACKUP), opened.text(MIRROR_BACKUP), opened.text(MIRROR_FILE)]).toEqual([
      files.main,
      files.mirror,
      '{"m":1}\n',
    ]);
    opened.state.write({ path: ['a'], op: 'set', value: 1, epoch: 2 });
    expect(await opened.state.flush()).toEqual({ kind: 'flushed' });
    expect(opened.names().filter((name) => name.includes('.tmp-'))).toEqual([]);
  });

  it('a file is made all the same', async () => {
    const opened = await testState({});
    standIn('linkSync', () => () => {
      throw failure('ENOTSUP');
    });
    opened.state.write({ path: ['a'], op: 'set', value: 1, epoch: 1 });
    expect([await opened.state.flush(), opened.text(MAIN_FILE)]).toEqual([{ kind: 'flushed' }, '{"a":1}']);
  });
});

it('a file with another name of its own keeps its mode, and that name its bytes', async () => {
  const opened = await testState(files);
  chmodSync(opened.path(MAIN_FILE), 0o644);
  linkSync(opened.path(MAIN_FILE), opened.path('my-name'));
  await opened.state.commit(commit);
  const modes = ['my-name', BACKUP, MAIN_FILE].map((name) => statSync(opened.path(name)).mode & 0o777);
  expect([modes, opened.text('my-name')]).toEqual([[0o644, 0o600, 0o644], files.main]);
});

it('a file behind a link elsewhere is replaced there, and its backup is beside the others', async () => {
  const elsewhere = testFolder({ 'real.json': files.main });
  const opened = await testState({ mirror: files.mirror });
  symlinkSync(elsewhere.path('real.json'), opened.path(MAIN_FILE));
  expect(await opened.state.commit(commit)).toMatchObject({ kind: 'committed', backup: opened.path(BACKUP) });
  expect([elsewhere.names(), readFileSync(opened.path(BACKUP), 'utf8'), main(opened)]).toMatchObject([
    ['real.json'],
    files.main,
    { p: 1 },
  ]);
});
