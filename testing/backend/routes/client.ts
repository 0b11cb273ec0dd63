import type { Context } from '../http/context.ts';
import { Routes } from '../http/routes.ts';
import { z } from 'zod';
import { addClient } from '../world/clients.ts';
import { newSecret } from '../world/ids.ts';
import { claimPairingCode } from '../world/pairing.ts';
import { onWire } from '../world/clock.ts';
import { isDevicePublicKey, isProven, issueChallenge } from '../world/deviceProofs.ts';
import { environmentOnWire } from '../world/environments.ts';
import { isStepUp } from '../world/reauthentication.ts';
import type { Account, Client, DeviceKey, ServiceState } from '../world/world.ts';
import { pageOf } from './paging.ts';
import { refuse, refuseReauthentication, SENTENCES } from './answers.ts';
import { requireAccount } from './auth.ts';
import { readBody } from './readBody.ts';
import { routeOf } from './endpoints.ts';

const refreshSchema = z.object({ client_id: z.string() });

const pairSchema = z.union([
  z.strictObject({ client_id: z.string(), manual_pairing_code: z.string() }),
  z.strictObject({ client_id: z.string(), pairing_code: z.string() }),
]);

const proofSchema = z.strictObject({
  challenge_token: z.string(),
  key_id: z.string(),
  signature_der_base64: z.string(),
  signed_payload_base64: z.string(),
  algorithm: z.literal('ecdsa_p256_sha256'),
});
const refreshFinishSchema = z.strictObject({ client_id: z.string(), device_key_proof: proofSchema });
const enrollFinishSchema = refreshFinishSchema.extend({
  step_up_token: z.string(),
  device_identity: z.strictObject({
    key_id: z.string().min(1),
    public_key_spki_der_base64: z.string().refine(isDevicePublicKey),
    algorithm: z.literal('ecdsa_p256_sha256'),
    protection_class: z.enum(['hardware_secure_enclave', 'hardware_tpm', 'os_protected_nonextractable']),
  }),
});

/** What a desktop says of itself; a client that a test adds looks like a phone. */
const DESKTOP = { displayName: 'Test Desktop', deviceType: 'desktop', platform: 'linux' };

/** How long a session token of a controller holds, in milliseconds. */
const SESSION_LIFETIME = 300_000;

/** The controller half: a phone, or the desktop that controls another host. */
export function clientRoutes(world: ServiceState): Routes {
  const routes = new Routes();

  const challenge = (context: Context, account: Account, client: Client, step: 'enroll' | 'refresh') =>
    context.json({
      client_id: client.clientId,
      account_user_id: client.accountUserId,
      device_key_challenge: issueChallenge(
        world,
        account.accountId,
        client,
        step,
        new URL(
          routeOf(step === 'enroll' ? 'client-enroll-finish' : 'client-refresh-finish'),
          context.req.url,
        ),
      ),
    });
  const session = (context: Context, client: Client) =>
    context.json({
      client_id: client.clientId,
      account_user_id: client.accountUserId,
      remote_control_token: newSecret(),
      expires_at: onWire(world.clock.now() + SESSION_LIFETIME),
      scopes: ['remote_control_controller_websocket'],
    });

  routes.post(routeOf('client-enroll-start'), (context) => {
    const account = requireAccount(world, context);
    const details = { enrollmentStatus: 'pending_enrollment', ...DESKTOP } as const;
    return challenge(context, account, addClient(world, account, details), 'enroll');
  });

  routes.post(routeOf('client-refresh-start'), (context) => {
    const account = requireAccount(world, context);
    const { client_id: clientId } = readBody(context, refreshSchema);
    const revocation = account.revocations.get(clientId);
    if (revocation) {
      const { clientRevoked, keyMaterialMissing } = SENTENCES;
      refuse(revocation.status, revocation.why === 'revoked' ? clientRevoked : keyMaterialMissing);
    }
    const client = account.clients.get(clientId) ?? refuse(404, SENTENCES.notFound);
    if (client.enrollmentStatus === 'pending_enrollment') refuse(401, SENTENCES.enrollmentIncomplete);
    return challenge(context, account, client, 'refresh');
  });

  routes.post(routeOf('client-enroll-finish'), (context) => {
    const account = requireAccount(world, context);
    const body = readBody(context, enrollFinishSchema);
    const client = account.clients.get(body.client_id) ?? refuse(404, SENTENCES.clientNotFound);
    const key: DeviceKey = {
      keyId: body.device_identity.key_id,
      algorithm: body.device_identity.algorithm,
      protectionClass: body.device_identity.protection_class,
      spki: body.device_identity.public_key_spki_der_base64,
    };
    const asked = { accountId: account.accountId, clientId: client.clientId, step: 'enroll' } as const;
    const isProof = isProven(world, asked, key, body.device_key_proof);
    if (!isProof || !isStepUp(world, account, body.step_up_token)) refuseReauthentication();
    client.deviceKey = key;
    client.enrollmentStatus = 'enrolled_device_key';
    return session(context, client);
  });

  routes.post(routeOf('client-refresh-finish'), (context) => {
    const account = requireAccount(world, context);
    const body = readBody(context, refreshFinishSchema);
    const client = account.clients.get(body.client_id) ?? refuse(404, SENTENCES.clientNotFound);
    const key = client.deviceKey ?? refuse(403, SENTENCES.keyMaterialMissing);
    const asked = { accountId: account.accountId, clientId: client.clientId, step: 'refresh' } as const;
    if (!isProven(world, asked, key, body.device_key_proof)) refuseReauthentication();
    client.lastSeenAt = world.clock.now();
    return session(context, client);
  });

  routes.get(routeOf('client-environments'), (context) => {
    const account = requireAccount(world, context);
    const client =
      account.clients.get(context.req.param('clientId')) ?? refuse(404, SENTENCES.clientNotFound);
    const granted = [...account.environments.values()].filter(({ environmentId }) =>
      client.environmentIds.has(environmentId),
    );
    const page = pageOf(context, granted.values());
    return context.json({ items: page.items.map(environmentOnWire), cursor: page.cursor });
  });

  // The typed form of the code is the one reported; the QR code holds the other, so both are taken.
  routes.post(routeOf('client-pair'), (context) => {
    const account = requireAccount(world, context);
    const body = readBody(context, pairSchema);
    const client = account.clients.get(body.client_id) ?? refuse(404, SENTENCES.clientNotFound);
    const claim = claimPairingCode(world, account, client, body);
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
