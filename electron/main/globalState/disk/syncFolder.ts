import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a rename into the folder of `path` last through a power cut, where the system can do that. Never rejects. */
export async function syncFolderOf(path: string): Promise<void> {
  try {
    const folder = await open(dirname(path));
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // Windows opens no folders, and some network disks sync none.
  }
}

/** The same where the next step must not come first. Never throws. */
export function syncFolderOfSync(path: string): void {
  try {
    const folder = openSync(dirname(path), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // As above.
  }
}
