import { z } from 'zod';

/** The claim that names the account in a bearer of the service. */
const AUTH_CLAIM = 'https://api.openai.com/auth';

const claimsSchema = z.object({
  iat: z.number(),
  exp: z.number(),
  [AUTH_CLAIM]: z.object({ chatgpt_account_id: z.string() }),
});

/** What the service reads in a bearer. Times in Unix seconds. */
export interface BearerClaims {
  readonly accountId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** An unsigned token (`alg: none`) with these claims. The Codex app-server reads tokens without checking them. */
export function makeToken(claims: {
  accountId: string;
  userId: string;
  email: string;
  plan: string;
  issuedAt: number;
  expiresAt: number;
  /** Further claims. */
  more?: Readonly<Record<string, unknown>>;
}): string {
  const payload = {
    iat: claims.issuedAt,
    exp: claims.expiresAt,
    email: claims.email,
    ...claims.more,
    [AUTH_CLAIM]: {
      chatgpt_plan_type: claims.plan,
      chatgpt_user_id: claims.userId,
      user_id: claims.userId,
      chatgpt_account_id: claims.accountId,
      chatgpt_account_user_id: `${claims.userId}__${claims.accountId}`,
    },
  };
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.unsigned`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** The claims of `token`, or `null` where it is no token of ours. */
export function readToken(token: string): BearerClaims | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const claims = claimsSchema.parse(payload);
    return { accountId: claims[AUTH_CLAIM].chatgpt_account_id, issuedAt: claims.iat, expiresAt: claims.exp };
  } catch {
    return null;
  }
}
