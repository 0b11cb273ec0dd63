import * as z from 'zod/mini';
import type { Account } from './account.ts';
import { textOf, type Config } from './config.ts';
import { readText } from './readText.ts';

/**
 * Who is signed in, or why there is no sign-in to use, in one sentence. `in-key-ring`: the sign-in may be in the system's key ring, which only the
 * app-server can read. `api-only`: the configuration allows API keys alone, and those have no phones.
 */
export type SignIn =
  | { readonly kind: 'signed-in'; readonly account: Account }
  | { readonly kind: 'signed-out' | 'in-key-ring' | 'api-only'; readonly message: string };

const text = z.optional(z.nullable(z.string()));
const authSchema = z.lazy(() =>
  z.looseObject({
    tokens: z.looseObject({
      access_token: z.string().check(z.minLength(1)),
      id_token: text,
      account_id: text,
    }),
  }),
);
const CLAIMS = 'https://api.openai.com/auth';
const claimsSchema = z.lazy(() =>
  z.looseObject({
    [CLAIMS]: z.looseObject({
      chatgpt_account_id: text,
      chatgpt_user_id: text,
      user_id: text,
      chatgpt_account_user_id: text,
    }),
  }),
);

/** Reads the `auth.json` at `path`, and what the configuration says of where sign-ins are kept. Never throws. */
export function readSignIn(path: string, config: Config): SignIn {
  if (textOf(config, 'forced_login_method') === 'api') {
    const message = 'forced_login_method = "api" in config.toml keeps the app from signing in with ChatGPT.';
    return { kind: 'api-only', message };
  }
  const signIn = readAuthFile(path);
  if (signIn.kind === 'signed-in' || !mayBeInKeyRing(config)) return signIn;
  const message =
    "Your sign-in is in this system's key ring, which only the app itself can read (cli_auth_credentials_store).";
  return { kind: 'in-key-ring', message };
}

/** The sign-in that the app-server hands over (`getAuthStatus`): its token says whose it is. */
export function signInWithToken(accessToken: string): SignIn {
  return signInWith({ access_token: accessToken });
}

/** `keyring` and `auto` keep it there, `ephemeral` nowhere but in the app-server; a `file` is the default. */
function mayBeInKeyRing(config: Config): boolean {
  return ['keyring', 'auto', 'ephemeral'].includes(textOf(config, 'cli_auth_credentials_store') ?? 'file');
}

function readAuthFile(path: string): SignIn {
  let content: unknown;
  try {
    const raw = readText(path);
    if (raw === null) return signedOut('You are signed out: there is no auth.json.');
    content = JSON.parse(raw);
  } catch {
    return signedOut('The sign-in cannot be read: auth.json is damaged or closed to us.');
  }
  const parsed = authSchema.safeParse(content);
  return parsed.success
    ? signInWith(parsed.data.tokens)
    : signedOut('auth.json holds no ChatGPT sign-in; an API key alone has no phones.');
}

function signInWith(tokens: z.infer<typeof authSchema>['tokens']): SignIn {
  const { access_token: accessToken, id_token: idToken, account_id: accountId } = tokens;
  const claims = { ...claimsOf(idToken ?? ''), ...claimsOf(accessToken) };
  const account = accountId || claims.chatgpt_account_id;
  if (!account || !isHeaderValue(account) || !isHeaderValue(accessToken)) {
    return signedOut('The sign-in names no account that can be used.');
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
