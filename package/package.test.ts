import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../tools/packaging/run.ts';

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
  const script = `import { buildPackage } from ${JSON.stringify(join(ROOT, 'package', 'build.ts'))};
    await buildPackage(${JSON.stringify(folder)});`;
  const built = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT });
  expect(built).toMatchObject({ exitCode: 0 });
  const target = join(place, `${name}-packed`);
  mkdirSync(target);
  const packed = await run('npm', ['pack', folder, '--pack-destination', target, ...QUIET], { cwd: place });
  expect(packed).toMatchObject({ exitCode: 0 });
  return join(target, readdirSync(target)[0] ?? '');
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

test('it is small, has no scripts and asks for nothing but what its code imports', () => {
  const manifest = JSON.parse(readFileSync(join(place, 'package', 'package.json'), 'utf8')) as {
    dependencies: object;
  };
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
    const types = ['@types/node', '@types/react'].map((name) => join(ROOT, 'node_modules', name));
    const peers = ['react', 'react-dom', 'electron'].map((name) => join(ROOT, 'node_modules', name));
    const words = ['install', '--prefer-offline', '--ignore-scripts', '--install-links=false', ...QUIET];
    const installed = await run('npm', [...words, archive, ...types, ...peers], { cwd: app });
    if (installed.exitCode !== 0) throw new Error(`npm could not install it:\n${installed.stderr}`);
  });

  test.each(['bundler', 'nodenext'])('it type-checks strictly under %s', async (resolution) => {
    const checked = await bin('tsc', '-p', `tsconfig.${resolution}.json`);
    expect(checked).toMatchObject({ exitCode: 0, stdout: '' });
  });

  test('a deep import is refused', async () => {
    const script = "await import('mobile-setup/parts/globalState.js')";
    const ran = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: app });
    expect(ran.stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test('built with Vite, it heals a stuck profile', async () => {
    const built = await bin('vite', 'build', '--ssr', 'main.ts', '--outDir', 'built', '--logLevel', 'warn');
    expect(built).toMatchObject({ exitCode: 0 });
    const ran = await run(process.execPath, [join(app, 'built', 'main.js')], { cwd: app });
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(ran.stdout)).toEqual({ outcome: 'repaired', stored: null });
  });
});
