import { basename } from 'node:path';
import { MAIN_FILE, MIRROR_FILE } from '../../electron/main/globalState/index.ts';
import type { FileSystemCall } from '../harness/fileSystem.ts';
import type { TracedCall } from './job.ts';

/** A call as it is kept in a trace. */
export function describe({ name, parameters: [first, second] }: FileSystemCall): TracedCall {
  return {
    name,
    file: typeof first === 'string' ? basename(first) : null,
    to: name === 'renameSync' && typeof second === 'string' ? basename(second) : null,
    fd: typeof first === 'number' ? first : null,
    isForWriting: name === 'openSync' && second !== 'r',
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
    if (name === 'openSync' && fd !== null) {
      names.set(fd, file ?? '');
      if (isForWriting) unsynced.add(file ?? '');
      if (isForWriting && isCopy(file ?? '')) unsyncedNames.add(file ?? '');
    }
    if (name === 'writeSync') unsynced.add(open);
    if (name === 'fsyncSync' && open === basename(folder)) unsyncedNames.clear();
    else if (name === 'fsyncSync') unsynced.delete(open);
    if (name !== 'renameSync') continue;
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

function isCopy(name: string): boolean {
  return name.includes('.mobile-pairing-');
}
