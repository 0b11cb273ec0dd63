import * as z from 'zod/mini';
import { isOwnUser, type Account } from '../../codexHome/index.ts';
import type { DeviceIdentity } from './deviceKeys.ts';
import { millisecondsOf } from './rfc3339.ts';
import { enrollmentBytes, identityHash } from './signedText.ts';

const PURPOSE = 'remote_control_client_enrollment';
/** A challenge that holds longer is not one of the service (`codex-rs/device-key`, controller.md 1). */
const LONGEST_LIFE_MS = 15 * 60 * 1000;
const NONCE_BYTES = 32;

const text = z.string().check(z.minLength(1), z.maxLength(8192));
const startSchema = z.lazy(() =>
  z.looseObject({
    client_id: text,
    account_user_id: text,
    device_key_challenge: z.looseObject({
      type: z.string(),
      purpose: z.string(),
      audience: z.string(),
      challenge_id: text,
      challenge_token: text,
      challenge_expires_at: z.union([z.number(), text]),
      nonce: z.string(),
      account_user_id: z.string(),
      client_id: z.string(),
      target_origin: z.string(),
      target_path: z.string(),
      device_identity_hash: z.optional(z.nullable(z.string())),
    }),
  }),
);

/** An answer of enroll/start or refresh/start that has the expected shape. */
export type Start = z.infer<typeof startSchema>;

/** What makes a challenge one that is not signed. The word goes into the log; nothing of the challenge does. */
export type ChallengeFault = 'kind' | 'client' | 'account' | 'target' | 'expiry' | 'nonce' | 'identity-hash';

/** What a challenge has to agree with. */
export interface Expected {
  readonly account: Account;
  /** At refresh the client of the stored record; at enroll the server gives a new one. */
  readonly record: { readonly clientId: string; readonly accountUserId: string } | null;
  /** The address that the proof will be sent to. */
  readonly finishUrl: string;
  /** Unix milliseconds, by the server's clock where it is known. */
  readonly now: number;
}

/** The answer of a start call, or `null` where it has another shape. */
export function readStart(json: unknown): Start | null {
  const parsed = startSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

/**
 * The first thing about a challenge that is not as it must be, or `null`: then it may be signed. Everything but the identity's
 * hash is checked, because at enroll there is no key yet.
 */
export function faultOfChallenge(start: Start, expected: Expected): ChallengeFault | null {
  const { device_key_challenge: challenge } = start;
  const { record, account } = expected;
  if (challenge.type !== 'device_key_challenge') return 'kind';
  if (challenge.purpose !== PURPOSE || challenge.audience !== PURPOSE) return 'kind';
  if (challenge.client_id !== start.client_id) return 'client';
  if (record !== null && record.clientId !== start.client_id) return 'client';
  if (challenge.account_user_id !== start.account_user_id) return 'account';
  // The server may answer either form of the user id, whatever the record says (openai/codex#23915).
  if (!isOwnUser(start.account_user_id, account)) return 'account';
  if (record !== null && !isOwnUser(record.accountUserId, account)) return 'account';
  if (!isTarget(challenge, expected.finishUrl)) return 'target';
  if (!isLive(challenge.challenge_expires_at, expected.now)) return 'expiry';
  if (!isNonce(challenge.nonce)) return 'nonce';
  return null;
}

/**
 * The bytes to sign for a challenge that has no other fault, or the fault of its identity hash: at refresh the server must
 * name this very key, at enroll it may name none.
 */
export function textToSign(
  { account_user_id, client_id, device_key_challenge: challenge }: Start,
  identity: DeviceIdentity,
  step: 'enroll' | 'refresh',
): { readonly kind: 'text'; readonly bytes: Uint8Array } | { readonly kind: 'fault' } {
  const hash = identityHash(identity);
  const named = challenge.device_identity_hash ?? null;
  if (named === null ? step === 'refresh' : named !== hash) return { kind: 'fault' };
  const bytes = enrollmentBytes({
    accountUserId: account_user_id,
    audience: challenge.audience,
    challengeExpiresAt: challenge.challenge_expires_at,
    challengeId: challenge.challenge_id,
    clientId: client_id,
    deviceIdentitySha256Base64url: hash,
    nonce: challenge.nonce,
    targetOrigin: challenge.target_origin,
    targetPath: challenge.target_path,
  });
  return { kind: 'text', bytes };
}

function isTarget({ target_origin, target_path }: Start['device_key_challenge'], finishUrl: string): boolean {
  const { origin, pathname } = new URL(finishUrl);
  return target_origin === origin && target_path === pathname;
}

/** Unix seconds as a number or as digits, or an RFC 3339 time. */
function isLive(expiresAt: number | string, now: number): boolean {
  const isSeconds = typeof expiresAt === 'number' || /^\d+$/.test(expiresAt);
  const left = (isSeconds ? Number(expiresAt) * 1000 : millisecondsOf(expiresAt)) - now;
  return left > 0 && left <= LONGEST_LIFE_MS;
}

/** Whether a value is unpadded base64url of at least 32 bytes. */
export function isNonce(value: string): boolean {
  return (
    /^[A-Za-z0-9_-]+$/.test(value) &&
    value.length % 4 !== 1 &&
    Buffer.from(value, 'base64url').length >= NONCE_BYTES
  );
}
