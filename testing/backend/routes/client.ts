import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { addClient } from '../world/clients.ts';
import { newSecret } from '../world/ids.ts';
import { claimPairingCode } from '../world/pairing.ts';
import type { Client, World } from '../world/world.ts';
import { refuse, SENTENCES } from './answers.ts';
import { requireAccount } from './auth.ts';
import { type Environment, readBody } from './context.ts';
import { routeOf } from './endpoints.ts';

const refreshSchema = z.object({ client_id: z.string() });

const pairSchema = z.union([
  z.object({ client_id: z.string(), manual_pairing_code: z.string() }),
  z.object({ client_id: z.string(), pairing_code: z.string() }),
]);

function challenge(context: Context<Environment>, client: Client): Response {
  return context.json({
    client_id: client.clientId,
    account_user_id: client.accountUserId,
    device_key_challenge: { challenge_token: newSecret() },
  });
}

/** The controller half: a phone, or the desktop that controls another host. */
export function clientRoutes(world: World): Hono<Environment> {
  const routes = new Hono<Environment>();

  routes.post(routeOf('client-enroll-start'), (context) => {
    const account = requireAccount(world, context);
    return challenge(context, addClient(world, account, { enrollmentStatus: 'pending_enrollment' }));
  });

  routes.post(routeOf('client-refresh-start'), async (context) => {
    const account = requireAccount(world, context);
    const { client_id: clientId } = await readBody(context, refreshSchema);
    const revocation = account.revocations.get(clientId);
    if (revocation) {
      const { clientRevoked, keyMaterialMissing } = SENTENCES;
      refuse(revocation.status, revocation.why === 'revoked' ? clientRevoked : keyMaterialMissing);
    }
    return challenge(context, account.clients.get(clientId) ?? refuse(404, SENTENCES.notFound));
  });

  // The typed form of the code is the one reported; the QR code holds the other, so both are taken.
  routes.post(routeOf('client-pair'), async (context) => {
    const account = requireAccount(world, context);
    const body = await readBody(context, pairSchema);
    const client = account.clients.get(body.client_id) ?? refuse(404, SENTENCES.notFound);
    const code = 'pairing_code' in body ? body.pairing_code : body.manual_pairing_code;
    const claim = claimPairingCode(world, account, client, code);
    switch (claim.kind) {
      case 'claimed':
        return context.json({ environment_id: claim.environmentId });
      case 'claimed-before':
        return refuse(409, 'Pairing code already claimed');
      case 'unknown':
      case 'expired':
        return refuse(404, 'Pairing code not found');
    }
  });

  return routes;
}
