import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { copyProject, type ProjectCopy } from './packaging/copyOfProject.ts';
import { serveFakeElectronDownload, type FakeElectronDownload } from './packaging/fakeElectronDownload.ts';
import { packagedProgram, runForge } from './packaging/forge.ts';

let project: ProjectCopy;
let electron: FakeElectronDownload;
let app: string;

function forge(command: 'package' | 'make', ...options: readonly string[]) {
  const env = {
    MOBILE_SETUP_CODEX: join(project.folder, 'program', 'codex'),
    MOBILE_SETUP_TEST_BUILD: undefined,
  };
  return runForge(command, { folder: project.folder, mirror: electron.mirror, env }, ...options);
}

beforeAll(async () => {
  project = copyProject();
  electron = await serveFakeElectronDownload(manifest.devDependencies.electron);
  const stray = (path: string) => {
    mkdirSync(dirname(join(project.folder, path)), { recursive: true });
    writeFileSync(join(project.folder, path), 'hollow');
  };
  for (const path of ['.env', 'notes.txt', 'public/tracker.js', '.vite/old.js', 'program/codex']) stray(path);
  const packaged = await forge('package');
  if (packaged.exitCode !== 0) throw new Error(`Forge could not package:\n${packaged.stderr}`);
  app = dirname(packagedProgram(project.folder));
});

afterAll(async () => {
  await electron.close();
  project.remove();
});

const archive = () => join(app, 'resources', 'app.asar');
const inArchive = (path: string) => extractFile(archive(), path).toString('utf8');

/** The files of the archive by their names, with the hash of the content taken out of those that have one. */
function shipped(): string[] {
  return listPackage(archive(), { isPack: false })
    .map((path) => path.replaceAll('\\', '/').slice(1))
    .filter((path) => /\.\w+$/.test(path.replace(/^\.vite/, '')))
    .map((path) => path.replace(/(assets\/\w+)-[\w-]{8}\./, '$1-HASH.'))
    .toSorted();
}

/** The packages that a bundle asks for. A quote before the call: text of a library that writes programs, and no call. */
function modulesOf(path: string): string[] {
  const calls = inArchive(path).matchAll(/(?<!['"`])\b(?:require|import)\(["']([^"'.][^"']*)["']\)/g);
  return [...calls].map(([, name = '']) => name);
}

test('what ships are the bundles, the page and the licenses of what is in them', () => {
  expect(shipped()).toEqual([
    '.vite/build/licenses.md',
    '.vite/build/main.cjs',
    '.vite/build/preload.cjs',
    '.vite/renderer/main_window/assets/index-HASH.css',
    '.vite/renderer/main_window/assets/index-HASH.js',
    '.vite/renderer/main_window/index.html',
    '.vite/renderer/main_window/licenses.md',
    'package.json',
  ]);
});

test('package.json names the main bundle, and tells nothing of how the app is made', () => {
  expect(JSON.parse(inArchive('package.json'))).toEqual({
    name: manifest.name,
    version: manifest.version,
    description: manifest.description,
    license: manifest.license,
    author: manifest.author,
    type: 'module',
    main: '.vite/build/main.cjs',
    desktopName: manifest.desktopName,
  });
});

test('beside the archive lie our license and the Codex program that was named, and nothing else', () => {
  expect({
    resources: readdirSync(join(app, 'resources')).toSorted(),
    program: (statSync(join(app, 'mobile-setup-app')).mode & 0o111) !== 0 || process.platform === 'win32',
  }).toEqual({ resources: ['LICENSE', 'app.asar', 'codex'], program: true });
});

test('the bundles hold all they need: main asks for Electron and Node only, the preload for Electron only', () => {
  const ofMain = modulesOf('.vite/build/main.cjs');
  expect({
    electron: ofMain.includes('electron'),
    others: ofMain.filter((name) => name !== 'electron' && !isBuiltin(name)),
    preload: modulesOf('.vite/build/preload.cjs'),
  }).toEqual({ electron: true, others: [], preload: ['electron'] });
});

test('the page holds no script, style or handler of its own, and nothing points to a source map', () => {
  const page = inArchive('.vite/renderer/main_window/index.html');
  const scripts = [...page.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
  expect({
    scripts: scripts.map(([, attributes = '', content]) => [/ src="\.\/assets\//.test(attributes), content]),
    inline: page.match(/<style|\sstyle=|\son\w+=|javascript:/gi),
    maps: listPackage(archive(), { isPack: false }).filter(
      (path) => /\.(?:c?js|css)$/.test(path) && /[#@] sourceMappingURL=/.test(inArchive(path.slice(1))),
    ),
  }).toEqual({ scripts: [[true, '']], inline: null, maps: [] });
});

test('every fuse is set, and none lets anybody run other code or inspect this one', async () => {
  const { version, ...wire } = await getCurrentFuseWire(join(app, 'mobile-setup-app'));
  const states = Object.entries(wire).map(([fuse, state]) => [
    FuseV1Options[Number(fuse)],
    state === FuseState.ENABLE,
  ]);
  expect({ version, fuses: Object.fromEntries(states) }).toEqual({
    version: '1',
    fuses: {
      RunAsNode: false,
      EnableCookieEncryption: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    },
  });
});

/**
 * Each maker for Linux, the programs it needs, the package that it uses, and the file it writes. npm leaves those packages out
 * where its own Node is too old for them; see docs/packaging.md.
 */
const MAKERS = [
  [
    'deb',
    ['dpkg', 'fakeroot'],
    'electron-installer-debian',
    `mobile-setup-app_${manifest.version}_amd64.deb`,
  ],
  ['rpm', ['rpmbuild'], 'electron-installer-redhat', `mobile-setup-app-${manifest.version}-1.x86_64.rpm`],
] as const;
const canMake = MAKERS.filter(
  ([, programs, installer]) =>
    programs.every((name) => existsSync(`/usr/bin/${name}`)) &&
    existsSync(join(import.meta.dirname, '..', 'node_modules', installer)),
);

test.skipIf(canMake.length === 0)(
  'make writes a package for each of the families of Linux whose tools are here, and no archive',
  async () => {
    const targets = canMake.map(([name]) => name).join(',');
    const made = await forge('make', '--skip-package', `--targets=${targets}`);
    if (made.exitCode !== 0) throw new Error(`Forge could not make:\n${made.stderr}`);
    const files = readdirSync(join(project.folder, 'out', 'make'), { recursive: true, withFileTypes: true });
    expect(files.flatMap((file) => (file.isFile() ? [file.name] : [])).toSorted()).toEqual(
      canMake.map(([, , , file]) => file).toSorted(),
    );
  },
  120_000,
);
