/// <reference types="node" />
/** A mocked backend of remote control, real HTTP and WebSocket on loopback, and profiles that are stuck, healthy or new. */
import { L as JsonObject, z as JsonValue } from "./parts/index2.js";
/**
 * One scripted fault. Without `status`, `body`, `bytes` and `redirect` the service answers as it would, and the other
 * fields change that response.
 */
interface Fault {
  /** The name of an endpoint, or a method (or `*`) and a path below the base URL in which `*` stands for anything. */
  readonly endpoint: string;
  /** 200 to 599. */
  readonly status?: number | undefined;
  /** Added to the answer's headers, or put in their place. */
  readonly headers?: Record<string, string> | undefined;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: JsonValue | undefined;
  /** A body of any bytes, in Base64. */
  readonly bytes?: string | undefined;
  readonly contentType?: string | undefined;
  /** Milliseconds before anything else happens. */
  readonly delayMs?: number | undefined;
  /** Holds the request back until the faults are cleared, whatever a test does meanwhile. */
  readonly hold?: boolean | undefined;
  /** Cuts the connection without an answer. */
  readonly drop?: boolean | undefined;
  /** Never answers. */
  readonly hang?: boolean | undefined;
  /** Promises the whole body, sends so many bytes of it and cuts the connection. */
  readonly truncate?: number | undefined;
  /** Sends the body in pieces of `bytes`, one every `intervalMs` milliseconds. */
  readonly drip?: {
    readonly bytes: number;
    readonly intervalMs: number;
  } | undefined;
  /** Answers with a redirect (302 unless `status` says otherwise) to this URL. */
  readonly redirect?: string | undefined;
  /** Only the nth matching request since the fault was added, from 1 on, or a range with both ends. */
  readonly nth?: number | {
    readonly from: number;
    readonly to: number;
  } | undefined;
  /** So many times at most. */
  readonly times?: number | undefined;
}
/** The name of an endpoint. */
type EndpointName = 'clients' | 'delete-client' | 'environments' | 'delete-environment' | 'mfa' | 'client-enroll-start' | 'client-enroll-finish' | 'client-refresh-finish' | 'client-environments' | 'client-refresh-start' | 'client-pair' | 'enroll' | 'refresh' | 'pair' | 'pair-status' | 'websocket' | 'environment-clients' | 'delete-environment-client';
/** One request to the service. Secrets are replaced by short hashes. */
interface RequestLogEntry {
  readonly endpoint: EndpointName | null;
  readonly method: string;
  /** As it came, with percent escapes, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body, or `null` where there was none or it was not JSON. */
  readonly body: unknown;
  /** When it came, by the server's clock, in Unix milliseconds. */
  readonly at: number;
  /** The answer's status; `undefined` until there is one, `null` where none was sent. */
  status: number | null | undefined;
  /** The fault that was applied to it. */
  fault: number | null;
}
/** How the browser step goes for an account. `stale-password`: a federated sign-in, whose password time is days old. */
type Reauthentication = 'confirmed' | 'stale-password' | 'wide-scope' | 'without-second-factor';
/** Whether a client has finished its device-key enrollment. */
type EnrollmentStatus = 'pending_enrollment' | 'enrolled_device_key';
/** The public half of a client's device key. */
interface DeviceKey {
  readonly keyId: string;
  readonly algorithm: string;
  readonly protectionClass: string;
  /** SPKI in DER, base64. */
  readonly spki: string;
}
/** A device that may control environments: a phone, or the desktop's own controller identity. Times in Unix milliseconds. */
interface Client {
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
interface Environment {
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
interface Server {
  readonly serverId: string;
  readonly environmentId: string;
  readonly installationId: string;
}
/** Why a client may no longer be refreshed, and with which status the service says so. */
interface Revocation {
  readonly why: 'revoked' | 'key-material-missing';
  readonly status: 403 | 404;
}
/** A code that a phone may claim, in both its forms. */
interface PairingCode {
  readonly pairingCode: string;
  readonly manualPairingCode: string | null;
  readonly accountId: string;
  readonly serverId: string;
  readonly environmentId: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
  claimedBy: string | null;
}
/** The content of an `auth.json`, in the form the Codex app-server reads. */
interface AuthFile {
  readonly auth_mode: 'chatgpt';
  readonly OPENAI_API_KEY: null;
  readonly tokens: {
    readonly id_token: string;
    readonly access_token: string;
    readonly refresh_token: string;
    readonly account_id: string;
  };
  readonly last_refresh: string;
}
/** What claiming a code came to. */
type Claim = {
  readonly kind: 'claimed';
  readonly environmentId: string;
} | {
  readonly kind: 'unknown' | 'expired' | 'claimed-before';
};
/** What the service knows of a client, in plain JSON. */
interface ClientView extends Omit<Client, 'environmentIds'> {
  readonly environmentIds: string[];
}
/** What the service knows of an account, in plain JSON. */
interface AccountView {
  readonly accountId: string;
  readonly userId: string;
  readonly mfaRequirement: string;
  /** Whether enrolling a server is refused for want of multi-factor authentication. */
  readonly refusesEnrollment: boolean;
  readonly clients: ClientView[];
  readonly environments: Environment[];
  readonly servers: Server[];
  /** The clients that were revoked. */
  readonly revokedClientIds: string[];
}
/** Which account is meant: one that `addAccount` made. */
interface OfAccount {
  readonly accountId: string;
}
/** Which client of the account. */
interface OfClient extends OfAccount {
  readonly clientId: string;
}
/** Which environment of the account. */
interface OfEnvironment extends OfAccount {
  readonly environmentId: string;
}
/**
 * Everything that a test may do to the service from outside. What goes in is checked, what comes out is a copy. Times are in Unix milliseconds.
 * @throws where the input has another shape, or names what isn't there
 */
interface BackendActions {
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
  readonly mintAuth: (input: OfAccount & {
    readonly expiresAt?: number | undefined;
  }) => AuthFile;
  /** From now on every bearer issued before is refused. */
  readonly revokeTokens: (input: OfAccount) => void;
  /** What the account has to have of multi-factor authentication, and whether enrolling is refused for want of it. */
  readonly setMfa: (input: OfAccount & {
    readonly requirement?: string | undefined;
    readonly refusesEnrollment?: boolean | undefined;
  }) => void;
  /** How the browser step of "Authorize this computer again" goes, and which account is signed in to the browser: by default the one that is asked for. */
  readonly setBrowser: (input: {
    readonly signedInAs?: string | null | undefined;
    readonly reauthentication?: (OfAccount & {
      readonly how: Reauthentication;
    }) | undefined;
  }) => void;
  /** A step-up token, as the browser step would bring it. */
  readonly mintStepUp: (input: OfAccount) => string;
  /** A host shows a pairing code on its screen: the form to type. */
  readonly showCode: (input: OfEnvironment) => string;
  /** Adds a client: an enrolled phone by default. */
  readonly addClient: (input: OfAccount & {
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
  }) => {
    clientId: string;
    accountUserId: string;
  };
  /**
   * Takes a client out of the account, whether it was there or not: refreshing it is refused from now on, with the sentence for `why` and with
   * `status` (403 by default). `false`: it was not there.
   */
  readonly revokeClient: (input: OfClient & { readonly [Key in keyof Revocation]?: Revocation[Key] | undefined; }) => boolean;
  /** Takes a client out of the account and forgets that it ever was. `false`: it was not there. */
  readonly deleteClient: (input: OfClient) => boolean;
  /** Adds an environment, offline by default, and its server where `serverId` is given: then it needs an `installationId` too. */
  readonly addEnvironment: (input: OfAccount & {
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
  }) => Environment;
  /** Makes an environment online (something else holds it: the next handshake gets 409) or offline. */
  readonly setOnline: (input: OfEnvironment & {
    readonly online: boolean;
  }) => void;
  /** Deletes an environment with its server, online or not. Its sockets stay open by default. `false`: it was not there. */
  readonly deleteEnvironment: (input: OfEnvironment & {
    readonly closeSockets?: boolean | undefined;
  }) => boolean;
  /** Forgets the server of an environment and keeps the environment. Its sockets stay open. `false`: it had none. */
  readonly forgetServer: (input: OfEnvironment) => boolean;
  /** Closes the sockets of one environment, or all. Returns how many. */
  readonly closeSockets: (input?: {
    readonly environmentId?: string | undefined;
  }) => number;
  /** Every pairing code issued so far, the newest last. */
  readonly pairingCodes: (input?: undefined) => PairingCode[];
  /** A phone of the account scans or types a code: it enrolls and claims it. */
  readonly claimCode: (input: OfAccount & {
    readonly code: string;
    readonly displayName?: string | undefined;
  }) => {
    clientId: string;
    claim: Claim;
  };
  /** Moves the server's clock, forward or back. */
  readonly moveTime: (input: {
    readonly milliseconds: number;
  }) => void;
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
/** A running backend, with everything that a test may do to it. */
interface Backend extends BackendActions {
  /** What goes into `config.toml` as `chatgpt_base_url`: `http://127.0.0.1:PORT/backend-api`. */
  readonly baseUrl: string;
  /** Where other processes reach the actions: `POST <controlUrl>/<action>` with the input as JSON. */
  readonly controlUrl: string;
  /** The first request that fits, past or to come. Rejects after `timeoutMs` (two minutes by default). */
  waitForRequest(fits: (entry: RequestLogEntry) => boolean, timeoutMs?: number): Promise<RequestLogEntry>;
  /** Cuts every connection and stops listening. */
  close(): Promise<void>;
}
/** Starts a backend on loopback, on a free port by default. `log` is called for each answered request. */
export declare function startBackend(options?: {
  port?: number;
  log?: (entry: RequestLogEntry) => void;
}): Promise<Backend>;
/** The ids that a state file holds. */
interface StoredIds {
  /** As in `config.toml`, without a trailing slash. */
  readonly baseUrl: string;
  /** `user-x` or `user-x__account`. */
  readonly accountUserId: string;
  readonly clientId: string;
  readonly environmentId: string;
  readonly installationId: string;
}
/**
 * The state of openai/codex#23112: a client enrollment, an environment id and its copy of the installation id, both
 * setup flags, atoms and pointers, among user data that has nothing to do with them.
 */
export declare function stuckState(ids: StoredIds, options?: {
  projects?: number;
  extras?: JsonObject;
}): JsonObject;
/** The state of a desktop whose pairing works: the keys of `stuckState`, for only the service tells the two apart. */
export declare function healthyState(ids: StoredIds, options?: {
  projects?: number;
  extras?: JsonObject;
}): JsonObject;
/** The state of a desktop that was never paired: user data, and atoms that only look like pairing. */
export declare function unpairedState(options?: {
  projects?: number;
  extras?: JsonObject;
}): JsonObject;
/** A `CODEX_HOME` of its own. */
interface Profile {
  readonly codexHome: string;
  readonly installationId: string;
  /** Absolute paths of the state file and its mirror, there or not. */
  readonly stateFile: string;
  readonly mirrorFile: string;
  /** The state file, or its mirror, as JSON. Throws where it is not there. */
  readState(file?: 'main' | 'mirror'): JsonObject;
  /** Writes the state file or its mirror: an object as JSON, text as it is. */
  writeState(content: JsonObject | string, file?: 'main' | 'mirror'): void;
  /** Writes `auth.json`: someone has signed in, or a token was refreshed. */
  writeAuth(auth: object): void;
  /** Deletes the folder. */
  remove(): void;
}
/** What a profile is made of. */
interface ProfileOptions {
  readonly backend: Pick<Backend, 'baseUrl' | 'mintAuth'>;
  readonly account: {
    readonly accountId: string;
  };
  /** The folder in which the profile's own folder is made. */
  readonly folder?: string;
  /** The installation id file; `null` for none. A new id by default. */
  readonly installationId?: string | null;
  /** The state file and its mirror; none by default. Text is written as it is. */
  readonly state?: JsonObject | string;
  readonly mirror?: JsonObject | string;
  /** Leaves out `auth.json`. */
  readonly signedOut?: boolean;
}
/** Writes a `CODEX_HOME` that points at the backend and is signed in to the account. */
export declare function makeProfile(options: ProfileOptions): Profile;
export type { Backend, Profile, ProfileOptions, StoredIds };