import { createHash } from 'node:crypto';
import { join } from 'node:path';

/**
 * Chromium's own folder for one `CODEX_HOME`: two profiles never share one, and the single-instance lock, which Electron
 * keeps in it, is then a lock on the profile. Never inside `CODEX_HOME`, which is not ours alone.
 */
export function userDataFolder(appData: string, appName: string, codexHome: string): string {
  const profile = createHash('sha256').update(codexHome).digest('hex').slice(0, 16);
  return join(appData, appName, 'profiles', profile);
}
