import { readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The end of a temporary name, see `temporaryName`: ten digits of time, six of chance. */
const TEMPORARY = /^\.tmp-\d{10}[0-9a-f]{6}$/;

/** Milliseconds. A write takes seconds at most: what is older belongs to a process that was killed in one. */
const ABANDONED_AFTER = 60_000;

/** Removes what killed writes of exactly these files left beside them. Never throws; answers how many went. */
export function removeAbandonedTemporaryFiles(paths: readonly string[], now: Date): number {
  let removed = 0;
  for (const path of paths.map(realPath)) {
    for (const name of namesIn(dirname(path))) {
      if (!name.startsWith(basename(path)) || !TEMPORARY.test(name.slice(basename(path).length))) continue;
      try {
        const orphan = join(dirname(path), name);
        const { mtimeMs, ctimeMs } = statSync(orphan);
        // A second name for an old file is as new as the name.
        if (now.getTime() - Math.max(mtimeMs, ctimeMs) < ABANDONED_AFTER) continue;
        rmSync(orphan);
        removed += 1;
      } catch {
        // Another process's, or gone already: either way it does no harm.
      }
    }
  }
  return removed;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
