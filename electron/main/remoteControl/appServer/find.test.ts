import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findAppServer, type SearchPaths } from './find.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-app-server-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const TARGET = { platform: 'linux', arch: 'arm64' } as const;
/** A computer on which nothing but what a test puts there is found. */
const NOWHERE = { home: '/nowhere', root: '/nowhere' } as const;
const find = (places: SearchPaths) => findAppServer({ ...NOWHERE, ...places });

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
    find({ ...places, env: { PATH, CODEX_CLI_PATH: chosen }, resourcesPath }),
    find({ ...places, resourcesPath }),
    find(places),
    find({ env: { PATH }, ...TARGET }),
  ]).toEqual([chosen, resources, packaged, onPath].map((path) => ({ kind: 'found', path })));
});

test('a wrong CODEX_CLI_PATH is reported, not overruled', () => {
  const { resources } = everywhere();
  const wrong = join(folder, 'resources');
  expect(find({ env: { CODEX_CLI_PATH: wrong }, ...TARGET, resourcesPath: dirname(resources) })).toEqual({
    kind: 'missing',
    message: `CODEX_CLI_PATH names "${wrong}", which is not a program that can be started.`,
    nextStep: 'Correct CODEX_CLI_PATH, or unset it to use the program that comes with the app.',
  });
});

test('a program that may not be started does not count', () => {
  const { resources } = everywhere();
  chmodSync(resources, 0o644);
  expect(find({ env: {}, ...TARGET, resourcesPath: dirname(resources) })).toEqual({
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
  expect(find({ env: {}, platform, arch, moduleFolder: folder })).toEqual({ kind: 'found', path });
});

test('a damaged package is passed over', () => {
  const { onPath } = everywhere();
  const places = { ...TARGET, moduleFolder: folder };
  for (const text of ['{"exports":{}}', '{']) {
    writeFileSync(join(folder, 'node_modules', '@openai', 'codex', 'package.json'), text);
    expect(find({ ...places, env: { PATH: dirname(onPath) } }).kind).toBe('found');
  }
  rmSync(join(folder, 'node_modules'), { recursive: true });
  mkdirSync(join(folder, 'node_modules', '@openai'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', '@openai', 'codex'), '');
  expect(find({ ...places, env: {} }).kind).toBe('missing');
});

test('on Windows the search path is called Path, or PATH', () => {
  const byPath = { kind: 'found', path: program('windows', 'codex.exe') };
  const byPATH = { kind: 'found', path: program('other', 'codex.exe') };
  const Path = join(folder, 'windows');
  const PATH = join(folder, 'other');
  const paths = [{ Path, PATH }, { Path }, { PATH }];
  expect(paths.map((env) => find({ env, platform: 'win32', arch: 'x64' }))).toEqual([byPath, byPath, byPATH]);
});

test('elsewhere Path is some other variable', () => {
  const { onPath, resources } = everywhere();
  const env = { Path: dirname(resources), PATH: dirname(onPath) };
  expect(find({ env, ...TARGET })).toEqual({ kind: 'found', path: onPath });
});

test('an empty entry of the PATH does not stand for the working folder', () => {
  program('codex');
  const places = { env: { PATH: ':/nowhere' }, ...TARGET };
  const script = `import { findAppServer } from ${JSON.stringify(new URL('find.ts', import.meta.url))};
    console.log(findAppServer(${JSON.stringify({ ...NOWHERE, ...places })}).kind);`;
  const there = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder });
  expect([find(places).kind, there.toString()]).toEqual(['missing', 'missing\n']);
});

test('a package without the program for this platform leads on to the PATH', () => {
  const { onPath } = everywhere();
  manifest('codex-linux-riscv64');
  const places = { env: { PATH: dirname(onPath) }, moduleFolder: folder };
  expect([
    find({ ...places, platform: 'linux', arch: 'x64' }),
    find({ ...places, platform: 'linux', arch: 'riscv64' }),
  ]).toEqual([
    { kind: 'found', path: onPath },
    { kind: 'found', path: onPath },
  ]);
});

/** What `npm install --global` leaves on macOS and Linux: the package, and a link to its script in the folder of programs. */
function installGlobally(prefix: string, target = 'linux-arm64', vendor = 'aarch64-unknown-linux-musl') {
  const root = ['prefix', prefix, 'lib', 'node_modules', '@openai', 'codex'];
  writeFileSync(program(...root, 'package.json'), '{"name":"@openai/codex"}');
  const script = program(...root, 'bin', 'codex.js');
  const platformPackage = [...root, 'node_modules', '@openai', `codex-${target}`];
  writeFileSync(program(...platformPackage, 'package.json'), `{"name":"@openai/codex-${target}"}`);
  const native = program(...platformPackage, 'vendor', vendor, 'bin', 'codex');
  const bin = join(folder, 'prefix', prefix, 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(script, join(bin, 'codex'));
  return { bin, script, native };
}

/** What an app that was started from Finder has. */
const FINDER = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' };

test.each([
  ['Homebrew on Apple silicon', 'darwin', ['root', 'opt', 'homebrew', 'bin', 'codex']],
  ['Homebrew on Linux', 'linux', ['root', 'home', 'linuxbrew', '.linuxbrew', 'bin', 'codex']],
  ['Homebrew on Intel', 'darwin', ['root', 'usr', 'local', 'bin', 'codex']],
  ['the installer', 'linux', ['home', '.local', 'bin', 'codex']],
  [
    'the installer’s own folder',
    'darwin',
    ['home', '.codex', 'packages', 'standalone', 'current', 'bin', 'codex'],
  ],
  ['npm with a prefix at home', 'linux', ['home', '.npm-global', 'bin', 'codex']],
  ['nvm', 'linux', ['home', '.nvm', 'versions', 'node', 'v24.1.0', 'bin', 'codex']],
  [
    'fnm',
    'darwin',
    ['home', 'Library', 'Application Support', 'fnm', 'node-versions', 'v24', 'installation', 'bin', 'codex'],
  ],
  ['Volta', 'linux', ['home', '.volta', 'tools', 'image', 'packages', '@openai', 'codex', 'bin', 'codex']],
  [
    'mise',
    'linux',
    ['home', '.local', 'share', 'mise', 'installs', 'npm-openai-codex', '0.169.0', 'bin', 'codex'],
  ],
  ['Nix', 'linux', ['home', '.nix-profile', 'bin', 'codex']],
  ['MacPorts', 'darwin', ['root', 'opt', 'local', 'bin', 'codex']],
  ['Snap', 'linux', ['root', 'snap', 'bin', 'codex']],
  ['the desktop app', 'darwin', ['root', 'Applications', 'ChatGPT.app', 'Contents', 'Resources', 'codex']],
  [
    'the desktop app by its old name',
    'darwin',
    ['home', 'Applications', 'Codex.app', 'Contents', 'Resources', 'codex'],
  ],
  ['the desktop app for Linux', 'linux', ['root', 'opt', 'codex-desktop', 'resources', 'codex']],
] as const)('what %s installed is found on %s without a PATH of a terminal', (_name, platform, path) => {
  const places = {
    platform,
    arch: 'arm64',
    env: FINDER,
    home: join(folder, 'home'),
    root: join(folder, 'root'),
  } as const;
  expect([find(places).kind, program(...path), find(places)]).toEqual([
    'missing',
    join(folder, ...path),
    { kind: 'found', path: join(folder, ...path) },
  ]);
});

test('what npm installed is followed through its link to the real program, by PATH and by choice', () => {
  const { bin, script, native } = installGlobally('usual');
  const places = [{ PATH: bin }, { CODEX_CLI_PATH: join(bin, 'codex') }, { CODEX_CLI_PATH: script }];
  expect(places.map((env) => find({ env, ...TARGET }))).toEqual(
    places.map(() => ({ kind: 'found', path: native })),
  );
});

test('a link into a package without the program for this platform leads on', () => {
  const { bin } = installGlobally('other', 'linux-riscv64');
  const onPath = program('path', 'codex');
  expect([
    find({ env: { PATH: bin }, ...TARGET }).kind,
    find({ env: { PATH: `${bin}:${dirname(onPath)}` }, ...TARGET }),
  ]).toEqual(['missing', { kind: 'found', path: onPath }]);
});

test('an older package keeps the program in itself', () => {
  const root = ['prefix', 'old', 'lib', 'node_modules', '@openai', 'codex'];
  writeFileSync(program(...root, 'package.json'), '{"name":"@openai/codex"}');
  const native = program(...root, 'vendor', 'aarch64-unknown-linux-musl', 'codex', 'codex');
  mkdirSync(join(folder, 'prefix', 'old', 'bin'), { recursive: true });
  symlinkSync(program(...root, 'bin', 'codex.js'), join(folder, 'prefix', 'old', 'bin', 'codex'));
  expect(find({ env: { PATH: join(folder, 'prefix', 'old', 'bin') }, ...TARGET })).toEqual({
    kind: 'found',
    path: native,
  });
});

test('of several versions of Node the newest is looked at first', () => {
  for (const version of ['v9.11.0', 'v24.2.0', 'v22.20.0'])
    program('home', '.nvm', 'versions', 'node', version, 'bin', 'codex');
  expect(find({ env: FINDER, ...TARGET, home: join(folder, 'home') })).toEqual({
    kind: 'found',
    path: join(folder, 'home', '.nvm', 'versions', 'node', 'v24.2.0', 'bin', 'codex'),
  });
});

test('a script that was chosen for Windows is followed where npm made it, and refused by name elsewhere', () => {
  const shim = program('npm', 'codex.cmd');
  const root = ['npm', 'node_modules', '@openai', 'codex'];
  const own = program('own', 'codex.cmd');
  writeFileSync(program(...root, 'package.json'), '{"name":"@openai/codex"}');
  const native = program(...root, 'vendor', 'x86_64-pc-windows-msvc', 'bin', 'codex.exe');
  const windows = { platform: 'win32', arch: 'x64' } as const;
  expect([
    find({ env: { CODEX_CLI_PATH: shim }, ...windows }),
    find({ env: { CODEX_CLI_PATH: own }, ...windows }),
  ]).toEqual([
    { kind: 'found', path: native },
    {
      kind: 'missing',
      message: `CODEX_CLI_PATH names "${own}", which is a script that starts Codex, and not Codex itself.`,
      nextStep: 'Set CODEX_CLI_PATH to codex.exe, or unset it to have Codex looked for.',
    },
  ]);
});

/** A package of pnpm's: a link into its store, where what belongs to it lies beside it. Returns the real program. */
function installInStore(global: string): string {
  const store = [global, 'node_modules', '.pnpm', '@openai+codex@0.169.0', 'node_modules', '@openai'];
  writeFileSync(program(...store, 'codex', 'package.json'), '{"name":"@openai/codex"}');
  program(...store, 'codex', 'bin', 'codex.js');
  writeFileSync(
    program(...store, 'codex-linux-arm64', 'package.json'),
    '{"name":"@openai/codex-linux-arm64"}',
  );
  const vendor = ['vendor', 'aarch64-unknown-linux-musl', 'bin', 'codex'];
  const native = program(...store, 'codex-linux-arm64', ...vendor);
  mkdirSync(join(folder, global, 'node_modules', '@openai'), { recursive: true });
  symlinkSync(join(folder, ...store, 'codex'), join(folder, global, 'node_modules', '@openai', 'codex'));
  return native;
}

/** As pnpm 10 writes it. */
const SHIM = `#!/bin/sh
basedir=$(dirname "$(echo "$0" | sed -e 's,\\\\,/,g')")

if [ -x "$basedir/node" ]; then
  exec "$basedir/node"  "$basedir/global/5/node_modules/@openai/codex/bin/codex.js" "$@"
else
  exec node  "$basedir/global/5/node_modules/@openai/codex/bin/codex.js" "$@"
fi
`;

test.each([
  ['5', 'home/.local/share/pnpm/global/5'],
  ['v11', 'home/.local/share/pnpm/global/v11/3f2a'],
])('what pnpm installed globally (%s) is found without a PATH of a terminal', (_version, global) => {
  const native = installInStore(global);
  expect(find({ env: FINDER, ...TARGET, home: join(folder, 'home') })).toEqual({
    kind: 'found',
    path: native,
  });
});

test('the script that pnpm puts in the place of Codex is followed, by PATH and by choice', () => {
  const native = installInStore('pnpm/global/5');
  const shim = program('pnpm', 'codex');
  writeFileSync(shim, SHIM);
  const places = [{ PATH: dirname(shim) }, { CODEX_CLI_PATH: shim }];
  expect(places.map((env) => find({ env, ...TARGET }))).toEqual(
    places.map(() => ({ kind: 'found', path: native })),
  );
});

test('a script of that kind whose package is gone leads on, and any other script is a program like any', () => {
  const shim = program('pnpm', 'codex');
  writeFileSync(shim, SHIM);
  const own = program('own', 'codex');
  writeFileSync(own, '#!/bin/sh\nexec /opt/codex "$@"\n');
  expect(find({ env: { PATH: `${dirname(shim)}:${dirname(own)}` }, ...TARGET })).toEqual({
    kind: 'found',
    path: own,
  });
});

test('on Windows the program that Bun puts in the place of Codex is followed to its package', () => {
  program('bun', 'bin', 'codex.exe');
  program('bun', 'bin', 'codex.bunx');
  const root = ['bun', 'install', 'global', 'node_modules', '@openai', 'codex'];
  writeFileSync(program(...root, 'package.json'), '{"name":"@openai/codex"}');
  const native = program(...root, 'vendor', 'x86_64-pc-windows-msvc', 'bin', 'codex.exe');
  const Path = join(folder, 'bun', 'bin');
  const places = [{ Path }, { CODEX_CLI_PATH: join(Path, 'codex.exe') }];
  expect(places.map((env) => find({ env, platform: 'win32', arch: 'x64' }))).toEqual(
    places.map(() => ({ kind: 'found', path: native })),
  );
});

test('a choice that leads nowhere is told as it was made', () => {
  expect(find({ env: { CODEX_CLI_PATH: 'codex' }, ...TARGET })).toMatchObject({
    kind: 'missing',
    message: 'CODEX_CLI_PATH names "codex", which is not a program that can be started.',
  });
});

test('a choice that is relative is one from our folder, not from where Codex is started', () => {
  const { chosen } = everywhere();
  expect(find({ env: { CODEX_CLI_PATH: relative(process.cwd(), chosen) }, ...TARGET })).toEqual({
    kind: 'found',
    path: chosen,
  });
});
