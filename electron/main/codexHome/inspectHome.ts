import { accessSync, constants, statSync } from 'node:fs';

/** Whether a `CODEX_HOME` can be worked in, or one sentence why not. */
export type HomeFolder =
  | { readonly kind: 'usable' }
  | { readonly kind: 'home-missing' | 'home-read-only'; readonly message: string };

/** Looks at the folder itself, and changes nothing. Never throws. `access` is the system's, but for root, who may write anywhere. */
export function inspectHome(folder: string, access = accessSync): HomeFolder {
  try {
    if (!statSync(folder).isDirectory()) return missing;
  } catch {
    return missing;
  }
  try {
    access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { kind: 'usable' };
  } catch {
    return { kind: 'home-read-only', message: 'The folder of CODEX_HOME cannot be written.' };
  }
}

const missing: HomeFolder = { kind: 'home-missing', message: 'The folder of CODEX_HOME is not there.' };
