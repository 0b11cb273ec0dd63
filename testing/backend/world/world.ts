import { type Clock, createClock } from './clock.ts';
import type { Challenge } from './deviceProofs.ts';
import type { AuthorizationCode, Reauthentication } from './reauthentication.ts';

/** Whether a client has finished its device-key enrollment. */
export type EnrollmentStatus = 'pending_enrollment' | 'enrolled_device_key';

/** The public half of a client's device key. */
export interface DeviceKey {
  readonly keyId: string;
  readonly algorithm: string;
  readonly protectionClass: string;
  /** SPKI in DER, base64. */
  readonly spki: string;
}

/** A device that may control environments: a phone, or the desktop's own controller identity. Times in Unix milliseconds. */
export interface Client {
  readonly order: number;
  readonly clientId: string;
  readonly accountUserId: string;
  enrollmentStatus: EnrollmentStatus;
  /** `null` until its enrollment is finished, and for clients that a test added without one. */
  deviceKey: DeviceKey | null;
  readonly displayName: string;
  readonly deviceType: string;
  readonly platform: string;
  readonly osVersion: string;
  readonly deviceModel: string;
  readonly appVersion: string;
  readonly createdAt: number;
  lastSeenAt: number;
  /** The environments it was paired with. */
  readonly environmentIds: Set<string>;
}

/** A host in the account's directory. Times in Unix milliseconds. */
export interface Environment {
  readonly order: number;
  readonly environmentId: string;
  readonly installationId: string | null;
  readonly displayName: string;
  readonly hostName: string;
  online: boolean;
  readonly os: string;
  readonly arch: string;
  readonly appServerVersion: string;
  readonly clientType: string;
  readonly clientName: string;
  lastSeenAt: number;
}

/** The enrollment of one app-server: what `server_id` names. */
export interface Server {
  readonly serverId: string;
  readonly environmentId: string;
  readonly installationId: string;
}

/** Why a client may no longer be refreshed, and with which status the service says so. */
export interface Revocation {
  readonly why: 'revoked' | 'key-material-missing';
  readonly status: 403 | 404;
}

/** One account and everything it owns. */
export interface Account {
  readonly accountId: string;
  readonly userId: string;
  /** How the service names the user to its clients: `user-x__account` by default, for some accounts `user-x`. */
  readonly accountUserId: string;
  readonly email: string;
  readonly plan: string;
  /** Bearers issued before this moment are refused. Unix milliseconds. */
  tokensValidFrom: number;
  mfaRequirement: string;
  /** Whether enrolling a server is refused for want of multi-factor authentication. */
  refusesEnrollment: boolean;
  /** How the browser step goes. */
  reauthentication: Reauthentication;
  readonly clients: Map<string, Client>;
  readonly environments: Map<string, Environment>;
  readonly servers: Map<string, Server>;
  readonly revocations: Map<string, Revocation>;
}

/** A code that a phone may claim, in both its forms. */
export interface PairingCode {
  readonly pairingCode: string;
  readonly manualPairingCode: string | null;
  readonly accountId: string;
  readonly serverId: string;
  readonly environmentId: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
  claimedBy: string | null;
}

/** The bearer of one enrolled server. */
export interface ServerToken {
  readonly accountId: string;
  readonly serverId: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** Everything the service remembers. */
export interface ServiceState {
  readonly clock: Clock;
  readonly accounts: Map<string, Account>;
  readonly pairingCodes: PairingCode[];
  readonly serverTokens: Map<string, ServerToken>;
  /** Challenges that were not answered yet, by token. */
  readonly challenges: Map<string, Challenge>;
  readonly authorizationCodes: Map<string, AuthorizationCode>;
  readonly stepUpTokens: Map<
    string,
    { readonly accountId: string; readonly issuedAt: number; readonly how: Reauthentication }
  >;
  /** Who is signed in to the browser; `null`: the account that is asked for. */
  browserAccountId: string | null;
  /** Rises with every row, so that lists have an order that paging can hold on to. */
  nextOrder(): number;
  /** Forgets everything but the clock. */
  clear(): void;
}

/** A world without accounts. */
export function createWorld(): ServiceState {
  let order = 0;
  const world: ServiceState = {
    clock: createClock(),
    accounts: new Map(),
    pairingCodes: [],
    serverTokens: new Map(),
    challenges: new Map(),
    authorizationCodes: new Map(),
    stepUpTokens: new Map(),
    browserAccountId: null,
    nextOrder: () => {
      order += 1;
      return order;
    },
    clear: () => {
      world.accounts.clear();
      world.serverTokens.clear();
      world.pairingCodes.length = 0;
      world.challenges.clear();
      world.authorizationCodes.clear();
      world.stepUpTokens.clear();
      world.browserAccountId = null;
    },
  };
  return world;
}
