import { Routes } from '../http/routes.ts';
import { refuse, SENTENCES } from '../routes/answers.ts';
import { requireServerToken } from '../routes/auth.ts';
import { routeOf } from '../routes/endpoints.ts';
import type { ServiceState } from '../world/world.ts';
import type { Connections } from './connections.ts';

const PROTOCOL_VERSION = '3';

/** The websocket that a server holds open while it is online. */
export function handshakeRoute(world: ServiceState, connections: Connections): Routes {
  return new Routes().get(routeOf('websocket'), (context) => {
    const { account, serverId } = requireServerToken(world, context);
    if (context.req.header('x-codex-protocol-version') !== PROTOCOL_VERSION)
      refuse(400, 'Unknown protocol version');
    if (context.req.header('x-codex-server-id') !== serverId) refuse(401, 'Server mismatch');
    if (!context.req.header('x-codex-name')) refuse(400, 'Missing server name');

    const server = account.servers.get(serverId) ?? refuse(404, SENTENCES.serverNotFound);
    if (context.req.header('x-codex-installation-id') !== server.installationId)
      refuse(400, 'Installation mismatch');
    const environment =
      account.environments.get(server.environmentId) ?? refuse(404, SENTENCES.serverNotFound);
    if (environment.online) refuse(409, SENTENCES.serverAlreadyOnline);

    const { incoming, outgoing, upgrade } = context.env;
    if (upgrade === undefined) return refuse(426, 'Upgrade required');
    outgoing.detachSocket(incoming.socket);
    connections.accept(incoming, upgrade, environment);
    context.sent = 101;
    return context.empty(200);
  });
}
