import { expect, it } from 'vitest';
import { judgeToken } from './stepUpToken.ts';

const NOW = 1_900_000_000_000;
const account = { accountId: 'acct', userId: 'user-x', accessToken: 'token' };
const claims = {
  iat: NOW / 1000,
  pwd_auth_time: NOW,
  scope: 'codex.remote_control.enroll',
  'https://api.openai.com/auth': { chatgpt_account_id: 'acct', chatgpt_user_id: 'user-x' },
};
const judge = (change: object) => {
  const payload = Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url');
  return judgeToken(`e30.${payload}.x`, account, NOW);
};
const who = (change: object) => ({ 'https://api.openai.com/auth': change });

it.each([
  ['good', {}],
  ['good', { scope: undefined, scp: ['codex.remote_control.enroll'] }],
  ['good', { scp: 'codex.remote_control.enroll' }],
  ['good', { pwd_auth_time: undefined }],
  ['good', { pwd_auth_time: NOW - 299_000, iat: NOW / 1000 - 299 }],
  ['good', who({ chatgpt_account_user_id: 'user-x__acct', user_id: 'user-x' })],
  ['good', { pwd_auth_time: NOW - 300_000, iat: NOW / 1000 - 300 }],
  ['good', { pwd_auth_time: null, scp: [] }],
  ['good', { iat: NOW / 1000 - 0.5 }],
  ['good', who({ user_id: 'user-x__acct' })],
  ['refused', { pwd_auth_time: NOW - 300_001 }],
  ['refused', { iat: (NOW - 300_001) / 1000 }],
  ['refused', { pwd_auth_time: String(NOW) }],
  ['refused', { iat: undefined }],
  ['refused', { scope: 'Codex.remote_control.enroll' }],
  ['refused', { scope: 'codex.remote_control.enroll codex.remote_control.enroll.more' }],
  ['refused', { 'https://api.openai.com/auth': undefined }],
  ['wrong-account', who({ user_id: 'USER-X' })],
  ['wrong-account', who({ user_id: 'user-x ' })],
  ['refused', { pwd_auth_time: NOW - 301_000 }],
  ['refused', { pwd_auth_time: NOW / 1000 }],
  ['refused', { iat: NOW / 1000 - 301 }],
  ['refused', { iat: 'now' }],
  ['refused', { scope: 'codex.remote_control.enroll openid' }],
  ['refused', { scp: ['openid'] }],
  ['refused', { scope: '' }],
  ['refused', { scope: undefined }],
  ['wrong-account', who({ chatgpt_user_id: 'user-y' })],
  ['wrong-account', who({ chatgpt_user_id: 'user-x', chatgpt_account_id: 'other' })],
  ['wrong-account', who({ chatgpt_account_user_id: 'user-x__other' })],
  ['wrong-account', who({ chatgpt_user_id: 'user-x', user_id: 'user-y' })],
  ['wrong-account', who({})],
] as const)('is %s for %j', (verdict, change) => {
  expect(judge(change)).toBe(verdict);
});

it('refuses what is no token', () => {
  expect(
    ['', 'a.b', 'e30.e30.x', `e30.${Buffer.from('null').toString('base64url')}.x`].map((token) =>
      judgeToken(token, account, NOW),
    ),
  ).toEqual(['refused', 'refused', 'refused', 'refused']);
});
