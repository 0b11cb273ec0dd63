import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** On the disk of the project: a system's temporary folder may be memory, where nothing has to be synced. */
const FOLDER = join(import.meta.dirname, '..', '..', 'test-results', 'bench');

/** Runs `work` with a new empty folder, which is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, 'run-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
