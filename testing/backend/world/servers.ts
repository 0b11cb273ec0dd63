import { onWire } from './clock.ts';
import { addEnvironment } from './environments.ts';
import { newId, newSecret } from './ids.ts';
import type { Account, Server, ServerToken, ServiceState } from './world.ts';

/** How long a server token holds, in milliseconds. */
const TOKEN_LIFETIME = 60 * 60 * 1000;

/** What an app-server says about itself when it enrolls. */
export interface EnrollRequest {
  readonly name: string;
  readonly os: string;
  readonly arch: string;
  readonly app_server_version: string;
  readonly installation_id: string;
}

/**
 * Enrolls a server. The same installation gets the same ids again (openai/codex#39959), until its environment is
 * deleted or its server forgotten: then both ids are new.
 */
export function enrollServer(world: ServiceState, account: Account, request: EnrollRequest): Server {
  for (const server of account.servers.values()) {
    if (server.installationId === request.installation_id) return server;
  }
  const environment = addEnvironment(world, account, {
    installationId: request.installation_id,
    hostName: request.name,
    os: request.os,
    arch: request.arch,
    appServerVersion: request.app_server_version,
  });
  return addServer(account, environment.environmentId, request.installation_id);
}

/** A server for an environment that exists already. */
export function addServer(
  account: Account,
  environmentId: string,
  installationId: string,
  serverId?: string,
): Server {
  const server = { serverId: serverId ?? newId('srv_e_'), environmentId, installationId };
  account.servers.set(server.serverId, server);
  return server;
}

/** The answer to enroll and refresh, with a new token. Tokens issued before hold until they expire. */
export function issueToken(world: ServiceState, account: Account, server: Server) {
  const token = newSecret();
  const expiresAt = world.clock.now() + TOKEN_LIFETIME;
  world.serverTokens.set(token, { accountId: account.accountId, serverId: server.serverId, expiresAt });
  return {
    server_id: server.serverId,
    environment_id: server.environmentId,
    remote_control_token: token,
    expires_at: onWire(expiresAt),
  };
}

/** What a server token stands for, or `null` where it is unknown or expired. Its server may be gone all the same. */
export function readServerToken(world: ServiceState, token: string): ServerToken | null {
  const found = world.serverTokens.get(token);
  return found && found.expiresAt > world.clock.now() ? found : null;
}
