import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findAppServer } from './find.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-app-server-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const TARGET = { platform: 'linux', arch: 'arm64' } as const;

function program(...path: string[]): string {
  const file = join(folder, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  return file;
}

function manifest(name: string): void {
  writeFileSync(program('node_modules', '@openai', name, 'package.json'), `{"name":"@openai/${name}"}`);
}

function everywhere() {
  manifest('codex');
  manifest('codex-linux-arm64');
  const vendor = ['vendor', 'aarch64-unknown-linux-musl', 'bin', 'codex'];
  return {
    chosen: program('chosen'),
    resources: program('resources', 'codex'),
    packaged: program('node_modules', '@openai', 'codex-linux-arm64', ...vendor),
    onPath: program('path', 'codex'),
  };
}

test('the order is CODEX_CLI_PATH, resources, npm package, PATH', () => {
  const { chosen, resources, packaged, onPath } = everywhere();
  const PATH = `:/nowhere:${dirname(onPath)}`;
  const places = { env: { PATH }, ...TARGET, moduleFolder: join(folder, 'app') };
  const resourcesPath = dirname(resources);
  expect([
    findAppServer({ ...places, env: { PATH, CODEX_CLI_PATH: chosen }, resourcesPath }),
    findAppServer({ ...places, resourcesPath }),
    findAppServer(places),
    findAppServer({ env: { PATH }, ...TARGET }),
  ]).toEqual([chosen, resources, packaged, onPath].map((path) => ({ kind: 'found', path })));
});

test('a wrong CODEX_CLI_PATH is reported, not overruled', () => {
  const { resources } = everywhere();
  const wrong = join(folder, 'resources');
  expect(
    findAppServer({ env: { CODEX_CLI_PATH: wrong }, ...TARGET, resourcesPath: dirname(resources) }),
  ).toEqual({
    kind: 'missing',
    message: `CODEX_CLI_PATH names "${wrong}", which is not a program that can be started.`,
    nextStep: 'Correct CODEX_CLI_PATH, or unset it to use the program that comes with the app.',
  });
});

test('a program that may not be started does not count', () => {
  const { resources } = everywhere();
  chmodSync(resources, 0o644);
  expect(findAppServer({ env: {}, ...TARGET, resourcesPath: dirname(resources) })).toEqual({
    kind: 'missing',
    message: 'The Codex program that talks to your phone was not found on this computer.',
    nextStep: 'Reinstall the app, or install Codex and set CODEX_CLI_PATH to its program.',
  });
});

test.each([
  ['linux', 'x64', 'x86_64-unknown-linux-musl', 'codex'],
  ['linux', 'arm64', 'aarch64-unknown-linux-musl', 'codex'],
  ['darwin', 'x64', 'x86_64-apple-darwin', 'codex'],
  ['darwin', 'arm64', 'aarch64-apple-darwin', 'codex'],
  ['win32', 'x64', 'x86_64-pc-windows-msvc', 'codex.exe'],
  ['win32', 'arm64', 'aarch64-pc-windows-msvc', 'codex.exe'],
] as const)('the npm package holds a program for %s-%s', (platform, arch, vendorFolder, name) => {
  manifest('codex');
  manifest(`codex-${platform}-${arch}`);
  const vendor = ['vendor', vendorFolder, 'bin', name];
  const path = program('node_modules', '@openai', `codex-${platform}-${arch}`, ...vendor);
  expect(findAppServer({ env: {}, platform, arch, moduleFolder: folder })).toEqual({ kind: 'found', path });
});

test('a damaged package is passed over', () => {
  const { onPath } = everywhere();
  const places = { ...TARGET, moduleFolder: folder };
  for (const text of ['{"exports":{}}', '{']) {
    writeFileSync(join(folder, 'node_modules', '@openai', 'codex', 'package.json'), text);
    expect(findAppServer({ ...places, env: { PATH: dirname(onPath) } }).kind).toBe('found');
  }
  rmSync(join(folder, 'node_modules'), { recursive: true });
  mkdirSync(join(folder, 'node_modules', '@openai'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', '@openai', 'codex'), '');
  expect(findAppServer({ ...places, env: {} }).kind).toBe('missing');
});

test('on Windows the search path is called Path, or PATH', () => {
  const byPath = { kind: 'found', path: program('windows', 'codex.exe') };
  const byPATH = { kind: 'found', path: program('other', 'codex.exe') };
  const Path = join(folder, 'windows');
  const PATH = join(folder, 'other');
  const paths = [{ Path, PATH }, { Path }, { PATH }];
  expect(paths.map((env) => findAppServer({ env, platform: 'win32', arch: 'x64' }))).toEqual([
    byPath,
    byPath,
    byPATH,
  ]);
});

test('elsewhere Path is some other variable', () => {
  const { onPath, resources } = everywhere();
  const env = { Path: dirname(resources), PATH: dirname(onPath) };
  expect(findAppServer({ env, ...TARGET })).toEqual({ kind: 'found', path: onPath });
});

test('an empty entry of the PATH does not stand for the working folder', () => {
  program('codex');
  const places = { env: { PATH: ':/nowhere' }, ...TARGET };
  const script = `import { findAppServer } from ${JSON.stringify(new URL('find.ts', import.meta.url))};
    console.log(findAppServer(${JSON.stringify(places)}).kind);`;
  const there = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder });
  expect([findAppServer(places).kind, there.toString()]).toEqual(['missing', 'missing\n']);
});

test('a package without the program for this platform leads on to the PATH', () => {
  const { onPath } = everywhere();
  manifest('codex-linux-riscv64');
  const places = { env: { PATH: dirname(onPath) }, moduleFolder: folder };
  expect([
    findAppServer({ ...places, platform: 'linux', arch: 'x64' }),
    findAppServer({ ...places, platform: 'linux', arch: 'riscv64' }),
  ]).toEqual([
    { kind: 'found', path: onPath },
    { kind: 'found', path: onPath },
  ]);
});
