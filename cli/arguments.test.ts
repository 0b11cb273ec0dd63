import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

const read = (words: string, env: NodeJS.ProcessEnv = {}) => {
  const parsed = readArguments(words.split(' ').filter(Boolean), env);
  if (parsed.kind !== 'request') return parsed;
  const { given: _, ...request } = parsed.request;
  return request;
};

const PLAIN = {
  command: 'check',
  codexHome: null,
  timeoutSeconds: 20,
  json: false,
  full: false,
  dryRun: false,
  newIdentity: false,
  quitApp: false,
  open: false,
  exact: false,
  force: false,
  verbose: false,
  all: false,
  ascii: false,
  noColor: false,
  language: 'en',
};

it.each([
  ['', {}],
  ['--json', { json: true }],
  ['--all --ascii --no-color', { all: true, ascii: true, noColor: true }],
  ['check --json --timeout 3600', { json: true, timeoutSeconds: 3600 }],
  ['--timeout=0.5 repair', { command: 'repair', timeoutSeconds: 0.5 }],
  ['repair --full --new-identity --force', { command: 'repair', full: true, newIdentity: true, force: true }],
  ['repair --full --dry-run', { command: 'repair', full: true, dryRun: true }],
  ['repair --quit-app', { command: 'repair', quitApp: true }],
  ['restore', { command: 'restore' }],
  ['restore name --exact', { command: 'restore', backup: 'name', exact: true }],
  ['restore -- -name', { command: 'restore', backup: '-name' }],
  ['-- repair --dry-run', { command: 'repair', dryRun: true }],
  ['report', { command: 'report' }],
  ['report --open', { command: 'report', open: true }],
  [
    'launch -- codex-desktop --new-window',
    { command: 'launch', timeoutSeconds: 5, launch: ['codex-desktop', '--new-window'] },
  ],
  ['check --codex-home there', { codexHome: 'there' }],
  ['check --lang de', { language: 'de' }],
])('reads: %s', (words, options) => {
  expect(read(words)).toEqual({ ...PLAIN, ...options });
});

it.each([
  ['check extra', "Unexpected argument 'extra'"],
  ['mend', "Unknown command 'mend'"],
  ['chekc', "Unknown command 'chekc'; did you mean 'check'?"],
  ['Repair', "Unknown command 'Repair'; did you mean 'repair'?"],
  ['restore one two', "Unexpected argument 'two'"],
  ['check --full', "'check' has no --full; it goes with repair"],
  ['--dry-run', "'check' has no --dry-run; it goes with repair"],
  ['restore --dry-run', "'restore' has no --dry-run; it goes with repair"],
  ['repair --exact', "'repair' has no --exact; it goes with restore"],
  ['repair --new-identity', '--new-identity goes with --full'],
  ['check --open', "'check' has no --open; it goes with report"],
  ['report --open --json', '--open does not go with --json'],
  ['repair --quit-app --dry-run', '--quit-app does not go with --dry-run'],
  ['repair --wipe', "Unknown option '--wipe'"],
  ['repair --dryrun', "Unknown option '--dryrun'; did you mean '--dry-run'?"],
  ['repair -n', "Unknown option '-n'"],
  ['check --json=yes', '--json takes no value'],
  ['check --codex-home', '--codex-home needs a value: --codex-home DIR'],
  ['check --codex-home --json', '--codex-home needs a value: --codex-home DIR'],
  ['check --codex-home=', '--codex-home needs a folder'],
  ['check --timeout 0', '--timeout takes seconds, more than 0 and up to 3600'],
  ['check --timeout=-1', '--timeout takes seconds, more than 0 and up to 3600'],
  ['check --timeout 3601', '--timeout takes seconds, more than 0 and up to 3600'],
  ['check --timeout 0x10', '--timeout takes seconds, more than 0 and up to 3600'],
  ['check --timeout soon', '--timeout takes seconds, more than 0 and up to 3600'],
  ['check --timeout=', '--timeout takes seconds, more than 0 and up to 3600'],
  ['check --lang fr', '--lang takes one of en, de'],
  ['completion', "'completion' takes one of bash, zsh, fish, powershell"],
  ['help mend', "Unknown command 'mend'"],
  ['launch', 'launch needs the command that starts the desktop app: mobile-setup launch -- COMMAND'],
  ['launch codex-desktop', "Unexpected argument 'codex-desktop'"],
])('names the mistake in: %s', (words, message) => {
  expect(read(words)).toEqual({ kind: 'usage', message });
});

it.each([
  ['--help', { kind: 'help', language: 'en', topic: null }],
  ['help', { kind: 'help', language: 'en', topic: null }],
  ['repair -h', { kind: 'help', language: 'en', topic: 'repair' }],
  ['help restore --lang de', { kind: 'help', language: 'de', topic: 'restore' }],
  ['--version', { kind: 'version' }],
  ['completion powershell', { kind: 'completion', shell: 'powershell' }],
])('asks for %s', (words, meaning) => {
  expect(read(words)).toEqual(meaning);
});

it('an empty word starts no app', () => {
  expect(readArguments(['launch', '--', ''], {})).toEqual(read('launch'));
});

const language = (words: string, env: NodeJS.ProcessEnv) => {
  const request = read(words, env);
  return 'language' in request ? request.language : null;
};

it('speaks the language of the locale, but English to a program unless it is asked for', () => {
  const german = { LANG: 'de_AT.UTF-8' };
  expect([
    language('check', german),
    language('check', { ...german, LC_ALL: 'C' }),
    language('check --json', german),
    language('check --json --lang de', {}),
    language('check', { LANG: 'den_CA' }),
    language('check', { ...german, LANGUAGE: 'fr:en:de' }),
    language('check', { LANG: 'C.UTF-8', LANGUAGE: 'de' }),
  ]).toEqual(['de', 'en', 'en', 'de', 'en', 'en', 'en']);
});

describe('an option that npm has kept for itself', () => {
  const run = { npm_command: 'run', npm_lifecycle_event: 'mobile-setup' };
  const exec = { npm_command: 'exec', npm_lifecycle_event: 'npx' };

  it.each([
    ['repair', { ...run, npm_config_dry_run: 'true' }, '--dry-run'],
    ['repair', { ...run, npm_config_dryrun: 'true' }, '--dry-run'],
    ['repair', { ...run, npm_config_dry_rnu: 'true' }, '--dry-run'],
    ['repair', { ...run, npm_config_codex_hme: '/elsewhere' }, '--codex-home'],
    ['repair', { npm_lifecycle_event: 'mobile-setup', NPM_CONFIG_DRY_RUN: '1' }, '--dry-run'],
    [
      'repair',
      { npm_command: 'run-script', npm_config_full: 'true', npm_config_dry_run: 'true' },
      '--full --dry-run',
    ],
    ['repair --full', { ...run, npm_config_dry_run: 'true' }, '--dry-run'],
    ['repair', { ...run, npm_config_codex_home: '/elsewhere' }, '--codex-home'],
    ['check', { ...run, npm_config_json: 'true' }, '--json'],
    ['repair', { ...run, npm_config_force: 'true' }, '--force'],
    ['repair --full', { ...run, npm_config_new_identity: 'true' }, '--new-identity'],
    ['repair', { ...exec, npm_config_dry_run: 'true' }, '--dry-run'],
    ['repair', { ...exec, npm_config_full: 'true' }, '--full'],
  ])('refuses: %s with %j', (words, env, names) => {
    const [command = ''] = words.split(' ');
    const start =
      'npm_command' in env && env.npm_command === 'exec'
        ? 'npx mobile-setup'
        : 'npm run --silent mobile-setup --';
    const shown = names.replace('--codex-home', '--codex-home DIR');
    expect(read(words, env)).toEqual({
      kind: 'usage',
      message: `npm has kept ${names} for itself, so nothing was done. Start it like this instead: ${start} ${command} ${shown}`,
    });
  });

  it.each([
    ['repair', { npm_config_dry_run: 'true' }],
    ['repair', { ...run, npm_config_dry_run: '', npm_config_json: 'false' }],
    ['repair --dry-run', { ...run, npm_config_dry_run: 'true' }],
    ['check', { ...exec, npm_config_force: 'true', npm_config_json: 'true' }],
    [
      'check',
      { ...run, npm_config_loglevel: 'silent', npm_config_color: 'false', npm_config_user_agent: 'npm/11' },
    ],
  ])('lets go on: %s with %j', (words, env) => {
    expect(read(words, env)).toHaveProperty('command');
  });
});
