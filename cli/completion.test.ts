import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { completionScript } from './completion.ts';

/** What bash offers for the words typed so far, the last one unfinished. */
function offered(...words: string[]): string[] {
  const script = `${completionScript('bash')}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mobile_setup; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean);
}

it.skipIf(process.platform === 'win32')('bash completes commands, their own options, and shells', () => {
  expect({
    command: offered('mobile-setup', 're'),
    option: offered('mobile-setup', 'repair', '--n'),
    foreign: offered('mobile-setup', 'check', '--f'),
    shell: offered('mobile-setup', 'completion', ''),
  }).toEqual({
    command: ['repair', 'restore'],
    option: ['--new-identity'],
    foreign: ['--force'],
    shell: ['bash', 'zsh', 'fish'],
  });
});

it('zsh and fish are told the same words', () => {
  expect(completionScript('zsh')).toContain('bashcompinit');
  expect(completionScript('fish')).toContain("'__fish_seen_subcommand_from repair' -l dry-run");
});
