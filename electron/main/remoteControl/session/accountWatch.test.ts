import { expect, it } from 'vitest';
import type { CodexHome } from '../../codexHome/index.ts';
import { createAccountWatch } from './accountWatch.ts';

const signedIn = (accountId: string, accessToken = 't'): Pick<CodexHome, 'signIn'> => ({
  signIn: { kind: 'signed-in', account: { accountId, userId: 'u', accessToken } },
});
const at = (baseUrl: string): Pick<CodexHome, 'service'> => ({ service: { kind: 'base-url', baseUrl } });

it.each([
  ['the same', false, { ...signedIn('a'), ...at('https://one') }],
  ['a refreshed token', false, { ...signedIn('a', 'new'), ...at('https://one') }],
  ['another account', true, { ...signedIn('b'), ...at('https://one') }],
  ['another service', true, { ...signedIn('a'), ...at('https://two') }],
  [
    'a configuration that cannot be read',
    false,
    { ...signedIn('a'), service: { kind: 'config-unreadable', message: '' } as const },
  ],
])('%s is a change: %s', (_name, isChange, next) => {
  let home = { ...signedIn('a'), ...at('https://one') } as CodexHome;
  const watch = createAccountWatch({ readHome: () => home });
  expect(watch.hasChanged()).toBe(false);
  home = next as CodexHome;
  expect([watch.hasChanged(), watch.hasChanged()]).toEqual([isChange, false]);
});
