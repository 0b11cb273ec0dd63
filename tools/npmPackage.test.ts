import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { copyProject, type ProjectCopy } from './packaging/copyOfProject.ts';
import { run } from './packaging/run.ts';

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

let project: ProjectCopy;
let packed: { filename: string; files: readonly { path: string }[] };

beforeAll(async () => {
  project = copyProject();
  const { stdout, stderr } = await run('npm', ['pack', '--json', ...QUIET], { cwd: project.folder });
  // npm 11 gives a list; later versions an object by package name.
  const parsed = JSON.parse(stdout || 'null') as Record<string, typeof packed> | null;
  const [first] = Object.values(parsed ?? {});
  if (first === undefined) throw new Error(`npm could not pack:\n${stderr}`);
  packed = first;
}, 60_000);

afterAll(() => project.remove());

test('the npm package holds the command line tool, what its parts are licensed under, and no more', () => {
  const paths = packed.files.map(({ path }) =>
    path.replace(/^dist\/cli\/[\w-]+-[\w-]{8}\.cjs$/, 'dist/cli/*.cjs'),
  );
  expect([...new Set(paths)].toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'dist/cli/*.cjs',
    'dist/cli/licenses.md',
    'dist/cli/mobile-setup.cjs',
    'dist/cli/mobile-setup.mjs',
    'dist/cli/report.schema.json',
    'dist/cli/tool.cjs',
    'package.json',
  ]);
});

test('installed from its archive, without a network, it checks an empty folder and leaves it empty', async () => {
  const place = join(project.folder, 'installed');
  const codexHome = join(place, 'codex-home');
  mkdirSync(codexHome, { recursive: true });
  const words = ['install', '--offline', '--prefix', place, ...QUIET, join(project.folder, packed.filename)];
  const installed = await run('npm', words, { cwd: place });
  const tool = join(place, 'node_modules', '.bin', 'mobile-setup');
  const checked = await run(tool, ['check', '--codex-home', codexHome, '--json'], { cwd: place });
  const version = await run(tool, ['--version'], { cwd: place });
  expect({
    installed: installed.exitCode,
    exitCode: checked.exitCode,
    status: (JSON.parse(checked.stdout) as { status: string }).status,
    version: version.stdout.trim(),
    codexHome: readdirSync(codexHome),
  }).toEqual({ installed: 0, exitCode: 0, status: 'not-enrolled', version: manifest.version, codexHome: [] });
}, 60_000);
