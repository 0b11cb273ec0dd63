import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../${path}`, import.meta.url)), 'utf8');
const FILES: Readonly<Record<string, string>> = {
  F: 'electron/main/remoteControl/decide/failureModes.test.ts',
};

/** The rows of the table, each as its cells. */
const rows = read('docs/decisions.md')
  .split('\n')
  .filter((line) => /^\| F\d/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '')));

it('decides all eighteen failure modes, each with its five cells', () => {
  expect(rows.map((cells) => [cells[0]?.split(' ')[0], cells.length])).toEqual(
    Array.from({ length: 18 }, (_, index) => [`F${index + 1}`, 5]),
  );
});

it('names tests that are there', () => {
  const named = rows.flatMap((cells) =>
    (cells[4] ?? '').split(/; (?=`)/).map((test) => {
      const [, file = '', name = ''] = /^`(.+?)` › (.+)$/.exec(test) ?? [];
      return { file: FILES[file] ?? file, name };
    }),
  );
  const missing = named.filter(({ file, name }) => name === '' || !read(file).includes(`'${name}'`));
  expect([named.length >= 18, missing]).toEqual([true, []]);
});

it('quotes sentences that are said', () => {
  const said = [read('cli/messages/english.ts'), read('cli/recentRepair.ts')]
    .join('\n')
    .replaceAll('{nothing}', 'nothing');
  const quoted = rows.flatMap((cells) =>
    [...(cells[3] ?? '').matchAll(/"([^"]+)"/g)].map(([, text = '']) => text),
  );
  const missing = quoted.filter((text) => !text.split(' … ').every((part) => said.includes(part)));
  expect([quoted.length > 10, missing]).toEqual([true, []]);
});
