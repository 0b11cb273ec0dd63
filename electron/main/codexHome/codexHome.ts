import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse as parseToml, TomlError } from 'smol-toml';
import { z } from 'zod/mini';
import type { Account } from './account.ts';
import { DEFAULT_BASE_URL, parseBaseUrl } from './baseUrl.ts';

/** Who is signed in, or one sentence why nobody is. */
export type SignIn =
  | { readonly kind: 'signed-in'; readonly account: Account }
  | { readonly kind: 'signed-out'; readonly message: string };

/** Where the service is, or one sentence why that cannot be said. */
export type Service =
  | { readonly kind: 'base-url'; readonly baseUrl: string }
  | { readonly kind: 'config-unreadable' | 'bad-base-url'; readonly message: string };

/** What a `CODEX_HOME` says beside the state file. Read only, and read anew for each check. */
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
  return {
    signIn: readSignIn(join(folder, 'auth.json')),
    service: readService(join(folder, 'config.toml')),
    installationId: readInstallationId(join(folder, 'installation_id')),
  };
}

/** A missing file is `null`; any other failure throws. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const text = z.optional(z.nullable(z.string()));
const authSchema = z.looseObject({
  tokens: z.looseObject({ access_token: z.string().check(z.minLength(1)), id_token: text, account_id: text }),
});
const CLAIMS = 'https://api.openai.com/auth';
const claimsSchema = z.looseObject({
  [CLAIMS]: z.looseObject({
    chatgpt_account_id: text,
    chatgpt_user_id: text,
    user_id: text,
    chatgpt_account_user_id: text,
  }),
});

function readSignIn(path: string): SignIn {
  let content: unknown;
  try {
    const raw = readText(path);
    if (raw === null) return signedOut('Nobody is signed in: there is no auth.json.');
    content = JSON.parse(raw);
  } catch {
    return signedOut('The sign-in cannot be read: auth.json is damaged or closed to us.');
  }
  const parsed = authSchema.safeParse(content);
  if (!parsed.success)
    return signedOut('auth.json holds no ChatGPT sign-in; an API key alone has no phones.');
  const { access_token: accessToken, id_token: idToken, account_id: accountId } = parsed.data.tokens;
  const claims = { ...claimsOf(idToken ?? ''), ...claimsOf(accessToken) };
  const account = accountId || claims.chatgpt_account_id;
  if (!account || !isHeaderValue(account) || !isHeaderValue(accessToken)) {
    return signedOut('The sign-in in auth.json names no account that can be used.');
  }
  // The last names the account as well, `user-x__account`: it does where a token has no other.
  const userId = claims.chatgpt_user_id || claims.user_id || claims.chatgpt_account_user_id || null;
  return { kind: 'signed-in', account: { accountId: account, userId, accessToken } };
}

function signedOut(message: string): SignIn {
  return { kind: 'signed-out', message };
}

/** The claims of a token, unverified: they say whose entries are whose here, and grant nothing. */
function claimsOf(token: string): {
  chatgpt_account_id?: string;
  chatgpt_user_id?: string;
  user_id?: string;
  chatgpt_account_user_id?: string;
} {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const claims = claimsSchema.parse(payload)[CLAIMS] as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(claims).filter(([, value]) => typeof value === 'string' && value),
    );
  } catch {
    return {};
  }
}

function isHeaderValue(value: string): boolean {
  return /^[\x20-\x7e]{1,16384}$/.test(value);
}

function readService(path: string): Service {
  let config: unknown;
  try {
    config = parseToml(readText(path) ?? '')['chatgpt_base_url'];
  } catch (error) {
    const where = error instanceof TomlError ? ` (line ${String(error.line)})` : '';
    return { kind: 'config-unreadable', message: `config.toml cannot be read${where}.` };
  }
  const baseUrl = parseBaseUrl(typeof (config ??= DEFAULT_BASE_URL) === 'string' ? config : '');
  return baseUrl === null
    ? { kind: 'bad-base-url', message: 'chatgpt_base_url in config.toml is no address that may be called.' }
    : { kind: 'base-url', baseUrl };
}

function readInstallationId(path: string): string | null {
  try {
    return readText(path)?.trim().toLowerCase() || null;
  } catch {
    return null;
  }
}
