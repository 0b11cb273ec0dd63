import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfig } from './config.ts';
import { readText } from './readText.ts';
import { serviceOf, type Service } from './service.ts';
import { readSignIn, type SignIn } from './signIn.ts';

/** What a `CODEX_HOME` says beside the state file. Read only, and read again for each check. */
export interface CodexHome {
  readonly signIn: SignIn;
  readonly service: Service;
  /** Content of the file `installation_id`, lower-case, or `null` where there is none. */
  readonly installationId: string | null;
}

/** The folder of the configuration: `--codex-home`, else `$CODEX_HOME`, else `~/.codex`. Absolute. */
export function codexHomeFolder(env: NodeJS.ProcessEnv, chosen?: string): string {
  const named = chosen ?? env['CODEX_HOME'];
  return named === undefined || named === '' ? join(homedir(), '.codex') : resolve(named);
}

/** Reads `auth.json`, `config.toml` and `installation_id`. Never throws: what cannot be read is said as a value. */
export function readCodexHome(folder: string): CodexHome {
  const config = readConfig(join(folder, 'config.toml'));
  return {
    signIn: readSignIn(join(folder, 'auth.json'), config),
    service: serviceOf(config),
    installationId: readInstallationId(join(folder, 'installation_id')),
  };
}

function readInstallationId(path: string): string | null {
  try {
    return readText(path)?.trim().toLowerCase() || null;
  } catch {
    return null;
  }
}
