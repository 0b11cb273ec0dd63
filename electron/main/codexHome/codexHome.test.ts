import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codexHomeFolder, readCodexHome } from './codexHome.ts';
import { signInWithToken } from './signIn.ts';

/** A real `CODEX_HOME` with these files; `null` makes a folder of that name. */
function home(files: Readonly<Record<string, string | Uint8Array | null>>) {
  const folder = mkdtempSync(join(tmpdir(), 'codex-home-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    if (content === null) mkdirSync(join(folder, name));
    else writeFileSync(join(folder, name), content);
  }
  return readCodexHome(folder);
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function token(claims: object): string {
  return `${part({ alg: 'none' })}.${part({ 'https://api.openai.com/auth': claims })}.`;
}

const auth = (tokens: unknown) => ({ 'auth.json': JSON.stringify({ auth_mode: 'chatgpt', tokens }) });
const ACCESS = token({ chatgpt_account_id: 'acct', chatgpt_user_id: 'user-x', user_id: 'user-other' });

describe('who is signed in', () => {
  const account = { accountId: 'acct', userId: 'user-x', accessToken: ACCESS };

  it.each([
    ['from the tokens', { access_token: ACCESS, id_token: ACCESS, account_id: 'acct' }, account],
    ['without an account beside them', { access_token: ACCESS }, account],
    [
      'with an account beside them that differs',
      { access_token: ACCESS, account_id: 'b' },
      { ...account, accountId: 'b' },
    ],
    [
      'from the id token, where the access token tells nothing',
      { access_token: 'opaque', id_token: ACCESS, account_id: null },
      { ...account, accessToken: 'opaque' },
    ],
    [
      'by the older name of the user',
      { access_token: token({ user_id: 'user-y' }), account_id: 'acct' },
      { accountId: 'acct', userId: 'user-y', accessToken: token({ user_id: 'user-y' }) },
    ],
    [
      'by the name of user and account',
      { access_token: token({ chatgpt_account_user_id: 'user-x__acct' }), account_id: 'acct' },
      {
        accountId: 'acct',
        userId: 'user-x__acct',
        accessToken: token({ chatgpt_account_user_id: 'user-x__acct' }),
      },
    ],
    [
      'with no user at all',
      { access_token: 'opaque', account_id: 'acct' },
      { accountId: 'acct', userId: null, accessToken: 'opaque' },
    ],
  ])('%s', (_, tokens, expected) => {
    expect(home(auth(tokens)).signIn).toEqual({ kind: 'signed-in', account: expected });
  });

  it.each([
    ['no file', {}],
    ['a folder', { 'auth.json': null }],
    ['broken JSON', { 'auth.json': '{' }],
    ['no object', { 'auth.json': 'null' }],
    ['an API key alone', { 'auth.json': '{"OPENAI_API_KEY":"sk-secret","tokens":null}' }],
    ['no access token', auth({ id_token: ACCESS, account_id: 'acct' })],
    ['an empty access token', auth({ access_token: '', account_id: 'acct' })],
    ['no account', auth({ access_token: 'opaque' })],
    ['a token that is no header', auth({ access_token: 'a\r\nx: y', account_id: 'acct' })],
    ['an account that is no header', auth({ access_token: ACCESS, account_id: 'acct\n' })],
  ])('no one, with %s', (_, files) => {
    const { signIn } = home(files);
    expect(signIn).toEqual({ kind: 'signed-out', message: expect.any(String) as string });
    expect(JSON.stringify(signIn)).not.toMatch(/sk-secret|opaque/);
  });
});

const store = (kind: string) => ({ 'config.toml': `cli_auth_credentials_store = "${kind}"` });
const kinds = (files: Parameters<typeof home>[0]) => home(files).signIn.kind;

describe('fault 34: a sign-in that is not in the file', () => {
  it('may be in the key ring, where the configuration says so', () => {
    expect(['keyring', 'auto', 'ephemeral', 'file', 'other'].map((kind) => kinds(store(kind)))).toEqual([
      'in-key-ring',
      'in-key-ring',
      'in-key-ring',
      'signed-out',
      'signed-out',
    ]);
  });

  it('is that of the file, where the file has one all the same', () => {
    expect(kinds({ ...store('auto'), ...auth({ access_token: ACCESS }) })).toBe('signed-in');
  });

  it('cannot be had, where only API keys are allowed, and that is said', () => {
    const { signIn } = home({
      'config.toml': 'forced_login_method = "api"',
      ...auth({ access_token: ACCESS }),
    });
    expect(signIn).toEqual({
      kind: 'api-only',
      message: expect.stringContaining('forced_login_method') as string,
    });
  });

  it('is taken from what the app-server hands over', () => {
    expect([signInWithToken(ACCESS).kind, signInWithToken('opaque').kind]).toEqual([
      'signed-in',
      'signed-out',
    ]);
  });
});

it('fault 6: a configuration that Codex itself would reject is read all the same', () => {
  const { service } = home({
    'config.toml': 'model = 5\nprofile = "x"\nchatgpt_base_url = "http://127.0.0.1:4000/backend-api"\n',
  });
  expect(service).toEqual({ kind: 'base-url', baseUrl: 'http://127.0.0.1:4000/backend-api' });
});

describe('where the service is', () => {
  it.each([
    ['by default', {}, 'https://chatgpt.com/backend-api'],
    [
      'in a file without it',
      { 'config.toml': '[features]\nremote_control = true\n' },
      'https://chatgpt.com/backend-api',
    ],
    [
      'where the file says',
      { 'config.toml': 'chatgpt_base_url = "http://127.0.0.1:4000/backend-api/"\n' },
      'http://127.0.0.1:4000/backend-api',
    ],
    [
      'not where another table says',
      { 'config.toml': '[other]\nchatgpt_base_url = "http://127.0.0.1:4000"\n' },
      'https://chatgpt.com/backend-api',
    ],
  ])('%s', (_, files, baseUrl) => {
    expect(home(files).service).toEqual({ kind: 'base-url', baseUrl });
  });

  it.each([
    ['bad-base-url', 'chatgpt_base_url = "https://example.com"'],
    ['bad-base-url', 'chatgpt_base_url = "http://chatgpt.com/backend-api"'],
    ['bad-base-url', 'chatgpt_base_url = ""'],
    ['bad-base-url', 'chatgpt_base_url = 7'],
    ['config-unreadable', 'chatgpt_base_url = '],
    ['config-unreadable', '\0\0\0'],
    ['config-unreadable', null],
  ])('cannot be said: %s by %j', (kind, content) => {
    expect(home({ 'config.toml': content }).service).toMatchObject({
      kind,
      message: expect.any(String) as string,
    });
  });
});

it.each([
  ['11111111-1111-4111-8111-11111111111A\n', '11111111-1111-4111-8111-11111111111a'],
  [' \n', null],
  [null, null],
])('C37: reads an installation id of %j as %j', (content, installationId) => {
  expect(home({ installation_id: content }).installationId).toBe(installationId);
});

it('C37: knows no installation id where there is no file', () => {
  expect(home({}).installationId).toBeNull();
});

it('finds the folder: the one named, else of the environment, else of the user', () => {
  expect([
    codexHomeFolder({ CODEX_HOME: '/env' }, '/named'),
    codexHomeFolder({ CODEX_HOME: '/env' }),
    codexHomeFolder({ CODEX_HOME: '' }),
    codexHomeFolder({}),
    codexHomeFolder({}, 'relative'),
  ]).toEqual([
    '/named',
    '/env',
    join(homedir(), '.codex'),
    join(homedir(), '.codex'),
    join(process.cwd(), 'relative'),
  ]);
});

it.runIf(process.platform !== 'win32')('waits for no pipe that stands in the place of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'codex-home-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const names = ['auth.json', 'config.toml', 'installation_id'];
  execFileSync(
    'mkfifo',
    names.map((name) => join(folder, name)),
  );
  const { signIn, service, installationId } = readCodexHome(folder);
  expect([signIn.kind, service.kind, installationId]).toEqual(['signed-out', 'config-unreadable', null]);
});
