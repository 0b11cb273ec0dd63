import { accountNamed, addAccount, mintAuth } from '../../testing/backend/world/accounts.ts';
import { createWorld } from '../../testing/backend/world/world.ts';
import type { ProfileOptions } from '../../testing/profiles/profile.ts';

/** What `makeProfile` needs to sign someone in. */
export type SignIn = Pick<ProfileOptions, 'backend' | 'account'>;

/** Sign-ins without a server: the account `account-one` of the user `user-one`, at `baseUrl`. */
export function signInAt(baseUrl: string): SignIn {
  return { account: ACCOUNT, backend: { baseUrl, mintAuth: ({ accountId }) => mint(accountId) } };
}

/** The account of every such sign-in. */
export const ACCOUNT = { accountId: 'account-one', userId: 'user-one' };

/** Another account of another user. */
export const OTHER_ACCOUNT = { accountId: 'account-two', userId: 'user-two' };

const world = createWorld();
for (const account of [ACCOUNT, OTHER_ACCOUNT]) addAccount(world, account);

function mint(accountId: string) {
  return mintAuth(world, accountNamed(world, accountId));
}
