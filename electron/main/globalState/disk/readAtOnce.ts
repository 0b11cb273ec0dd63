import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { isSameVersion, versionOf } from './fileVersion.ts';
import { versionAtOnce, type BytesReading } from './readFile.ts';

/** Up to so many bytes a file is read in less time than it takes to ask another thread for it. */
export const SOON_READ = 2 * 1024 * 1024;

/**
 * As `readBytes`, with nothing else in the process going on meanwhile; for one that has nothing else to do. `null` for whatever needs more than one
 * look: a file of more than `SOON_READ` bytes, one that changes while it is read, and what can't be read. Never throws, and never waits on a pipe.
 */
export function readAtOnce(path: string): Extract<BytesReading, { kind: 'bytes' }> | null {
  const found = versionAtOnce(path);
  if (found === null || found.size > SOON_READ) return null;
  try {
    const file = openSync(found.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const before = versionOf(found.path, fstatSync(file, { bigint: true }));
      const bytes = readFileSync(file);
      const after = versionOf(found.path, fstatSync(file, { bigint: true }));
      const isWhole = isSameVersion(before, after) && bytes.length === Number(after.size);
      // Of the earlier time: what was changed since must not pass for what was read.
      return isWhole ? { kind: 'bytes', bytes, version: { ...after, seenAt: before.seenAt } } : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
