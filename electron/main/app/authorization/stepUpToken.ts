import * as z from 'zod/mini';
import { isOwnUser, type Account } from '../../codexHome/index.ts';
import { STEP_UP_SCOPE } from './stepUpRequest.ts';

const AUTH_CLAIM = 'https://api.openai.com/auth';
const OLDEST_MS = 300_000;

const text = z.optional(z.nullable(z.string()));
const scopes = z.optional(z.nullable(z.union([z.string(), z.array(z.string())])));
const claimsSchema = z.looseObject({
  iat: z.number(),
  pwd_auth_time: z.optional(z.nullable(z.number())),
  scope: scopes,
  scp: scopes,
  [AUTH_CLAIM]: z.looseObject({
    chatgpt_account_id: text,
    chatgpt_account_user_id: text,
    chatgpt_user_id: text,
    user_id: text,
  }),
});

/** Whether a step-up token is worth sending. The server decides; this spares a call that cannot work. */
export type TokenVerdict = 'good' | 'refused' | 'wrong-account';

/**
 * What the claims of a token say for `account` at `now` (unix milliseconds, by the issuer's clock): the signed-in user in either
 * form of the id, issued and confirmed within five minutes, and exactly the one scope. `pwd_auth_time` is in milliseconds, and a
 * token of a passkey may have none: then the server decides alone.
 */
export function judgeToken(token: string, account: Account, now: number): TokenVerdict {
  const claims = claimsOf(token);
  if (claims === null) return 'refused';
  const who = claims[AUTH_CLAIM] as z.infer<typeof claimsSchema>[typeof AUTH_CLAIM];
  const names = [who.chatgpt_account_user_id, who.chatgpt_user_id, who.user_id].filter(isText);
  const isTheirs = names.length > 0 && names.every((name) => isOwnUser(name, account));
  const isTheirAccount = !isText(who.chatgpt_account_id) || who.chatgpt_account_id === account.accountId;
  if (!isTheirs || !isTheirAccount) return 'wrong-account';
  const granted = new Set([...wordsOf(claims.scope), ...wordsOf(claims.scp)]);
  if (granted.size !== 1 || !granted.has(STEP_UP_SCOPE)) return 'refused';
  const confirmedAt = claims.pwd_auth_time ?? now;
  return now - claims.iat * 1000 > OLDEST_MS || now - confirmedAt > OLDEST_MS ? 'refused' : 'good';
}

function claimsOf(token: string) {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return claimsSchema.parse(payload);
  } catch {
    return null;
  }
}

function wordsOf(value: string | readonly string[] | null | undefined): readonly string[] {
  return (typeof value === 'string' ? [value] : (value ?? [])).flatMap((words) =>
    words.split(' ').filter(Boolean),
  );
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
