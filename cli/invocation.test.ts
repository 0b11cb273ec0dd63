import { join } from 'node:path';
import { expect, it } from 'vitest';
import { invocationOf, nextCommand, quote } from './invocation.ts';

it.each([
  [['node', '/usr/local/bin/mobile-setup'], {}, 'mobile-setup'],
  [['node', '/checkout/dist/cli/mobile-setup.mjs'], {}, `node ${join('dist', 'cli', 'mobile-setup.mjs')}`],
  [['node', '/else where/mobile-setup.mjs'], {}, "node '/else where/mobile-setup.mjs'"],
  [['node', '/a/node_modules/self-healing-pairing/dist/cli/mobile-setup.cjs'], {}, 'npx mobile-setup'],
  [['node', '/a/node_modules/.bin/mobile-setup'], { npm_command: 'exec' }, 'npx mobile-setup'],
  [
    ['node', 'dist/cli/mobile-setup.mjs'],
    { npm_command: 'run-script', npm_lifecycle_event: 'mobile-setup' },
    'npm run --silent mobile-setup --',
  ],
])('%j is started again the way it was', (argv, env, invocation) => {
  expect(invocationOf(argv, env, '/checkout')).toBe(invocation);
});

it('repeats the options that still fit, quoted for the shell', () => {
  const given = new Map([
    ['codex-home', "/it's here"],
    ['json', null],
    ['full', null],
    ['force', null],
    ['timeout', '60'],
  ] as const);
  expect(nextCommand('mobile-setup', ['repair', '--full'], given)).toBe(
    String.raw`mobile-setup repair --full --codex-home '/it'\''s here' --timeout 60 --force`,
  );
  expect(nextCommand('mobile-setup', ['check', '--timeout', '60', '--force'], given)).toBe(
    String.raw`mobile-setup check --timeout 60 --force --codex-home '/it'\''s here'`,
  );
});

it.each([
  ['C:\\Users\\me\\.codex', 'win32', 'C:\\Users\\me\\.codex'],
  ['C:\\Users\\It is me', 'win32', '"C:\\Users\\It is me"'],
  ['~/.codex', 'linux', "'~/.codex'"],
  ['$HOME', 'linux', "'$HOME'"],
  ['', 'linux', "''"],
] as const)('%s on %s is written %s', (word, platform, quoted) => {
  expect(quote(word, platform)).toBe(quoted);
});
