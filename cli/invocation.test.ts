import { execFileSync } from 'node:child_process';
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

it('writes a value that begins with a dash, and what stands behind two, so that it is read again', () => {
  const given = new Map([['codex-home', '-odd']] as const);
  expect(nextCommand('mobile-setup', ['launch'], given, ['app', '--new window'])).toBe(
    "mobile-setup launch --codex-home=-odd -- app '--new window'",
  );
});

it.each([
  ['C:\\Users\\me\\.codex', 'win32', 'C:\\Users\\me\\.codex'],
  ['C:\\Users\\It is me', 'win32', '"C:\\Users\\It is me"'],
  ['~/.codex', 'linux', "'~/.codex'"],
  ['$HOME', 'linux', "'$HOME'"],
  ['', 'linux', "''"],
  ["a\nb\u200b's \\", 'linux', String.raw`$'a\x0ab\xe2\x80\x8b\'s \\'`],
] as const)('%s on %s is written %s', (word, platform, quoted) => {
  expect(quote(word, platform)).toBe(quoted);
});

it.runIf(process.platform !== 'win32')('a quoted word is the word again in a shell', () => {
  const words = ["it's", 'a\nb\tc', '\u009b\u202ex', 'back\\slash\n', "a'\n", '$HOME `x` !"#', 'é 🎉'];
  const line = words.map((word) => quote(word)).join(' ');
  const read = execFileSync('bash', ['-c', String.raw`printf '%s\0' ${line}`], { encoding: 'utf8' });
  expect(read.split('\0').slice(0, -1)).toEqual(words);
});
