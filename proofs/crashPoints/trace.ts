import { basename } from 'node:path';
import { MAIN_FILE, MIRROR_FILE } from '../../electron/main/globalState/index.ts';
import type { FileSystemCall } from '../harness/fileSystem.ts';
import type { TracedCall } from './job.ts';

/** A call as it is kept in a trace. */
export function describe({ name, parameters: [first, second], fd }: FileSystemCall): TracedCall {
  return {
    name,
    file: typeof first === 'string' ? basename(first) : null,
    to: PLACING.has(name) && typeof second === 'string' ? basename(second) : null,
    fd: fd ?? (typeof first === 'number' ? first : null),
    isForWriting: name === 'open' && second === 'wx',
  };
}

/**
 * What is wrong with the order of `calls` on the files of `folder`, for a power cut, in which all that was not synced may be lost: every file that is
 * renamed into place was synced after its last byte, every copy was synced with its folder before the first rename, and
 * the folder is synced after every rename, before the next one and before the end.
 */
export function orderFaults(calls: readonly TracedCall[], folder: string): readonly string[] {
  const faults: string[] = [];
  const names = new Map<number, string>();
  const unsynced = new Set<string>();
  const unsyncedNames = new Set<string>();
  for (const { name, file, to, fd, isForWriting } of calls) {
    const open = fd === null ? '' : (names.get(fd) ?? '');
    if ((name === 'openSync' || name === 'open') && fd !== null) {
      names.set(fd, file ?? '');
      if (isForWriting) unsynced.add(file ?? '');
    }
    if (name === 'handle.write') unsynced.add(open);
    if ((name === 'fsyncSync' || name === 'handle.sync') && open === basename(folder)) unsyncedNames.clear();
    else if (name === 'handle.sync') unsynced.delete(open);
    if (!PLACING.has(name) || isKept(to ?? '')) continue;
    if (to === MAIN_FILE || to === MIRROR_FILE) {
      faults.push(...[...unsynced].map((each) => `${each} was not synced when ${to} was renamed`));
      faults.push(
        ...[...unsyncedNames].map((each) => `the name ${each} was not synced when ${to} was renamed`),
      );
    }
    unsyncedNames.add(to ?? '');
  }
  return [...faults, ...[...unsyncedNames].map((each) => `the name ${each} was not synced at the end`)];
}

/** The calls that give a file its name. */
const PLACING = new Set(['renameSync', 'linkSync']);

/** A second name for an old file, whose bytes are on disk and which the next sync of the folder keeps with the rename. */
function isKept(name: string): boolean {
  return name.includes('.mobile-pairing-') || name.includes('.tmp-');
}
