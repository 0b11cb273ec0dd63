import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
/** Of the folders only those that a build or a package is made of; of the files all. */
const FOLDERS = new Set(['assets', 'cli', 'docs', 'e2e', 'electron', 'renderer', 'testing', 'tools']);

/** A folder of its own with the project's sources in it. */
export interface ProjectCopy {
  readonly folder: string;
  remove(): void;
}

/** Copies the project, because packaging empties the folders that other tests look at. The packages are linked to. */
export function copyProject(): ProjectCopy {
  const parent = join(ROOT, 'test-results', 'packaging');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'project-'));
  for (const entry of readdirSync(ROOT, { withFileTypes: true })) {
    if (entry.isFile() || FOLDERS.has(entry.name)) {
      cpSync(join(ROOT, entry.name), join(folder, entry.name), { recursive: true });
    }
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
