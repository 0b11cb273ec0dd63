import type { Context } from '../http/context.ts';
import { Routes } from '../http/routes.ts';
import { z } from 'zod';
import { onWire } from '../world/clock.ts';
import { findPairingCode, issuePairingCode } from '../world/pairing.ts';
import { enrollServer, issueToken } from '../world/servers.ts';
import type { ServiceState } from '../world/world.ts';
import { refuse, SENTENCES } from './answers.ts';
import { requireAccount, requireServerToken } from './auth.ts';
import { readBody } from './readBody.ts';
import { routeOf } from './endpoints.ts';

const enrollSchema = z.object({
  name: z.string(),
  os: z.string(),
  arch: z.string(),
  app_server_version: z.string(),
  installation_id: z.uuid(),
});

const refreshSchema = z.strictObject({ server_id: z.string(), installation_id: z.uuid() });

const pairSchema = z.strictObject({ manual_code: z.boolean() });

const statusSchema = z.union([
  z.strictObject({ pairing_code: z.string() }),
  z.strictObject({ manual_pairing_code: z.string() }),
]);

function requireInstallation(context: Context, installationId: string): void {
  if (context.req.header('x-codex-installation-id') !== installationId) refuse(400, 'Installation mismatch');
}

/** The host half: the app-server enrolls, keeps its token fresh and asks for pairing codes. */
export function serverRoutes(world: ServiceState): Routes {
  const routes = new Routes();

  routes.post(routeOf('enroll'), (context) => {
    const account = requireAccount(world, context);
    const body = readBody(context, enrollSchema);
    requireInstallation(context, body.installation_id);
    if (account.refusesEnrollment) refuse(403, SENTENCES.mfaRequired);
    return context.json(issueToken(world, account, enrollServer(world, account, body)));
  });

  routes.post(routeOf('refresh'), (context) => {
    const account = requireAccount(world, context);
    const body = readBody(context, refreshSchema);
    requireInstallation(context, body.installation_id);
    const server = account.servers.get(body.server_id) ?? refuse(404, SENTENCES.serverNotFound);
    return context.json(issueToken(world, account, server));
  });

  routes.post(routeOf('pair'), (context) => {
    const { account, serverId } = requireServerToken(world, context);
    const body = readBody(context, pairSchema);
    const server = account.servers.get(serverId) ?? refuse(404, SENTENCES.serverNotFound);
    const code = issuePairingCode(world, account, server, body.manual_code);
    return context.json({
      pairing_code: code.pairingCode,
      manual_pairing_code: code.manualPairingCode,
      server_id: code.serverId,
      environment_id: code.environmentId,
      expires_at: onWire(code.expiresAt),
    });
  });

  routes.post(routeOf('pair-status'), (context) => {
    const { serverId } = requireServerToken(world, context);
    const body = readBody(context, statusSchema);
    const code = findPairingCode(world, body);
    if (code === null || code.serverId !== serverId) refuse(404, 'Pairing code not found');
    if (code.claimedBy === null && code.expiresAt <= world.clock.now()) refuse(410, 'Pairing code expired');
    return context.json({ claimed: code.claimedBy !== null });
  });

  return routes;
}
