import { requireMembers } from '../../electron/shared/requireMembers.ts';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonObject, MAIN_FILE, MIRROR_FILE } from '../../electron/main/globalState/index.ts';
import type { Backend } from '../backend/index.ts';

export { enrollmentKey, enrollmentValue, healthyState, stuckState, unpairedState } from './profileState.ts';
export type { StoredIds } from './profileState.ts';

/**
 * Where profiles are made by default. Not in the system's temporary folder: there the Codex app-server will not make its
 * helper programs. Git ignores it.
 */
const profilesFolder = () => join(process.cwd(), 'test-results', 'profiles');

const NAMES = { main: MAIN_FILE, mirror: MIRROR_FILE };

/** A `CODEX_HOME` of its own. */
export interface Profile {
  readonly codexHome: string;
  readonly installationId: string;
  /** Absolute paths of the state file and its mirror, there or not. */
  readonly stateFile: string;
  readonly mirrorFile: string;
  /** The state file, or its mirror, as JSON. Throws where it is not there. */
  readState(file?: 'main' | 'mirror'): JsonObject;
  /** Writes the state file or its mirror: an object as JSON, text as it is. */
  writeState(content: JsonObject | string, file?: 'main' | 'mirror'): void;
  /** Writes `auth.json`: someone has signed in, or a token was refreshed. */
  writeAuth(auth: object): void;
  /** Deletes the folder. */
  remove(): void;
}

/** What a profile is made of. */
export interface ProfileOptions {
  readonly backend: Pick<Backend, 'baseUrl' | 'mintAuth'>;
  readonly account: { readonly accountId: string };
  /** The folder in which the profile's own folder is made. */
  readonly folder?: string;
  /** The installation id file; `null` for none. A new id by default. */
  readonly installationId?: string | null;
  /** The state file and its mirror; none by default. Text is written as it is. */
  readonly state?: JsonObject | string;
  readonly mirror?: JsonObject | string;
  /** Leaves out `auth.json`. */
  readonly signedOut?: boolean;
}

/** Writes a `CODEX_HOME` that points at the backend and is signed in to the account. */
export function makeProfile(options: ProfileOptions): Profile {
  requireMembers('makeProfile', options, { backend: 'an object', account: 'an object' });
  const { backend, account, folder = profilesFolder(), installationId = randomUUID() } = options;
  mkdirSync(folder, { recursive: true });
  const codexHome = mkdtempSync(join(folder, 'codex-home-'));
  const write = (name: string, content: JsonObject | string) =>
    writeFileSync(join(codexHome, name), typeof content === 'string' ? content : JSON.stringify(content), {
      mode: 0o600,
    });

  write('config.toml', `chatgpt_base_url = "${backend.baseUrl}/"\n`);
  if (!options.signedOut)
    write('auth.json', JSON.stringify(backend.mintAuth({ accountId: account.accountId }), null, 2));
  if (installationId !== null) write('installation_id', installationId);
  if (options.state !== undefined) write(MAIN_FILE, options.state);
  if (options.mirror !== undefined) write(MIRROR_FILE, options.mirror);

  return {
    codexHome,
    installationId: installationId ?? '',
    stateFile: join(codexHome, MAIN_FILE),
    mirrorFile: join(codexHome, MIRROR_FILE),
    readState: (file = 'main') =>
      JSON.parse(readFileSync(join(codexHome, NAMES[file]), 'utf8')) as JsonObject,
    writeState: (content, file = 'main') => write(NAMES[file], content),
    writeAuth: (auth) => write('auth.json', JSON.stringify(auth, null, 2)),
    // On Windows a program that has just ended may keep its files open for a moment.
    remove: () => rmSync(codexHome, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}
