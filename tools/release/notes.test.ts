import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { notesFor } from './notes.ts';

const changelog = `# Changelog

## [Unreleased]

## [1.1.0] - 2026-02-01

### Added

- A thing.

## [1.0.0] - 2026-01-01

- The first.
`;

test('the notes are what the changelog says of the version, without its heading', () => {
  expect(notesFor({ tag: 'v1.1.0', version: '1.1.0', changelog })).toEqual({
    kind: 'notes',
    text: '### Added\n\n- A thing.\n',
  });
});

test.each([
  ['another tag', { tag: 'v1.1.1', version: '1.1.0', changelog }, 'Tag v1.1.0'],
  ['a tag without v', { tag: '1.1.0', version: '1.1.0', changelog }, 'Tag v1.1.0'],
  ['no section', { tag: 'v2.0.0', version: '2.0.0', changelog }, 'CHANGELOG.md says nothing of 2.0.0'],
  ['an empty section', { tag: 'v1.0.0', version: '1.0.0', changelog: '## [1.0.0]\n' }, 'says nothing'],
])('with %s there is no release', (_, release, sentence) => {
  expect(notesFor(release)).toEqual({ kind: 'wrong', message: expect.stringContaining(sentence) });
});

test('the changelog of this version could be released now', () => {
  const { version } = manifest;
  const actual = readFileSync(join(import.meta.dirname, '..', '..', 'CHANGELOG.md'), 'utf8');
  expect(notesFor({ tag: `v${version}`, version, changelog: actual }).kind).toBe('notes');
});
