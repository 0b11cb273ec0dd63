import { createHash } from 'node:crypto';
import { newSecret } from './ids.ts';
import { makeToken } from './jwt.ts';
import type { Account, ServiceState } from './world.ts';

/** The one scope of a step-up token. */
export const STEP_UP_SCOPE = 'codex.remote_control.enroll';
const LIFETIME_SECONDS = 300;

/** How the browser step goes for an account. `stale-password`: a federated sign-in, whose password time is days old. */
export type Reauthentication = 'confirmed' | 'stale-password' | 'wide-scope' | 'without-second-factor';

/** A code that the browser was sent back with, until it is exchanged. */
export interface AuthorizationCode {
  readonly accountId: string;
  readonly codeChallenge: string;
  readonly redirectUri: string;
  readonly clientId: string;
}

/** A person has confirmed: the code to send the browser back with. */
export function issueAuthorizationCode(world: ServiceState, code: AuthorizationCode): string {
  const text = newSecret();
  world.authorizationCodes.set(text, code);
  return text;
}

/** What a token exchange brings, or `null` where it is refused. A code can be exchanged once. */
export function exchangeCode(
  world: ServiceState,
  given: {
    readonly code: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
    readonly clientId: string;
  },
): string | null {
  const code = world.authorizationCodes.get(given.code);
  world.authorizationCodes.delete(given.code);
  const account = code && world.accounts.get(code.accountId);
  const challenge = createHash('sha256').update(given.codeVerifier).digest('base64url');
  const fits =
    code?.codeChallenge === challenge &&
    code.redirectUri === given.redirectUri &&
    code.clientId === given.clientId;
  return account && fits ? issueStepUpToken(world, account) : null;
}

/** A step-up token of the account, as `account.reauthentication` has it. */
export function issueStepUpToken(world: ServiceState, account: Account): string {
  const now = world.clock.now();
  const how = account.reauthentication;
  const token = makeToken({
    accountId: account.accountId,
    userId: account.userId,
    email: account.email,
    plan: account.plan,
    issuedAt: Math.floor(now / 1000),
    expiresAt: Math.floor(now / 1000) + LIFETIME_SECONDS,
    more: {
      jti: newSecret(),
      scope: how === 'wide-scope' ? `openid ${STEP_UP_SCOPE}` : STEP_UP_SCOPE,
      pwd_auth_time: how === 'stale-password' ? now - 3 * 24 * 60 * 60 * 1000 : now,
      amr: how === 'without-second-factor' ? ['pwd'] : ['pwd', 'mfa'],
    },
  });
  world.stepUpTokens.set(token, { accountId: account.accountId, issuedAt: now, how });
  return token;
}

/** Whether a step-up token is good for enrolling a client of this account now: ours, fresh, and with a second factor. */
export function isStepUp(world: ServiceState, account: Account, token: string): boolean {
  const issued = world.stepUpTokens.get(token);
  return (
    issued?.accountId === account.accountId &&
    issued.how === 'confirmed' &&
    world.clock.now() - issued.issuedAt <= LIFETIME_SECONDS * 1000
  );
}
