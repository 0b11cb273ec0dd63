import { onWire } from './clock.ts';
import { newId } from './ids.ts';
import type { Account, Client, DeviceKey, EnrollmentStatus, Revocation, ServiceState } from './world.ts';

/** What a test may say about a client that it adds; the rest looks like a phone. */
export interface ClientDetails {
  clientId?: string | undefined;
  accountUserId?: string | undefined;
  enrollmentStatus?: EnrollmentStatus | undefined;
  deviceKey?: DeviceKey | undefined;
  displayName?: string | undefined;
  deviceType?: string | undefined;
  platform?: string | undefined;
  environmentIds?: readonly string[] | undefined;
  /** Unix milliseconds; this moment by default. */
  createdAt?: number | undefined;
}

/** A new client of `account`; one that was revoked under the same id is a client again. */
export function addClient(world: ServiceState, account: Account, details: ClientDetails): Client {
  const createdAt = details.createdAt ?? world.clock.now();
  const client: Client = {
    order: world.nextOrder(),
    clientId: details.clientId ?? newId('cli_'),
    accountUserId: details.accountUserId ?? account.accountUserId,
    enrollmentStatus: details.enrollmentStatus ?? 'enrolled_device_key',
    deviceKey: details.deviceKey ?? null,
    displayName: details.displayName ?? 'Test Phone',
    deviceType: details.deviceType ?? 'phone',
    platform: details.platform ?? 'ios',
    osVersion: '19.0',
    deviceModel: 'iPhone',
    appVersion: '1.2.3',
    createdAt,
    lastSeenAt: createdAt,
    environmentIds: new Set(details.environmentIds),
  };
  account.revocations.delete(client.clientId);
  account.clients.set(client.clientId, client);
  return client;
}

/** Takes a client out of the account; from now on the service calls it revoked. `false`: it was not there. */
export function revokeClient(account: Account, clientId: string, revocation: Revocation): boolean {
  account.revocations.set(clientId, revocation);
  return account.clients.delete(clientId);
}

/** A client as the lists show it. */
export function clientOnWire(client: Client) {
  return {
    client_id: client.clientId,
    account_user_id: client.accountUserId,
    enrollment_status: client.enrollmentStatus,
    display_name: client.displayName,
    device_type: client.deviceType,
    platform: client.platform,
    os_version: client.osVersion,
    device_model: client.deviceModel,
    app_version: client.appVersion,
    created_at: onWire(client.createdAt),
    last_seen_at: onWire(client.lastSeenAt),
    last_seen_city: null,
  };
}
