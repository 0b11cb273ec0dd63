import { newId, newSecret } from './ids.ts';
import { makeToken, readToken } from './jwt.ts';
import type { Account, ServiceState } from './world.ts';

/** The content of an `auth.json`, in the form the Codex app-server reads. */
export interface AuthFile {
  readonly auth_mode: 'chatgpt';
  readonly OPENAI_API_KEY: null;
  readonly tokens: {
    readonly id_token: string;
    readonly access_token: string;
    readonly refresh_token: string;
    readonly account_id: string;
  };
  readonly last_refresh: string;
}

/** The year 2100: no test lives to see its tokens expire, unless it moves the server's clock there. */
const FAR_FUTURE = Date.UTC(2100, 0, 1);

/** A new account without clients or environments. */
export function addAccount(
  world: ServiceState,
  given: {
    accountId?: string | undefined;
    userId?: string | undefined;
    email?: string | undefined;
    plan?: string | undefined;
    accountUserId?: string | undefined;
  },
): Account {
  const { accountId = newId('account-'), userId = newId('user-') } = given;
  const account: Account = {
    accountId,
    userId,
    accountUserId: given.accountUserId ?? `${userId}__${accountId}`,
    email: given.email ?? 'person@example.test',
    plan: given.plan ?? 'pro',
    tokensValidFrom: 0,
    mfaRequirement: 'suggested',
    refusesEnrollment: false,
    reauthentication: 'confirmed',
    clients: new Map(),
    environments: new Map(),
    servers: new Map(),
    revocations: new Map(),
  };
  world.accounts.set(account.accountId, account);
  return account;
}

/** The account with this id. Throws where there is none: a test has named one that it never made. */
export function accountNamed(world: ServiceState, accountId: string): Account {
  const account = world.accounts.get(accountId);
  if (account === undefined)
    throw new Error(`There is no account "${accountId}". Make it first with addAccount.`);
  return account;
}

/** Signs in to `account`: the content of an `auth.json`. `expiresAt` in Unix milliseconds. */
export function mintAuth(world: ServiceState, account: Account, expiresAt: number = FAR_FUTURE): AuthFile {
  const now = world.clock.now();
  const token = makeToken({
    accountId: account.accountId,
    userId: account.userId,
    email: account.email,
    plan: account.plan,
    issuedAt: Math.max(now, account.tokensValidFrom) / 1000,
    expiresAt: Math.floor(expiresAt / 1000),
  });
  return {
    auth_mode: 'chatgpt',
    OPENAI_API_KEY: null,
    tokens: {
      id_token: token,
      access_token: token,
      refresh_token: newSecret(),
      account_id: account.accountId,
    },
    last_refresh: new Date(now).toISOString(),
  };
}

/** The account that `token` speaks for, or `null` where it is unknown, expired or no longer accepted. */
export function accountOfToken(world: ServiceState, token: string): Account | null {
  const claims = readToken(token);
  const account = claims && world.accounts.get(claims.accountId);
  if (!claims || !account) return null;
  const current =
    claims.expiresAt * 1000 > world.clock.now() && claims.issuedAt * 1000 >= account.tokensValidFrom;
  return current ? account : null;
}
