import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A new id in the form seen on the wire: a prefix and 32 hex digits, for example `env_e_0f…`. */
export function newId(prefix: 'srv_e_' | 'env_e_' | 'cli_' | 'user-' | 'account-'): string {
  return `${prefix}${randomBytes(16).toString('hex')}`;
}

/** A new secret that cannot be guessed. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

// Without the letters and digits that people mistake for one another.
const MANUAL_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code to type: `XXXX-XXXX`. */
export function newManualCode(): string {
  return `${randomLetters()}-${randomLetters()}`;
}

function randomLetters(): string {
  return Array.from({ length: 4 }, () => MANUAL_ALPHABET[randomInt(MANUAL_ALPHABET.length)]).join('');
}

/** What the request log shows in the place of a secret: enough to tell two apart, not enough to use one. */
export function shortHash(secret: string): string {
  return `#${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`;
}
