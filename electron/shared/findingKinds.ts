/** What a check can find. The names are part of the command line contract. */
export const FINDING_KINDS = [
  'client-gone',
  'client-revoked',
  'environment-gone',
  'pointer-gone',
  'setup-flag-stale',
  'pending-client',
  'ghost-environment',
  'clone-suspected',
  'malformed-entry',
  'other-account',
] as const;

/** One of `FINDING_KINDS`. */
export type FindingKind = (typeof FINDING_KINDS)[number];
