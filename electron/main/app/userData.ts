import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Chromium's own folder for one `CODEX_HOME`: two profiles never share one, and the single-instance lock, which Electron
 * keeps in it, is then a lock on the profile. Never inside `CODEX_HOME`, which is not ours alone. A profile is known by its
 * real path, so links, and another spelling where the file system takes both for one, lead to the same folder.
 */
export function userDataFolder(appData: string, appName: string, codexHome: string): string {
  const profile = createHash('sha256').update(realPath(codexHome)).digest('hex').slice(0, 16);
  return join(appData, appName, 'profiles', profile);
}

/** The real path of the part that exists, and the rest as it is spelled. */
function realPath(path: string): string {
  try {
    // The native one also answers in the spelling of the disk, where case does not count.
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
