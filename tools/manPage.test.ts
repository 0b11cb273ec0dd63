import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { COMMAND_TABLE, OPTION_NAMES } from '../cli/commandTable.ts';
import { manPage } from './manPage.ts';

const hasMan = spawnSync('man', ['--version']).status === 0;

it('names every command and option, and every line is text or a known request', () => {
  const page = manPage('1.2.3');
  const plain = page.replaceAll('\\-', '-').replaceAll(/\\f[BIR]/g, '');
  const words = [...Object.keys(COMMAND_TABLE), ...OPTION_NAMES.map((name) => `--${name}`)];
  expect(words.filter((word) => !plain.includes(`\n${word}`))).toEqual([]);
  const requests = page
    .split('\n')
    .filter((line) => /^[.']/.test(line) && !/^\.(?:TH|SH|TP|PP|nf|fi)\b/.test(line));
  expect(requests).toEqual([]);
});

it.runIf(hasMan)('is set by man without a warning', () => {
  const { status, stdout, stderr } = spawnSync('man', ['--warnings', '--local-file', '-'], {
    input: manPage('1.2.3'),
    encoding: 'utf8',
    env: { ...process.env, MANPAGER: 'cat', MANWIDTH: '80', LC_ALL: 'C.UTF-8' },
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('--codex-home');
});
