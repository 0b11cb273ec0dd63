import { statSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { removeOrphans } from './abandonedFiles.ts';
import { createFile, replaceFile } from './replaceFile.ts';
import { failure, standIn, testFolder } from '../../../../testing/fakes/stateFolder.ts';

const owner = { mode: 0o640, uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
const bytes = Buffer.from('0123456789');

/** Calls of `node:fs` in their order, `fsyncSync` with the kind of thing that was synced. */
function recordCalls(): string[] {
  const calls: string[] = [];
  standIn('fsyncSync', (sync) => (file: number) => {
    calls.push('sync');
    sync(file);
  });
  standIn('renameSync', (rename) => (from: string, to: string) => {
    calls.push('rename');
    rename(from, to);
  });
  return calls;
}

describe('a new file', () => {
  it('has its mode, whatever the umask is, and is whole, also where the disk takes it in parts', () => {
    const { path, text } = testFolder();
    standIn(
      'writeSync',
      (write) => (file: number, all: Uint8Array, from: number) =>
        write(file, all, from, Math.min(3, all.length - from)),
    );
    createFile(path('new'), bytes, { ...owner, mode: 0o666 });
    expect([text('new'), statSync(path('new')).mode & 0o777]).toEqual(['0123456789', 0o666]);
  });

  it('that cannot be finished goes again, and the error is told', () => {
    const { path, names } = testFolder();
    standIn('fsyncSync', () => () => {
      throw failure('EIO');
    });
    expect(() => createFile(path('new'), bytes, owner)).toThrow('EIO');
    expect(names()).toEqual([]);
  });

  it('takes no place that is taken', () => {
    const { path, text } = testFolder({ old: 'old' });
    expect(() => createFile(path('old'), bytes, owner)).toThrow('EEXIST');
    expect(text('old')).toBe('old');
  });

  it('is given to whom the old one belonged, where that is somebody else and the system allows it', () => {
    const { path, text } = testFolder();
    const given: number[][] = [];
    standIn('fchownSync', () => (_: number, uid: number, gid: number) => {
      given.push([uid, gid]);
      throw failure('EPERM');
    });
    createFile(path('mine'), bytes, owner);
    createFile(path('user'), bytes, { ...owner, uid: owner.uid + 1 });
    createFile(path('group'), bytes, { ...owner, gid: owner.gid + 1 });
    expect([given, text('user')]).toEqual([
      [
        [owner.uid + 1, owner.gid],
        [owner.uid, owner.gid + 1],
      ],
      '0123456789',
    ]);
  });
});

describe('a file that is replaced', () => {
  it('is synced before the rename, and its folder after it', () => {
    const { path, text, names } = testFolder({ file: 'old' });
    const calls = recordCalls();
    replaceFile(path('file'), bytes, owner);
    expect([calls, text('file'), names()]).toEqual([['sync', 'rename', 'sync'], '0123456789', ['file']]);
  });

  it('is written beside its place, under a name that the next start knows for an orphan, and nothing stays open', () => {
    const { folder, path } = testFolder({ file: 'old' });
    vi.spyOn(Math, 'random').mockReturnValueOnce(0);
    const opened = new Map<number, string>();
    let closed = 0;
    standIn('openSync', (open) => (name: string, ...rest: [string]) => {
      const file = open(name, ...rest);
      opened.set(file, name.slice(folder.length));
      return file;
    });
    standIn('closeSync', (close) => (file: number) => {
      closed += opened.has(file) ? 1 : 0;
      close(file);
    });
    const removed: number[] = [];
    standIn('renameSync', (rename) => (from: string, to: string) => {
      removed.push(removeOrphans([path('file')], new Date(Date.now() + 120_000)));
      expect(() => rename(from, to)).toThrow('ENOENT');
    });
    replaceFile(path('file'), bytes, owner);
    expect([removed, closed]).toEqual([[1], 2]);
  });

  it('stays as it is, with nothing beside it, where the rename fails', () => {
    const { path, content } = testFolder({ file: 'old' });
    standIn('renameSync', () => () => {
      throw failure('EBUSY');
    });
    expect(() => replaceFile(path('file'), bytes, owner)).toThrow('EBUSY');
    expect(content()).toEqual({ file: 'old' });
  });

  it('is replaced also where no folder can be synced', () => {
    const { folder, path, text } = testFolder({ file: 'old' });
    standIn('openSync', (open) => (name: string, ...rest: [string]) => {
      if (name === folder) throw failure('EISDIR');
      return open(name, ...rest);
    });
    replaceFile(path('file'), bytes, owner);
    expect(text('file')).toBe('0123456789');
  });
});
