import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readArguments } from './options.ts';

const read = (words: string, env: NodeJS.ProcessEnv = {}) => {
  const parsed = readArguments(words.split(' ').filter(Boolean), env);
  if (parsed.kind !== 'options') return parsed;
  const { signal, ...options } = parsed.options;
  expect(signal.aborted).toBe(false);
  return options;
};

const PLAIN = {
  folder: join(homedir(), '.codex'),
  json: false,
  full: false,
  dryRun: false,
  newIdentity: false,
  force: false,
};

it.each([
  ['check', { ...PLAIN, command: 'check' }],
  ['check --json --timeout 3600', { ...PLAIN, command: 'check', json: true }],
  ['--timeout=0.5 repair', { ...PLAIN, command: 'repair' }],
  [
    'repair --full --new-identity --force',
    { ...PLAIN, command: 'repair', full: true, newIdentity: true, force: true },
  ],
  ['repair --full --dry-run', { ...PLAIN, command: 'repair', full: true, dryRun: true }],
  ['restore', { ...PLAIN, command: 'restore' }],
  ['restore name', { ...PLAIN, command: 'restore', backup: 'name' }],
  ['check --codex-home there', { ...PLAIN, command: 'check', folder: resolve('there') }],
])('reads: %s', (words, options) => {
  expect(read(words)).toEqual(options);
});

it('takes the folder of the environment, unless one is named', () => {
  const env = { CODEX_HOME: '/env' };
  expect([read('check', env), read('check --codex-home /named', env)]).toMatchObject([
    { folder: '/env' },
    { folder: '/named' },
  ]);
});

it.each([
  ['', 'A command is missing'],
  ['--json', 'A command is missing'],
  ['mend', "Unknown command 'mend'"],
  ['check extra', "Unexpected argument 'extra'"],
  ['restore one two', "Unexpected argument 'two'"],
  ['check --full', "'check' has no --full, --dry-run or --new-identity; they go with repair"],
  ['restore --dry-run', "'restore' has no --full, --dry-run or --new-identity; they go with repair"],
  ['repair --new-identity', '--new-identity goes with --full'],
  ['repair --wipe', "Unknown option '--wipe'"],
  ['check --json=yes', "Option '--json' does not take an argument"],
  ['check --codex-home', "Option '--codex-home <value>' argument missing"],
  ['check --codex-home=', '--codex-home needs a folder'],
  ['check --timeout 0', '--timeout takes seconds, more than 0 and up to 3600'],
  ['check --timeout=-1', '--timeout takes seconds, more than 0 and up to 3600'],
  ['check --timeout 3601', '--timeout takes seconds, more than 0 and up to 3600'],
  ['check --timeout soon', '--timeout takes seconds, more than 0 and up to 3600'],
  ['check --timeout=', '--timeout takes seconds, more than 0 and up to 3600'],
])('names the mistake in: %s', (words, message) => {
  expect(read(words)).toEqual({ kind: 'usage', message });
});

it.each([
  ['--help', 'help'],
  ['repair -h', 'help'],
  ['--version', 'version'],
])('asks for %s', (words, kind) => {
  expect(read(words)).toEqual({ kind });
});
