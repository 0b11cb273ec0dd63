import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';

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

/**
 * The folder, as `folderIdentity` names it, that an environment in a listing of `ps` means; `null` where it can't be told: the
 * listing says nothing of working folders, may hold letters as escapes, and cuts a value at a word that looks like a variable.
 */
export function listedFolder(environment: Readonly<Record<string, string>>): string | null {
  const { CODEX_HOME: named } = environment;
  if (named && !isAbsolute(named)) return null;
  const folder = codexHomeOf(environment, '/');
  const identity = folderIdentity(folder);
  if (identity !== folder) return identity;
  // One that isn't there may be one that is spelled differently; the usual one in a home that is there really isn't there.
  const home = dirname(folder);
  return named || folderIdentity(home) === home ? null : folder;
}
