/** What `--help` prints. */
export const HELP = `mobile-setup: repairs the phone pairing of the Codex desktop app when the server no longer knows it.

Usage: mobile-setup <command> [options]

  check              looks only: no file is created, changed or touched
  repair             removes what is proven gone, nothing else
    --full           removes all of this computer's own pairing, and phones that never finished (the button's repair)
    --dry-run        says what would be done and writes nothing
    --new-identity   with --full: makes this a new computer for the server
  restore [BACKUP]   puts back the exact bytes of the newest (or the named) backup
  completion SHELL   prints completions for bash, zsh or fish

Options
  --codex-home DIR   the folder (default: $CODEX_HOME, then ~/.codex)
  --json             one JSON object on standard output
  --timeout SECONDS  for the whole call (default: 20)
  --force            write although the desktop app seems to run
  --verbose          tell of every request on standard error
  --help, --version

Examples
  mobile-setup check --json > report.json
  mobile-setup repair --dry-run
  mobile-setup repair --full --codex-home ~/.codex
  mobile-setup restore .codex-global-state.json.mobile-pairing-backup.20261122123034
  mobile-setup completion bash > ~/.local/share/bash-completion/completions/mobile-setup

Exit codes: 0 all is well or was repaired, 3 stale, 4 could not be verified, 5 the account stands in the way,
6 refused, 2 wrong usage, 1 a bug of this program.
`;
