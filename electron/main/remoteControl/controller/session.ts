import * as z from 'zod/mini';
import { millisecondsOf } from './rfc3339.ts';
import { SESSION_SCOPE } from './signedText.ts';

const finishSchema = z.lazy(() =>
  z.looseObject({
    client_id: z.string(),
    account_user_id: z.string(),
    remote_control_token: z.string().check(z.minLength(1)),
    expires_at: z.string(),
    scopes: z.array(z.string()),
  }),
);

/**
 * Whether an answer of a finish call is a session for this client and this account: both ids, a token, an expiry that lies
 * ahead of `now` (unix milliseconds), and exactly the one scope. The token itself is needed by a websocket only, and is dropped.
 */
export function isSession(
  json: unknown,
  { client_id, account_user_id }: { readonly client_id: string; readonly account_user_id: string },
  now: number,
): boolean {
  const parsed = finishSchema.safeParse(json);
  if (!parsed.success) return false;
  const { data } = parsed;
  return (
    data.client_id === client_id &&
    data.account_user_id === account_user_id &&
    millisecondsOf(data.expires_at) > now &&
    data.scopes.length === 1 &&
    data.scopes[0] === SESSION_SCOPE
  );
}
