import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder, in memory where the system has such a place: a proof makes tens of thousands of files. */
export function makeFolder(): string {
  return mkdtempSync(join(isWritable('/dev/shm') ? '/dev/shm' : tmpdir(), 'proof-'));
}

/** Removes a folder of `makeFolder` and all in it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
