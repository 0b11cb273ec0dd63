import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * One text for one folder, whichever path, link or mount leads to it; the path itself where nothing is there. `root` is what
 * another process has for its root folder.
 */
export function folderIdentity(path: string, root = ''): string {
  const facts = statSync(root + path, { bigint: true, throwIfNoEntry: false });
  return facts === undefined ? path : `${facts.dev}:${facts.ino}`;
}

/** The `CODEX_HOME` of a process with this environment and working folder. */
export function codexHomeOf(environment: Readonly<Record<string, string>>, workingFolder: string): string {
  const { CODEX_HOME: named, HOME: home = homedir() } = environment;
  return named ? resolve(workingFolder, named) : join(home, '.codex');
}
