import { createHash, randomBytes } from 'node:crypto';
import type { StepUpRequest } from '../../remoteControl/index.ts';

/** The only scope that is asked for, and the only one that a token may have. */
export const STEP_UP_SCOPE = 'codex.remote_control.enroll';

/** The public client of the open-source command line (`codex-rs/login`), for which the two redirect addresses are registered. */
export const CLIENT_ID = 'app_EMoamEEZ73f0CkXaXp7hrann';

const ISSUER = 'https://auth.openai.com';

/** What a request to confirm carries beside its port; new for each. */
export interface Secrets {
  readonly state: string;
  readonly codeVerifier: string;
}

/** 32 random bytes for each: they cannot be guessed, and nothing is used twice. */
export function newSecrets(): Secrets {
  return {
    state: randomBytes(32).toString('base64url'),
    codeVerifier: randomBytes(32).toString('base64url'),
  };
}

/**
 * Who confirms people for the service at `baseUrl`, or `null` where that is not known: the real service has one issuer, and a
 * service on loopback is its own.
 */
export function issuerOf(baseUrl: string): string | null {
  const { hostname, origin } = new URL(baseUrl);
  if (hostname === 'chatgpt.com' || hostname.endsWith('.chatgpt.com')) return ISSUER;
  const isLoopback =
    hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
  return isLoopback ? origin : null;
}

/** Where the browser is sent back to: the word `localhost`, because only that is registered. */
export function redirectUri(port: number): string {
  return `http://localhost:${port}/auth/callback`;
}

/** The page to open (controller.md 5). */
export function authorizeUrl(
  issuer: string,
  { account }: Pick<StepUpRequest, 'account'>,
  port: number,
  { state, codeVerifier }: Secrets,
): string {
  const url = new URL('/oauth/authorize', issuer);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: redirectUri(port),
    scope: STEP_UP_SCOPE,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
    reauth: 'remote_control',
    max_age: '0',
    originator: 'Codex Desktop',
    codex_cli_simplified_flow: 'true',
    allowed_workspace_id: account.accountId,
    current_workspace_id: account.accountId,
  }).toString();
  return url.href;
}
