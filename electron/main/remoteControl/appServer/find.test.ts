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
  ).toMatchObject({
    kind: 'missing',
    message: `CODEX_CLI_PATH names "${wrong}", which is not a program that can be started.`,
  });
});

test('a program that may not be started does not count', () => {
  const { resources } = everywhere();
  chmodSync(resources, 0o644);
  expect(findAppServer({ env: {}, ...TARGET, resourcesPath: dirname(resources) })).toMatchObject({
    kind: 'missing',
  });
});

test('a package without the program for this platform leads on to the PATH', () => {
  const { onPath } = everywhere();
  const places = { env: { PATH: dirname(onPath) }, moduleFolder: folder };
  expect([
    findAppServer({ ...places, platform: 'linux', arch: 'x64' }),
    findAppServer({ ...places, platform: 'linux', arch: 'riscv64' }),
  ]).toEqual([
    { kind: 'found', path: onPath },
    { kind: 'found', path: onPath },
  ]);
});
