import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notesFor } from './release/notes.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

const [tag = ''] = process.argv.slice(2);
const { version } = JSON.parse(read('package.json')) as { version: string };
const notes = notesFor({ tag, version, changelog: read('CHANGELOG.md') });
if (notes.kind === 'notes') {
  process.stdout.write(notes.text);
} else {
  process.stderr.write(`${notes.message}\n`);
  process.exitCode = 1;
}
