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
