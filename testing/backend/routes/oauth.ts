import type { Context } from '../http/context.ts';
import { Routes } from '../http/routes.ts';
import { z } from 'zod';
import { exchangeCode, issueAuthorizationCode, STEP_UP_SCOPE } from '../world/reauthentication.ts';
import type { ServiceState } from '../world/world.ts';

const CALLBACKS = ['http://localhost:1455/auth/callback', 'http://localhost:1457/auth/callback'];

/** Every parameter that the real page gets (controller.md 5); one that is missing or wrong is a page that says so. */
const authorizeSchema = z
  .object({
    response_type: z.literal('code'),
    client_id: z.literal('app_EMoamEEZ73f0CkXaXp7hrann'),
    redirect_uri: z.enum(CALLBACKS),
    scope: z.literal(STEP_UP_SCOPE),
    code_challenge: z.string().length(43),
    code_challenge_method: z.literal('S256'),
    state: z.string().min(32),
    reauth: z.literal('remote_control'),
    max_age: z.literal('0'),
    originator: z.string(),
    codex_cli_simplified_flow: z.literal('true'),
    allowed_workspace_id: z.string(),
    current_workspace_id: z.string(),
  })
  .refine(({ allowed_workspace_id: allowed, current_workspace_id: current }) => allowed === current);
const tokenSchema = z.object({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  redirect_uri: z.string(),
  client_id: z.string(),
  code_verifier: z.string().min(43).max(128),
});

/** The authorization server of the browser step: a page with two buttons, and the exchange of its code. */
export function oauthRoutes(world: ServiceState): Routes {
  const routes = new Routes();

  routes.get('/oauth/authorize', (context) => {
    const request = authorizeSchema.safeParse(context.req.query());
    const account = request.success ? accountOf(world, request.data) : undefined;
    if (!request.success || account === undefined) return unknownRequest(context);
    return context.html(
      `<!doctype html>
        <title>Authorize</title>
        <h1>Is this you?</h1>
        <p>${escaped(account.email)}</p>
        <form method="post">
          <button name="answer" value="yes">Confirm</button> <button name="answer" value="no">Decline</button>
        </form>`,
    );
  });

  routes.post('/oauth/authorize', async (context) => {
    const { success, data: request } = authorizeSchema.safeParse(context.req.query());
    if (!success) return unknownRequest(context);
    const { answer } = context.req.form();
    const account = accountOf(world, request);
    const back = new URL(request.redirect_uri);
    back.searchParams.set('state', request.state);
    if (answer !== 'yes' || account === undefined) {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'The person declined');
      return context.redirect(back.href);
    }
    const code = issueAuthorizationCode(world, {
      accountId: account.accountId,
      codeChallenge: request.code_challenge,
      redirectUri: request.redirect_uri,
      clientId: request.client_id,
    });
    back.searchParams.set('code', code);
    return context.redirect(back.href);
  });

  routes.post('/oauth/token', async (context) => {
    const form = tokenSchema.safeParse(context.req.form());
    const token =
      form.success &&
      exchangeCode(world, {
        code: form.data.code,
        codeVerifier: form.data.code_verifier,
        redirectUri: form.data.redirect_uri,
        clientId: form.data.client_id,
      });
    return token === false || token === null ? invalidGrant(context) : context.json(tokenAnswer(token));
  });

  return routes;
}

/** Who is signed in to the browser: the account that was asked for, unless a test says otherwise. */
function accountOf(world: ServiceState, { current_workspace_id }: z.output<typeof authorizeSchema>) {
  return world.accounts.get(world.browserAccountId ?? current_workspace_id);
}

function unknownRequest(context: Context) {
  return context.html(
    `<!doctype html><title>Authorize</title>
      <p>Unknown request</p>`,
    400,
  );
}

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

function tokenAnswer(token: string) {
  return { access_token: token, id_token: token, refresh_token: 'not-to-be-kept', token_type: 'Bearer' };
}

function invalidGrant(context: Context): Response {
  return context.json({ error: 'invalid_grant' }, 400);
}
