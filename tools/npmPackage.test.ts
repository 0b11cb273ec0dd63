import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { copyProject, type ProjectCopy } from './packaging/copyOfProject.ts';
import { openHome } from './docs/home.ts';
import { nodeOfVersion } from './packaging/nodeOfVersion.ts';
import { run } from './packaging/run.ts';

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

let project: ProjectCopy;
let packed: { filename: string; files: readonly { path: string }[] };
/** Where it was installed from its archive, as a person would, without a network. */
let place: string;
let installed: number;

beforeAll(async () => {
  project = copyProject();
  const { stdout, stderr } = await run('npm', ['pack', '--json', ...QUIET], { cwd: project.folder });
  // npm 11 gives a list; later versions an object by package name.
  const parsed = JSON.parse(stdout || 'null') as Record<string, typeof packed> | null;
  const [first] = Object.values(parsed ?? {});
  if (first === undefined) throw new Error(`npm could not pack:\n${stderr}`);
  packed = first;
  place = join(project.folder, 'installed');
  mkdirSync(place, { recursive: true });
  const words = ['install', '--offline', '--prefix', place, ...QUIET, join(project.folder, packed.filename)];
  installed = (await run('npm', words, { cwd: place })).exitCode;
});

afterAll(() => project.remove());

test('the npm package holds the command line tool, what its parts are licensed under, and no more', () => {
  const paths = packed.files.map(({ path }) =>
    path.replace(/^dist\/cli\/(?!mobile-setup\.|tool\.)[\w-]+\.cjs$/, 'dist/cli/*.cjs'),
  );
  expect([...new Set(paths)].toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'dist/cli/*.cjs',
    'dist/cli/licenses.md',
    'dist/cli/mobile-setup.1',
    'dist/cli/mobile-setup.cjs',
    'dist/cli/mobile-setup.mjs',
    'dist/cli/report.schema.json',
    'dist/cli/tool.cjs',
    'package.json',
  ]);
});

test('installed from its archive, without a network, it checks an empty folder and leaves it empty', async () => {
  const tool = join(place, 'node_modules', '.bin', 'mobile-setup');
  const codexHome = join(place, 'codex-home');
  mkdirSync(codexHome, { recursive: true });
  const checked = await run(tool, ['check', '--codex-home', codexHome, '--json'], { cwd: place });
  const version = await run(tool, ['--version'], { cwd: place });
  expect({
    installed,
    exitCode: checked.exitCode,
    status: (JSON.parse(checked.stdout) as { status: string }).status,
    version: version.stdout.trim(),
    codexHome: readdirSync(codexHome),
  }).toEqual({ installed: 0, exitCode: 0, status: 'not-enrolled', version: manifest.version, codexHome: [] });
});

/** What the packed tool does on five profiles with the Node of this version. */
async function onProfiles(version: string, skip: (message: string) => never) {
  const found = await nodeOfVersion(version);
  if (found.kind === 'missing') return skip(found.message);
  const entry = join(place, 'node_modules', manifest.name, manifest.bin['mobile-setup']);
  return Promise.all(
    PROFILES.map(async ([kind, words]) => {
      const home = await openHome(kind);
      const all = [entry, ...words, '--json', '--codex-home', home.codexHome];
      const { exitCode, stdout, stderr } = await run(found.path, all, { cwd: place });
      await home.close();
      const status = stdout === '' ? null : (JSON.parse(stdout) as { status: string }).status;
      return [kind, exitCode, status, stderr];
    }),
  );
}

const PROFILES = [
  ['stuck', ['repair']],
  ['healthy', ['check']],
  ['offline', ['check']],
  ['never-paired', ['check']],
  ['healthy', ['repair', '--full']],
] as const;

test.concurrent.for(['22.13.0', '24.21.0', '26.10.0'])(
  'packed, it works on Node %s',
  async (version, { skip }) => {
    expect(await onProfiles(version, skip)).toEqual([
      ['stuck', 0, 'repaired', ''],
      ['healthy', 0, 'healthy', ''],
      ['offline', 4, 'unverified', ''],
      ['never-paired', 0, 'not-enrolled', ''],
      ['healthy', 0, 'repaired', ''],
    ]);
  },
);

test.concurrent.for(['20.20.2', '22.12.0'])(
  'packed, it says on Node %s that this one is too old, and does nothing',
  async (version, { skip }) => {
    const refusal = `mobile-setup needs Node.js 22.13 or newer, and this is ${version}: get a newer one at https://nodejs.org.\n`;
    const ran = await onProfiles(version, skip);
    expect(ran).toEqual(PROFILES.map(([kind]) => [kind, 2, null, refusal]));
  },
);
