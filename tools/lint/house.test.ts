import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scripts } from '../../package.json' with { type: 'json' };
import { FORBIDDEN_ARROWS } from './arrows.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
let place: string;

// A bare copy of what the linter needs: a planted file in the project itself could meet another test's build.
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'lint-'));
  for (const name of ['.oxlintrc.json', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, name), join(place, name));
  cpSync(join(ROOT, 'tools', 'lint'), join(place, 'tools', 'lint'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** What `npm run check` lints with, on one planted file: its messages, empty where nothing is wrong. */
async function lint(file: string, text: string): Promise<string> {
  const path = join(place, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const oxlint = join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
  try {
    await run(process.execPath, [oxlint, '--deny-warnings', '--format', 'unix', file], { cwd: place });
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  } finally {
    rmSync(path);
  }
}

it('is a part of the check that every commit has to pass', () => {
  expect(scripts.check).toContain('oxlint --deny-warnings');
});

it.each(FORBIDDEN_ARROWS)('$name: a planted violation fails the check', async ({ name, plant }) => {
  const imported = /\{ (\w+) \}/.exec(plant.line)?.[1] ?? '';
  expect(
    await lint(plant.file, `${plant.line}\n/** Planted. */\nexport const planted = ${imported};\n`),
  ).toContain(name);
});

it.each([
  ['a clock', 'Date.now()'],
  ['chance', 'Math.random()'],
  ['a timer', 'setTimeout(String, 1)'],
  ['the process', 'process.pid'],
])('what is decided uses no %s', async (_, expression) => {
  const file = 'electron/main/remoteControl/decide/planted.ts';
  expect(await lint(file, `/** Planted. */\nexport const planted = ${expression};\n`)).toContain(
    'restricted',
  );
});

it('an export without a doc comment fails the check', async () => {
  expect(await lint('cli/planted.ts', 'export const planted = 1;\n')).toContain('house(documented)');
});

it('two imports of one module, and a type import that leaves one behind, fail the check', async () => {
  const twice =
    "import { a } from './a.ts';\nimport type { B } from './a.ts';\n/** Planted. */\nexport const planted: B = a;\n";
  const left = "import { type B } from './a.ts';\n/** Planted. */\nexport type Planted = B;\n";
  expect(await lint('cli/planted.ts', twice)).toContain('no-duplicates');
  expect(await lint('cli/planted.ts', left)).toContain('no-import-type-side-effects');
});

it('a file of the product that keeps the rules passes', async () => {
  const text =
    "import type { RepairPlan } from '../electron/main/remoteControl/index.ts';\n/** Planted. */\nexport type Planted = RepairPlan;\n";
  expect(await lint('cli/planted.ts', text)).toBe('');
});
