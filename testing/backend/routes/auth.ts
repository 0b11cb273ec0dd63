import type { Context } from '../http/context.ts';
import { accountOfToken } from '../world/accounts.ts';
import { readServerToken } from '../world/servers.ts';
import type { Account, ServerToken, ServiceState } from '../world/world.ts';
import { refuse } from './answers.ts';

function bearerOf(context: Context): string {
  const [, token] = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
  return token ?? refuse(401, 'Missing bearer');
}

/** The account that asks: its bearer and its `chatgpt-account-id` header must name the same one, or the answer is 401. */
export function requireAccount(world: ServiceState, context: Context): Account {
  const account = accountOfToken(world, bearerOf(context));
  if (account === null) refuse(401, 'Invalid or expired bearer');
  if (context.req.header('chatgpt-account-id') !== account.accountId) refuse(401, 'Account mismatch');
  return account;
}

/** The enrolled server that asks, by its server token. A good token of a server that is gone passes. */
export function requireServerToken(
  world: ServiceState,
  context: Context,
): ServerToken & { account: Account } {
  const token = readServerToken(world, bearerOf(context));
  const account = token && world.accounts.get(token.accountId);
  return token && account ? { ...token, account } : refuse(401, 'Invalid or expired server token');
}
