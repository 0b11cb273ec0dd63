import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTypes } from './build.ts';

/** The declarations of the published package as they were last agreed to. What changes here is a change for its users. */
const REPORT = join(import.meta.dirname, 'api');

/** Every declaration file below `folder`, by its name there. */
function declarationsIn(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    names
      .filter((name) => /\.d\.c?ts$/.test(name))
      .toSorted()
      .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]),
  );
}

/** The files that differ between two sets of declarations. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).toSorted();
}

async function main(isCheck: boolean): Promise<void> {
  const built = mkdtempSync(join(tmpdir(), 'mobile-setup-api-'));
  try {
    await buildTypes(built);
    const changed = differences(declarationsIn(REPORT), declarationsIn(built));
    if (changed.length === 0) return;
    if (isCheck) {
      console.error(`The public types changed in ${changed.join(', ')}.`);
      console.error('If that is meant, run: npm run api-report. Say in CHANGELOG.md what changes for users.');
      process.exitCode = 1;
      return;
    }
    rmSync(REPORT, { recursive: true, force: true });
    mkdirSync(REPORT, { recursive: true });
    cpSync(built, REPORT, { recursive: true });
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}

if (import.meta.main) await main(process.argv.includes('--check'));
