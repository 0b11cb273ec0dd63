import { expect, it } from 'vitest';
import { isOwnUser, isSameAccount, type Account } from './account.ts';

const signedIn = (userId: string | null): Account => ({ accountId: 'acct', userId, accessToken: 'token' });

it.each([
  ['user-x', 'user-x', true],
  ['user-x', 'user-x__acct', true],
  ['user-x__acct', 'user-x', true],
  ['user-x__acct', 'user-x__acct', true],
  ['user-x', 'user-x__other', false],
  ['user-x__acct', 'user-x__other', false],
  ['user-x__other', 'user-x__other', false],
  ['user-x', 'user-y', false],
  ['user-x', 'user-y__acct', false],
  ['user-x', 'user-xy', false],
  ['user-x', '', false],
  [null, 'user-x', false],
])('F9: signed in as %j, an entry of %j is ours: %j', (userId, accountUserId, isOurs) => {
  expect(isOwnUser(accountUserId, signedIn(userId))).toBe(isOurs);
});

it('knows an account whose token was refreshed, and tells it from another workspace or user', () => {
  const now = signedIn('user-x');
  expect([
    isSameAccount(now, { ...now, accessToken: 'fresh' }),
    isSameAccount(now, { ...now, accountId: 'other' }),
    isSameAccount(now, { ...now, userId: 'user-y' }),
  ]).toEqual([true, false, false]);
});
