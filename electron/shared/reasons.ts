/** Why a check or a repair did not end as a plain success. The names are part of the command line contract. */
export const REASONS = [
  'offline',
  'certificate',
  'timeout',
  'throttled',
  'server-error',
  'not-json',
  'bad-shape',
  'incomplete-list',
  'inconsistent-lists',
  'feature-unavailable',
  'redirected',
  'signed-out',
  'forbidden',
  'mfa-required',
  'already-online',
  'clone-suspected',
  'other-account',
  'owners-unreadable',
  'state-unreadable',
  'state-changed',
  'app-running',
  'write-failed',
  'identity-failed',
  'no-backup',
  'config-unreadable',
  'bad-base-url',
] as const;

/** One of `REASONS`. */
export type Reason = (typeof REASONS)[number];

/** What only the window can meet: it alone runs the app-server and stays open. */
export const WINDOW_REASONS = [
  'app-server-missing',
  'app-server-failed',
  /** It started and never answered. */
  'app-server-hangs',
  /** It does not know what connects a phone. */
  'app-server-too-old',
  /** The folder that `CODEX_HOME` names is not there, or cannot be written. */
  'home-missing',
  'home-read-only',
  /** The computer's clock is far from the server's, and what failed depends on it. */
  'clock-wrong',
  /** What the window has to remember could not be saved. */
  'save-failed',
  'still-stuck',
] as const;
