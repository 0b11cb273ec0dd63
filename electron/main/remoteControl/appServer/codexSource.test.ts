import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codexSourceOf } from './codexSource.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'codex-source-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const VENDOR = 'codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex';

test.each([
  ['npm', `/usr/lib/node_modules/@openai/codex/node_modules/@openai/${VENDOR}`],
  ['npm', `/home/p/.nvm/versions/node/v24.1.0/lib/node_modules/@openai/${VENDOR}`],
  ['npm', 'C:\\Users\\p\\AppData\\Roaming\\npm\\node_modules\\@openai\\codex\\vendor\\codex.exe'],
  ['pnpm', `/home/p/.local/share/pnpm/global/5/.pnpm/@openai+codex@0.169.0/node_modules/@openai/${VENDOR}`],
  ['pnpm', `C:\\Users\\p\\AppData\\Local\\pnpm\\global\\5\\node_modules\\@openai\\codex\\vendor\\codex.exe`],
  ['bun', `/home/p/.bun/install/global/node_modules/@openai/${VENDOR}`],
  ['homebrew', '/opt/homebrew/Caskroom/codex/0.125.0/codex-aarch64-apple-darwin'],
  ['homebrew', '/home/linuxbrew/.linuxbrew/Cellar/codex/0.125.0/bin/codex'],
  ['installer', '/home/p/.codex/packages/standalone/current/bin/codex'],
  ['windows-installer', 'C:\\Users\\p\\.codex\\packages\\standalone\\current\\bin\\codex.exe'],
  ['windows-installer', 'C:\\Users\\p\\AppData\\Local\\Programs\\OpenAI\\Codex\\bin\\codex.exe'],
  ['desktop-app', 'C:\\Users\\p\\AppData\\Local\\OpenAI\\Codex\\bin\\0.125.0\\codex.exe'],
  ['desktop-app', '/Applications/ChatGPT.app/Contents/Resources/codex'],
  ['desktop-app', '/opt/codex-desktop/resources/codex'],
  ['desktop-app', '/opt/Codex Desktop/resources/codex'],
  ['unknown', '/usr/local/bin/codex'],
])('%s: %s', (source, path) => {
  expect(codexSourceOf(path, { env: {} })).toBe(source);
});

test('a link is followed to what it stands for', () => {
  const program = join(folder, 'Caskroom', 'codex', '0.125.0', 'codex');
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, '');
  symlinkSync(program, join(folder, 'codex'));
  expect(codexSourceOf(join(folder, 'codex'), { env: {} })).toBe('homebrew');
});

test('what comes with this app is this app’s to update, unless a person has chosen it', () => {
  const resources = { env: {}, resourcesPath: '/opt/ours/resources' };
  const project = { env: {}, moduleFolder: '/projects/ours/app' };
  const packaged = `/projects/ours/node_modules/@openai/${VENDOR}`;
  const CODEX_CLI_PATH = packaged;
  expect([
    codexSourceOf('/opt/ours/resources/codex', resources),
    codexSourceOf('/opt/ours/resources-of-another/codex', resources),
    codexSourceOf(packaged, project),
    codexSourceOf(`/projects/theirs/node_modules/@openai/${VENDOR}`, project),
    codexSourceOf(packaged, { ...project, env: { CODEX_CLI_PATH } }),
    codexSourceOf('/my/codex', { env: { CODEX_CLI_PATH: '/my/codex' } }),
  ]).toEqual(['this-app', 'unknown', 'this-app', 'npm', 'npm', 'chosen']);
});
