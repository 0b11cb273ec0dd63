/** Where a Codex program can come from, as far as it matters how it is updated. */
export const CODEX_SOURCES = [
  /** It is part of this app. */
  'this-app',
  'npm',
  'pnpm',
  'bun',
  'homebrew',
  /** Codex's own installer. */
  'installer',
  'windows-installer',
  /** It is part of the Codex desktop app. */
  'desktop-app',
  /** `CODEX_CLI_PATH` names it, and nothing tells more. */
  'chosen',
  'unknown',
] as const;

/** One of `CODEX_SOURCES`. */
export type CodexSource = (typeof CODEX_SOURCES)[number];

/** Which Codex program was started. */
export interface CodexProgram {
  /** As it calls itself, such as `0.169.0`; `null` where it did not say. */
  readonly version: string | null;
  readonly source: CodexSource;
}

/** What updates a program that came by this way, to be typed as it stands: what Codex offers itself (`update_action.rs` of openai/codex), and for pnpm its own command. */
export const UPDATE_COMMANDS = {
  npm: 'npm install -g @openai/codex',
  pnpm: 'pnpm add -g @openai/codex',
  bun: 'bun install -g @openai/codex',
  homebrew: 'brew upgrade --cask codex',
  installer: 'curl -fsSL https://chatgpt.com/codex/install.sh | sh',
  'windows-installer': 'powershell -c "irm https://chatgpt.com/codex/install.ps1|iex"',
} as const satisfies Partial<Record<CodexSource, string>>;

/** What only words can say how to update. */
export type UpdatedByHand = Exclude<CodexSource, keyof typeof UPDATE_COMMANDS>;
