import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect as expectOf } from '@playwright/test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAppServer } from '../electron/main/remoteControl/index.ts';
import { startBackend } from '../testing/backend/index.ts';
import { makeProfile, stuckState } from '../testing/profiles/profile.ts';
import { TIME_LIMIT_MS } from '../testing/timeLimit.ts';
import { run } from '../tools/packaging/run.ts';
import { packPackage } from './pack.ts';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules', '.bin');
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

let place: string;
/** The archive as it would be published. */
let archive: string;

const sum = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Builds and packs the package in a folder of its own, and returns the archive's path. */
async function pack(name: string): Promise<string> {
  const folder = join(place, name);
  const script = `import { buildPackage } from ${JSON.stringify(new URL('build.ts', import.meta.url))};
    await buildPackage(${JSON.stringify(folder)});`;
  const built = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT });
  expect(built).toMatchObject({ exitCode: 0 });
  const target = join(place, `${name}-packed`);
  mkdirSync(target);
  return packPackage(folder, target);
}

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'mobile-setup-package-'));
  archive = await pack('package');
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('a second build gives the same archive, bit for bit', async () => {
  expect(sum(await pack('again'))).toBe(sum(archive));
});

test('publint finds nothing', async () => {
  const folder = join(place, 'package');
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { messages } = await publint({ pkgDir: folder, pack: false, strict: true });
  expect(messages.map((message) => formatMessage(message, manifest as never))).toEqual([]);
});

test('its types are found as its code is, by every resolution that knows exports', async () => {
  const words = [archive, '--profile', 'esm-only', '--no-emoji'];
  const checked = await run(join(BIN, 'attw'), words, { cwd: place });
  expect(checked).toMatchObject({ exitCode: 0 });
});

interface Manifest {
  readonly dependencies: object;
  readonly man: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly sideEffects: readonly string[];
}

const readManifest = () =>
  JSON.parse(readFileSync(join(place, 'package', 'package.json'), 'utf8')) as Manifest;

test('every file that its manifest names is there, the manual page included', () => {
  const { man, bin, exports } = readManifest();
  const named = [
    man,
    ...Object.values(bin),
    ...Object.values(exports).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one))),
  ];
  expect(man).toBe('cli/mobile-setup.1');
  expect(named.filter((path) => !existsSync(join(place, 'package', path)))).toEqual([]);
});

test('a bundler may not drop what is imported for its effect alone', () => {
  const { exports, sideEffects } = readManifest();
  expect(sideEffects).toContain((exports['./react/style.css'] as { default: string }).default);
  expect(sideEffects).toContain('./preload.cjs');
});

test('the packages whose code it holds are named with their licenses', () => {
  const list = readFileSync(join(place, 'package', 'licenses.md'), 'utf8');
  const names = [...list.matchAll(/^- (\S+) [\d.]+ \(MIT\)\n {2}Copyright/gm)].map(([, name]) => name);
  expect(names).toEqual(['agent-base', 'https-proxy-agent', 'qr', 'ws', 'zod']);
  expect(list.split('Permission is hereby granted')).toHaveLength(2);
});

test('it is small, has no scripts and asks for nothing but what its code imports', () => {
  const manifest = readManifest();
  expect(Object.keys(manifest)).not.toContain('scripts');
  expect(Object.keys(manifest)).not.toContain('devDependencies');
  expect(Object.keys(manifest.dependencies)).toEqual(['p-map', 'p-retry', 'smol-toml', 'zod']);
});

describe('in an app outside this tree', () => {
  let app: string;
  const bin = (name: string, ...words: string[]) => run(join(BIN, name), words, { cwd: app });

  beforeAll(async () => {
    app = join(place, 'app');
    cpSync(join(import.meta.dirname, 'fixture'), app, { recursive: true });
    const types = ['@types/node', '@types/react', '@types/react-dom'].map((name) =>
      join(ROOT, 'node_modules', name),
    );
    const peers = ['react', 'react-dom', 'electron'].map((name) => join(ROOT, 'node_modules', name));
    const words = ['install', '--prefer-offline', '--ignore-scripts', '--install-links=false', ...QUIET];
    const installed = await run('npm', [...words, archive, ...types, ...peers], { cwd: app });
    if (installed.exitCode !== 0) throw new Error(`npm could not install it:\n${installed.stderr}`);
  });

  test.each(['bundler', 'nodenext', 'node16'])('it type-checks strictly under %s', async (resolution) => {
    const checked = await bin('tsc', '-p', `tsconfig.${resolution}.json`);
    expect(checked).toMatchObject({ exitCode: 0, stdout: '' });
  });

  test('a deep import is refused', async () => {
    const script = "await import('mobile-setup/cli/globalState.cjs')";
    const ran = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: app });
    expect(ran.stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test('loading the module loads nothing but its own files, and of Node neither the network nor processes nor cryptography', async () => {
    const script = `import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ resolve: (specifier, context, next) => {
        const found = next(specifier, context);
        loaded.push(found.url);
        return found;
      } });
      const before = new Set(process.moduleLoadList);
      await import('mobile-setup');
      await import('mobile-setup/global-state');
      const own = import.meta.resolve('mobile-setup').replace(/[^/]+$/, '');
      console.log(JSON.stringify({
        outside: loaded.filter((url) => !url.startsWith(own) && !url.startsWith('node:')),
        ofNode: ['crypto', 'http', 'https', 'tls', 'child_process', 'sqlite', 'internal/deps/undici/undici'].filter(
          (name) => process.moduleLoadList.includes('NativeModule ' + name) && !before.has('NativeModule ' + name)),
      }));`;
    const ran = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: app });
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(ran.stdout)).toEqual({ outside: [], ofNode: [] });
  });

  test("of zod no part is taken along that isn't used, such as its words", () => {
    const cli = join(place, 'package', 'cli');
    const files = readdirSync(cli).map((name) => readFileSync(join(cli, name), 'utf8'));
    const code = [...files, readFileSync(join(cli, '..', 'electron.js'), 'utf8')].join();
    expect(code).not.toMatch(/zod\/mini|Ungültige Eingabe|Entrada inválida/);
  });

  test('built with Vite, it heals a stuck profile', async () => {
    const built = await bin('vite', 'build', '--ssr', 'main.ts', '--outDir', 'built', '--logLevel', 'warn');
    expect(built).toMatchObject({ exitCode: 0 });
    const ran = await run(process.execPath, [join(app, 'built', 'main.js')], { cwd: app });
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(ran.stdout)).toEqual({ outcome: 'repaired', stored: null });
  });

  test.skipIf(process.platform !== 'linux')(
    'with its IPC, its preload script and its page, another app heals a stuck profile and shows a code',
    async () => {
      for (const words of [
        ['--ssr', 'electronMain.ts', '--outDir', 'shown'],
        ['--outDir', 'shown/page'],
      ]) {
        const built = await bin('vite', 'build', ...words, '--logLevel', 'warn');
        expect(built).toMatchObject({ exitCode: 0 });
      }
      const backend = await startBackend();
      const account = backend.addAccount({});
      const state = stuckState({
        baseUrl: backend.baseUrl,
        accountUserId: account.userId,
        clientId: 'cli_e_dead_0123456789',
        environmentId: 'env_e_dead_0123456789',
        installationId: '11111111-1111-4111-8111-111111111111',
      });
      const profile = makeProfile({ backend, account, state, mirror: state });
      const codex = findAppServer({ env: process.env, moduleFolder: ROOT });
      if (codex.kind !== 'found') throw new Error(codex.message);
      process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(ROOT, 'testing', 'electron-on-chromium');
      const electron = await _electron.launch({
        args: [`--user-data-dir=${join(place, 'userData')}`, '--lang=en-US', app],
        timeout: TIME_LIMIT_MS,
        env: {
          ...(process.env as Record<string, string>),
          CODEX_HOME: profile.codexHome,
          CODEX_CLI_PATH: codex.path,
        },
      });
      try {
        const page = await electron.firstWindow({ timeout: TIME_LIMIT_MS });
        const code = page.getByRole('img', { name: 'Pairing QR code' });
        await expectOf(code).toBeVisible({ timeout: TIME_LIMIT_MS });
        expect(await page.getByRole('status').textContent()).toContain('we removed it');
      } finally {
        await electron.close();
        profile.remove();
        await backend.close();
      }
    },
  );
});
