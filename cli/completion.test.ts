import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { completionScript } from './completion.ts';
import { COMMANDS, OPTION_NAMES, takesOption } from './commandTable.ts';

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
    first: offered('mobile-setup', '--js'),
    language: offered('mobile-setup', 'check', '--lang', ''),
    shell: offered('mobile-setup', 'completion', ''),
    topic: offered('mobile-setup', 'help', 'l'),
  }).toEqual({
    command: ['repair', 'restore', 'report'],
    option: ['--new-identity', '--no-color'],
    foreign: ['--force'],
    first: ['--json'],
    language: ['en', 'de'],
    shell: ['bash', 'zsh', 'fish', 'powershell'],
    topic: ['launch'],
  });
});

it('every shell is told every option of every command', () => {
  const missing = (['bash', 'zsh', 'fish', 'powershell'] as const).flatMap((shell) => {
    const script = completionScript(shell);
    const written = (option: string) => (shell === 'fish' ? ` -l ${option} ` : `--${option}`);
    return COMMANDS.flatMap((command) =>
      OPTION_NAMES.filter((option) => takesOption(command, option) && !script.includes(written(option))),
    );
  });
  expect(missing).toEqual([]);
});
