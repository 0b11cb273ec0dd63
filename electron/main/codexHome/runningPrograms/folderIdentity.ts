import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * One text for one folder, whichever path, link or mount leads to it; the path itself where nothing is there or it is closed
 * to us. `root` is what another process has for its root folder.
 */
export function folderIdentity(path: string, root = ''): string {
  try {
    const { dev, ino } = statSync(root + path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return path;
  }
}

/** The `CODEX_HOME` of a process with this environment and working folder. */
export function codexHomeOf(environment: Readonly<Record<string, string>>, workingFolder: string): string {
  const { CODEX_HOME: named, HOME: home = homedir() } = environment;
  return named ? resolve(workingFolder, named) : join(home, '.codex');
}
