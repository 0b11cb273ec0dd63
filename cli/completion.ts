/** The shells that can be given completions. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
/** One of `SHELLS`. */
export type Shell = (typeof SHELLS)[number];

const OF_ALL = ['codex-home', 'json', 'timeout', 'force', 'verbose', 'help', 'version'];
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  check: OF_ALL,
  repair: ['full', 'dry-run', 'new-identity', ...OF_ALL],
  restore: OF_ALL,
  completion: [],
};

/** A script that completes commands and options in a shell; see `mobile-setup --help` for where it goes. */
export function completionScript(shell: Shell): string {
  if (shell === 'fish') return fish();
  const bash = bashScript();
  return shell === 'bash' ? bash : `autoload -U +X bashcompinit && bashcompinit\n${bash}`;
}

function bashScript(): string {
  const cases = Object.entries(OPTIONS).map(
    ([command, options]) => `    ${command}) words="${options.map((option) => `--${option}`).join(' ')}" ;;`,
  );
  return [
    '_mobile_setup() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" words',
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    '  esac',
    `  [ "$COMP_CWORD" -eq 1 ] && words="${Object.keys(OPTIONS).join(' ')} --help --version"`,
    `  [ "$COMP_CWORD" -eq 2 ] && [ "\${COMP_WORDS[1]}" = completion ] && words="${SHELLS.join(' ')}"`,
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o default -F _mobile_setup mobile-setup',
    '',
  ].join('\n');
}

function fish(): string {
  const commands = Object.keys(OPTIONS);
  return [
    `complete -c mobile-setup -n __fish_use_subcommand -a '${commands.join(' ')}'`,
    ...Object.entries(OPTIONS).flatMap(([command, options]) =>
      options.map(
        (option) => `complete -c mobile-setup -n '__fish_seen_subcommand_from ${command}' -l ${option}`,
      ),
    ),
    `complete -c mobile-setup -n '__fish_seen_subcommand_from completion' -a '${SHELLS.join(' ')}'`,
    '',
  ].join('\n');
}
