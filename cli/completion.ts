import {
  COMMAND_TABLE,
  COMMANDS,
  LANGUAGES,
  OPTION_INFO,
  OPTION_NAMES,
  SHELLS,
  type Shell,
  takesOption,
} from './commandTable.ts';

const WORDS = Object.keys(COMMAND_TABLE);
const OPTIONS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  COMMANDS.map((command) => [
    command,
    OPTION_NAMES.filter((name) => takesOption(command, name)).map((name) => `--${name}`),
  ]),
);
/** What may stand behind a command. */
const OPERANDS: Readonly<Record<string, readonly string[]>> = { completion: SHELLS, help: WORDS };

/** A script that completes commands and options in a shell; `mobile-setup help completion` says where it goes. */
export function completionScript(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bashScript();
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bashScript()}`;
    case 'fish':
      return fishScript();
    case 'powershell':
      return powerShellScript();
  }
}

function bashScript(): string {
  const cases = Object.entries({ ...OPTIONS, ...OPERANDS }).map(
    ([command, words]) => `    ${command}) words="${words.join(' ')}" ;;`,
  );
  return [
    '_mobile_setup() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words',
    '  case "$previous" in',
    '    --codex-home) COMPREPLY=($(compgen -d -- "$current")); return ;;',
    `    --lang) COMPREPLY=($(compgen -W "${LANGUAGES.join(' ')}" -- "$current")); return ;;`,
    '  esac',
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    `    -*) words="${(OPTIONS['check'] ?? []).join(' ')}" ;;`,
    '  esac',
    `  [ "$COMP_CWORD" -eq 1 ] && words="${WORDS.join(' ')} ${(OPTIONS['check'] ?? []).join(' ')}"`,
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o default -F _mobile_setup mobile-setup',
    '',
  ].join('\n');
}

function fishScript(): string {
  const lines = WORDS.map((word) => {
    const { summary } = COMMAND_TABLE[word as keyof typeof COMMAND_TABLE];
    return `complete -c mobile-setup -f -n __fish_use_subcommand -a ${word} -d ${quoted(summary.en)}`;
  });
  const options = OPTION_NAMES.map((name) => {
    const { value, commands, summary } = OPTION_INFO[name];
    const when = commands === undefined ? '' : ` -n '__fish_seen_subcommand_from ${commands.join(' ')}'`;
    const argument =
      value === undefined ? '' : value === 'DIR' ? ' -r -a "(__fish_complete_directories)"' : ' -x';
    return `complete -c mobile-setup${when} -l ${name}${argument} -d ${quoted(summary.en)}`;
  });
  const operands = Object.entries(OPERANDS).map(
    ([word, known]) =>
      `complete -c mobile-setup -f -n '__fish_seen_subcommand_from ${word}' -a '${known.join(' ')}'`,
  );
  return [...lines, ...options, ...operands, ''].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function powerShellScript(): string {
  const table = Object.entries({ ...OPTIONS, ...OPERANDS }).map(
    ([word, words]) => `    '${word}' = ${powerShellList(words)}`,
  );
  return [
    'Register-ArgumentCompleter -Native -CommandName mobile-setup -ScriptBlock {',
    '  param($wordToComplete, $commandAst, $cursorPosition)',
    '  $words = @{',
    ...table,
    '  }',
    '  $typed = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })',
    '  $first = if ($typed.Count -gt 1) { $typed[1] } else { "" }',
    '  $isFirst = $typed.Count -lt 2 -or ($typed.Count -eq 2 -and $wordToComplete -ne "")',
    `  $known = if ($isFirst) { ${powerShellList([...WORDS, ...(OPTIONS['check'] ?? [])])} } elseif ($words.ContainsKey($first)) { $words[$first] } else { $words['check'] }`,
    '  $known | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {',
    "    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)",
    '  }',
    '}',
    '',
  ].join('\n');
}

function powerShellList(words: readonly string[]): string {
  return `@(${words.map((word) => `'${word}'`).join(', ')})`;
}
