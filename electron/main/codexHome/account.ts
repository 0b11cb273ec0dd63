/** Who is signed in, as `auth.json` says. The access token is only ever put into a request header. */
export interface Account {
  readonly accountId: string;
  /** The user id as the token has it, or `null` where it has none: then no local entry can be called ours. */
  readonly userId: string | null;
  readonly accessToken: string;
}

/**
 * Whether a stored `accountUserId` is the signed-in user's. Both forms count, `user-x` and `user-x__account`
 * (openai/codex#23915), but another account of the same user is another account, also where the token itself names that one.
 */
export function isOwnUser(accountUserId: string, account: Account): boolean {
  if (account.userId === null) return false;
  const [user = account.userId] = account.userId.split('__');
  return [user, `${user}__${account.accountId}`].includes(accountUserId);
}

/** Whether two readings of `auth.json` speak of the same account, whatever became of the token. */
export function isSameAccount(one: Account, other: Account): boolean {
  return one.accountId === other.accountId && one.userId === other.userId;
}
