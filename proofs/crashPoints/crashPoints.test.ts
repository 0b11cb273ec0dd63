import { expect, it } from 'vitest';
import { MAIN_FILE, MIRROR_FILE } from '../../electron/main/globalState/index.ts';
import { prove, proveWriter } from './crashPoints.ts';
import type { TracedCall } from './job.ts';
import { orderFaults } from './trace.ts';

it('a heal and a restore survive a kill at every write and rename, in the right order', async () => {
  expect(await prove('short')).toMatchObject({ failures: [], holds: true });
});

it('a writer that empties the file first is found out', async () => {
  const { counts, holds } = await proveWriter('short', 'in place');
  expect({ holds, isTorn: (counts['torn'] ?? 0) > 0, isLost: (counts['lost'] ?? 0) > 0 }).toEqual({
    holds: false,
    isTorn: true,
    isLost: true,
  });
});

const call = (change: Partial<TracedCall>): TracedCall => ({
  name: 'openSync',
  file: null,
  to: null,
  fd: 9,
  isForWriting: false,
  ...change,
});
const COPY = `${MAIN_FILE}.mobile-pairing-backup.1`;
const openCopy = call({ name: 'open', file: COPY, isForWriting: true });
const openTemporary = call({ name: 'open', file: 'temporary', isForWriting: true });
const [write, sync] = [call({ name: 'handle.write' }), call({ name: 'handle.sync' })];
const rename = call({ name: 'renameSync', file: 'temporary', to: MAIN_FILE, fd: null });
const renameMirror = { ...rename, to: MIRROR_FILE };
const syncFolder = [call({ file: 'folder' }), call({ name: 'fsyncSync' })];
const syncFolderLater = [call({ name: 'open', file: 'folder' }), call({ name: 'handle.sync' })];

it.each([
  [
    'all is synced',
    [openCopy, write, sync, ...syncFolder, openTemporary, write, sync, rename, ...syncFolder],
    0,
  ],
  ['a file is not synced before its rename', [openTemporary, write, rename, ...syncFolder], 1],
  [
    'a file is written again after it was synced',
    [openTemporary, write, sync, write, rename, ...syncFolder],
    1,
  ],
  [
    'a copy is not synced',
    [openCopy, write, ...syncFolder, openTemporary, write, sync, rename, ...syncFolder],
    1,
  ],
  ['the folder is not synced at the end', [openTemporary, write, sync, rename], 1],
  [
    'the folder is synced at the end by a promise',
    [openTemporary, write, sync, rename, ...syncFolderLater],
    0,
  ],
  [
    'the folder is not synced between two renames',
    [openTemporary, write, sync, renameMirror, rename, ...syncFolder],
    1,
  ],
])('the order of calls is judged: %s', (_, calls, faults) => {
  expect(orderFaults(calls, '/somewhere/folder')).toHaveLength(faults);
});
