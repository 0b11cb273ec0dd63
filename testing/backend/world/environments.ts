import { onWire } from './clock.ts';
import { newId } from './ids.ts';
import type { Account, Environment, ServiceState } from './world.ts';

/** What a test may say about an environment that it adds; the rest looks like a desktop. */
export interface EnvironmentDetails {
  environmentId?: string | undefined;
  installationId?: string | null | undefined;
  displayName?: string | undefined;
  hostName?: string | undefined;
  online?: boolean | undefined;
  os?: string | undefined;
  arch?: string | undefined;
  appServerVersion?: string | undefined;
  clientType?: string | undefined;
  clientName?: string | undefined;
  /** Unix milliseconds. */
  lastSeenAt?: number | undefined;
}

/** A new environment of `account`, offline by default. */
export function addEnvironment(
  world: ServiceState,
  account: Account,
  details: EnvironmentDetails,
): Environment {
  const hostName = details.hostName ?? 'test-desktop';
  const environment: Environment = {
    order: world.nextOrder(),
    environmentId: details.environmentId ?? newId('env_e_'),
    installationId: details.installationId ?? null,
    displayName: details.displayName ?? hostName,
    hostName,
    online: details.online ?? false,
    os: details.os ?? 'linux',
    arch: details.arch ?? 'x86_64',
    appServerVersion: details.appServerVersion ?? '0.0.0',
    clientType: details.clientType ?? 'CODEX_DESKTOP_APP',
    clientName: details.clientName ?? 'Codex Desktop',
    lastSeenAt: details.lastSeenAt ?? world.clock.now(),
  };
  account.environments.set(environment.environmentId, environment);
  return environment;
}

/**
 * Takes an environment out of the account, and with it the enrollment of its server and every client's grant.
 * `false`: it was not there.
 */
export function deleteEnvironment(account: Account, environmentId: string): boolean {
  for (const server of account.servers.values()) {
    if (server.environmentId === environmentId) account.servers.delete(server.serverId);
  }
  for (const client of account.clients.values()) client.environmentIds.delete(environmentId);
  return account.environments.delete(environmentId);
}

/** An environment as the directory shows it. */
export function environmentOnWire(environment: Environment) {
  return {
    env_id: environment.environmentId,
    kind: 'single',
    display_name: environment.displayName,
    host_name: environment.hostName,
    name: environment.hostName,
    online: environment.online,
    busy: false,
    os: environment.os,
    os_version: null,
    arch: environment.arch,
    app_server_version: environment.appServerVersion,
    installation_id: environment.installationId,
    client_type: environment.clientType,
    client_name: environment.clientName,
    client_version: environment.appServerVersion,
    originator: environment.clientName,
    terminal: null,
    last_seen_at: onWire(environment.lastSeenAt),
  };
}
