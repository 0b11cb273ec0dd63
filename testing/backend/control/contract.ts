import type { Fault } from '../faults/fault.ts';
import type { RequestLogEntry } from '../log/requestLog.ts';
import type { AuthFile } from '../world/accounts.ts';
import type { Claim } from '../world/pairing.ts';
import type { Reauthentication } from '../world/reauthentication.ts';
import type { DeviceKey, EnrollmentStatus, Environment, PairingCode, Revocation } from '../world/world.ts';
import type { AccountView } from './views.ts';

/** Which account is meant: one that `addAccount` made. */
export interface OfAccount {
  readonly accountId: string;
}

/** Which client of the account. */
export interface OfClient extends OfAccount {
  readonly clientId: string;
}

/** Which environment of the account. */
export interface OfEnvironment extends OfAccount {
  readonly environmentId: string;
}

/**
 * Everything that a test may do to the service from outside. What goes in is checked, what comes out is a copy. Times are in Unix milliseconds.
 * @throws where the input has another shape, or names what isn't there
 */
export interface BackendActions {
  /** Adds an account without clients and environments. What isn't given is made up. */
  readonly addAccount: (input: {
    readonly accountId?: string | undefined;
    readonly userId?: string | undefined;
    readonly email?: string | undefined;
    readonly plan?: string | undefined;
    /** The user as clients are listed with it; by default the long form, `user-x__account`. */
    readonly accountUserId?: string | undefined;
  }) => AccountView;
  /** The content of an `auth.json` for the account. `expiresAt` is in the year 2100 by default. */
  readonly mintAuth: (input: OfAccount & { readonly expiresAt?: number | undefined }) => AuthFile;
  /** From now on every bearer issued before is refused. */
  readonly revokeTokens: (input: OfAccount) => void;
  /** What the account has to have of multi-factor authentication, and whether enrolling is refused for want of it. */
  readonly setMfa: (
    input: OfAccount & {
      readonly requirement?: string | undefined;
      readonly refusesEnrollment?: boolean | undefined;
    },
  ) => void;
  /** How the browser step of "Authorize this computer again" goes, and which account is signed in to the browser: by default the one that is asked for. */
  readonly setBrowser: (input: {
    readonly signedInAs?: string | null | undefined;
    readonly reauthentication?: (OfAccount & { readonly how: Reauthentication }) | undefined;
  }) => void;
  /** A step-up token, as the browser step would bring it. */
  readonly mintStepUp: (input: OfAccount) => string;
  /** A host shows a pairing code on its screen: the form to type. */
  readonly showCode: (input: OfEnvironment) => string;
  /** Adds a client: an enrolled phone by default. */
  readonly addClient: (
    input: OfAccount & {
      readonly clientId?: string | undefined;
      readonly accountUserId?: string | undefined;
      readonly enrollmentStatus?: EnrollmentStatus | undefined;
      readonly displayName?: string | undefined;
      readonly deviceType?: string | undefined;
      readonly platform?: string | undefined;
      /** The environments it is paired with. */
      readonly environmentIds?: string[] | undefined;
      readonly deviceKey?: DeviceKey | undefined;
      readonly createdAt?: number | undefined;
    },
  ) => { clientId: string; accountUserId: string };
  /**
   * Takes a client out of the account, whether it was there or not: refreshing it is refused from now on, with the sentence for `why` and with
   * `status` (403 by default). `false`: it was not there.
   */
  readonly revokeClient: (
    input: OfClient & { readonly [Key in keyof Revocation]?: Revocation[Key] | undefined },
  ) => boolean;
  /** Takes a client out of the account and forgets that it ever was. `false`: it was not there. */
  readonly deleteClient: (input: OfClient) => boolean;
  /** Adds an environment, offline by default, and its server where `serverId` is given: then it needs an `installationId` too. */
  readonly addEnvironment: (
    input: OfAccount & {
      readonly environmentId?: string | undefined;
      readonly installationId?: string | null | undefined;
      readonly serverId?: string | undefined;
      readonly displayName?: string | undefined;
      readonly hostName?: string | undefined;
      readonly online?: boolean | undefined;
      readonly os?: string | undefined;
      readonly clientType?: string | undefined;
      readonly clientName?: string | undefined;
      readonly lastSeenAt?: number | undefined;
    },
  ) => Environment;
  /** Makes an environment online (something else holds it: the next handshake gets 409) or offline. */
  readonly setOnline: (input: OfEnvironment & { readonly online: boolean }) => void;
  /** Deletes an environment with its server, online or not. Its sockets stay open by default. `false`: it was not there. */
  readonly deleteEnvironment: (
    input: OfEnvironment & { readonly closeSockets?: boolean | undefined },
  ) => boolean;
  /** Forgets the server of an environment and keeps the environment. Its sockets stay open. `false`: it had none. */
  readonly forgetServer: (input: OfEnvironment) => boolean;
  /** Closes the sockets of one environment, or all. Returns how many. */
  readonly closeSockets: (input?: { readonly environmentId?: string | undefined }) => number;
  /** Every pairing code issued so far, the newest last. */
  readonly pairingCodes: (input?: undefined) => PairingCode[];
  /** A phone of the account scans or types a code: it enrolls and claims it. */
  readonly claimCode: (
    input: OfAccount & { readonly code: string; readonly displayName?: string | undefined },
  ) => { clientId: string; claim: Claim };
  /** Moves the server's clock, forward or back. */
  readonly moveTime: (input: { readonly milliseconds: number }) => void;
  /** Adds a fault and returns the number that it has in the request log. */
  readonly addFault: (input: Fault) => number;
  /** Takes all faults away, and lets go of the requests that they hold. */
  readonly clearFaults: (input?: undefined) => void;
  /** Every request to the service so far, in the order they came. */
  readonly requests: (input?: undefined) => readonly RequestLogEntry[];
  /** Empties the log of requests. */
  readonly clearRequests: (input?: undefined) => void;
  /** Everything that the service remembers of an account. */
  readonly account: (input: OfAccount) => AccountView;
  /** Back to an empty service: no accounts, codes, tokens, faults or requests, and every socket closed. */
  readonly reset: (input?: undefined) => void;
}
