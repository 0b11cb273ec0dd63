import * as z from 'zod/mini';
import { isNonce } from './challenge.ts';
import { connectionBytes, SESSION_SCOPE, sha256Base64url } from './signedText.ts';

const PURPOSE = 'remote_control_client_websocket';

/** The first frame of a controller's websocket (controller.md 7): camelCase, unlike everything over HTTP. */
const challengeSchema = z.lazy(() =>
  z.looseObject({
    type: z.literal('device_key_challenge'),
    purpose: z.literal(PURPOSE),
    audience: z.literal(PURPOSE),
    nonce: z.string().check(z.refine(isNonce), z.maxLength(1024)),
    sessionId: z.string().check(z.minLength(1), z.maxLength(1024)),
    targetOrigin: z.string(),
    targetPath: z.string(),
    accountUserId: z.string(),
    clientId: z.string(),
    tokenSha256Base64url: z.string(),
    tokenExpiresAt: z.int(),
    scopes: z.array(z.string()),
  }),
);

/** The connection that is being opened, as we know it. */
export interface OpeningConnection {
  readonly accountUserId: string;
  readonly clientId: string;
  /** The address of the websocket in its `https` form. */
  readonly url: string;
  /** The session token of the last refresh, and its expiry in Unix milliseconds. */
  readonly token: string;
  readonly tokenExpiresAt: number;
}

/**
 * The bytes to sign for the challenge of a controller's websocket, or `null` where any of it is not about this very connection:
 * client, account, address, token, expiry and the one scope. For an app that opens that websocket; this one does not.
 */
export function connectionTextToSign(frame: unknown, opening: OpeningConnection): Uint8Array | null {
  const parsed = challengeSchema.safeParse(frame);
  if (!parsed.success) return null;
  const challenge = parsed.data;
  if (!URL.canParse(opening.url)) return null;
  const { origin, pathname } = new URL(opening.url);
  const isAboutIt =
    challenge.clientId === opening.clientId &&
    challenge.accountUserId === opening.accountUserId &&
    challenge.targetOrigin === origin &&
    challenge.targetPath === pathname &&
    challenge.tokenSha256Base64url === sha256Base64url(opening.token) &&
    challenge.tokenExpiresAt === Math.floor(opening.tokenExpiresAt / 1000) &&
    challenge.scopes.length === 1 &&
    challenge.scopes[0] === SESSION_SCOPE;
  if (!isAboutIt) return null;
  return connectionBytes({
    accountUserId: challenge.accountUserId,
    audience: challenge.audience,
    clientId: challenge.clientId,
    nonce: challenge.nonce,
    scopes: challenge.scopes,
    sessionId: challenge.sessionId,
    targetOrigin: challenge.targetOrigin,
    targetPath: challenge.targetPath,
    tokenExpiresAt: challenge.tokenExpiresAt,
    tokenSha256Base64url: challenge.tokenSha256Base64url,
  });
}
