/// <reference types="node" />
/** A mocked backend of remote control, real HTTP and WebSocket on loopback, and profiles that are stuck, healthy or new. */
import { Y as JsonObject } from "./parts/index2.js";
import { ZodType, z } from "zod";
import { IncomingMessage } from "node:http";
import { Duplex } from "node:stream";
/** Something a test may do to the service, with the shape of its input. */
interface Action<S extends ZodType, O> {
  readonly input: S;
  readonly run: (input: z.output<S>) => O;
}
type Call<A> = A extends Action<infer S, infer O> ? undefined extends z.input<S> ? (input?: z.input<S>) => O : (input: z.input<S>) => O : never;
/** The actions as plain functions: the input is checked, what comes out is a copy, and a mistake throws. */
type Control<A> = { readonly [K in keyof A]: Call<A[K]>; };
/** The server's own clock: real time and an offset that a test may move. */
interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** Moves the clock by so many milliseconds. */
  move(milliseconds: number): void;
}
/** A challenge that was issued and not answered yet. */
interface Challenge {
  readonly accountId: string;
  readonly clientId: string;
  readonly step: 'enroll' | 'refresh';
  readonly challengeId: string;
  readonly nonce: string;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly accountUserId: string;
  readonly targetOrigin: string;
  readonly targetPath: string;
}
/** How the browser step goes for an account. `stale-password`: a federated sign-in, whose password time is days old. */
type Reauthentication = 'confirmed' | 'stale-password' | 'wide-scope' | 'without-second-factor';
/** A code that the browser was sent back with, until it is exchanged. */
interface AuthorizationCode {
  readonly accountId: string;
  readonly codeChallenge: string;
  readonly redirectUri: string;
  readonly clientId: string;
}
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
/** One account and everything it owns. */
interface Account {
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
/** The bearer of one enrolled server. */
interface ServerToken {
  readonly accountId: string;
  readonly serverId: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}
/** Everything the service remembers. */
interface ServiceState {
  readonly clock: Clock;
  readonly accounts: Map<string, Account>;
  readonly pairingCodes: PairingCode[];
  readonly serverTokens: Map<string, ServerToken>;
  /** Challenges that were not answered yet, by token. */
  readonly challenges: Map<string, Challenge>;
  readonly authorizationCodes: Map<string, AuthorizationCode>;
  readonly stepUpTokens: Map<string, {
    readonly accountId: string;
    readonly issuedAt: number;
    readonly how: Reauthentication;
  }>;
  /** Who is signed in to the browser; `null`: the account that is asked for. */
  browserAccountId: string | null;
  /** Rises with every row, so that lists have an order that paging can hold on to. */
  nextOrder(): number;
  /** Forgets everything but the clock. */
  clear(): void;
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
/** Every endpoint by the name that faults and the request log use. Paths are relative to the base URL. */
declare const ENDPOINTS: {
  readonly clients: {
    readonly method: 'GET';
    readonly path: '/wham/remote/control/clients';
  };
  readonly 'delete-client': {
    readonly method: 'DELETE';
    readonly path: '/wham/remote/control/clients/:clientId';
  };
  readonly environments: {
    readonly method: 'GET';
    readonly path: '/codex/remote/control/environments';
  };
  readonly 'delete-environment': {
    readonly method: 'DELETE';
    readonly path: '/codex/remote/control/environments/:environmentId';
  };
  readonly mfa: {
    readonly method: 'GET';
    readonly path: '/wham/remote/control/mfa_requirement';
  };
  readonly 'client-enroll-start': {
    readonly method: 'POST';
    readonly path: '/codex/remote/control/client/enroll/start';
  };
  readonly 'client-enroll-finish': {
    readonly method: 'POST';
    readonly path: '/codex/remote/control/client/enroll/finish';
  };
  readonly 'client-refresh-finish': {
    readonly method: 'POST';
    readonly path: '/codex/remote/control/client/refresh/finish';
  };
  readonly 'client-environments': {
    readonly method: 'GET';
    readonly path: '/codex/remote/control/clients/:clientId/environments';
  };
  readonly 'client-refresh-start': {
    readonly method: 'POST';
    readonly path: '/codex/remote/control/client/refresh/start';
  };
  readonly 'client-pair': {
    readonly method: 'POST';
    readonly path: '/wham/remote/control/client/pair';
  };
  readonly enroll: {
    readonly method: 'POST';
    readonly path: '/wham/remote/control/server/enroll';
  };
  readonly refresh: {
    readonly method: 'POST';
    readonly path: '/wham/remote/control/server/refresh';
  };
  readonly pair: {
    readonly method: 'POST';
    readonly path: '/wham/remote/control/server/pair';
  };
  readonly 'pair-status': {
    readonly method: 'POST';
    readonly path: '/wham/remote/control/server/pair/status';
  };
  readonly websocket: {
    readonly method: 'GET';
    readonly path: '/wham/remote/control/server';
  };
  readonly 'environment-clients': {
    readonly method: 'GET';
    readonly path: '/wham/remote/control/environments/:environmentId/clients';
  };
  readonly 'delete-environment-client': {
    readonly method: 'DELETE';
    readonly path: '/wham/remote/control/environments/:environmentId/clients/:clientId';
  };
};
/** The name of an endpoint. */
type EndpointName = keyof typeof ENDPOINTS;
/**
 * One scripted fault. Without `status`, `body`, `bytes` and `redirect` the service answers as it would, and the other
 * fields change that response.
 */
declare const faultSchema: z.ZodObject<{
  endpoint: z.ZodString;
  status: z.ZodOptional<z.ZodInt>;
  headers: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodString>>;
  body: z.ZodOptional<z.ZodJSONSchema>;
  bytes: z.ZodOptional<z.ZodBase64>;
  contentType: z.ZodOptional<z.ZodString>;
  delayMs: z.ZodOptional<z.ZodNumber>;
  hold: z.ZodOptional<z.ZodBoolean>;
  drop: z.ZodOptional<z.ZodBoolean>;
  hang: z.ZodOptional<z.ZodBoolean>;
  truncate: z.ZodOptional<z.ZodInt>;
  drip: z.ZodOptional<z.ZodObject<{
    bytes: z.ZodInt;
    intervalMs: z.ZodNumber;
  }, z.core.$strict>>;
  redirect: z.ZodOptional<z.ZodString>;
  nth: z.ZodOptional<z.ZodUnion<readonly [z.ZodInt, z.ZodObject<{
    from: z.ZodInt;
    to: z.ZodInt;
  }, z.core.$strict>]>>;
  times: z.ZodOptional<z.ZodInt>;
}, z.core.$strict>;
/** A fault as it is kept: every field has its value. */
type Fault = z.output<typeof faultSchema>;
/** The faults that are set, in the order they were added: the first one that fits a request is applied to it. */
interface FaultScript {
  /** Adds a fault and answers the number that the request log will name it by. */
  add(fault: Fault): number;
  clear(): void;
  /** Resolves at the next `clear`. */
  cleared(): Promise<void>;
  /** The fault that applies to this request, or `null`. Counts the request in any case. */
  match(request: {
    method: string;
    path: string;
    endpoint: EndpointName | null;
  }): Matched | null;
}
/** A fault and the number it goes by. */
interface Matched {
  readonly id: number;
  readonly fault: Fault;
}
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
/** Every request so far, in the order they came. */
interface RequestLog {
  readonly entries: readonly RequestLogEntry[];
  add(entry: RequestLogEntry): void;
  /** Records how a request ended. */
  finish(entry: RequestLogEntry, end: Pick<RequestLogEntry, 'status' | 'fault'>): void;
  clear(): void;
  /**
   * The first request that fits, past or to come; tried when a request comes and again when it is answered. Rejects
   * after `timeoutMs` milliseconds with the list of what came instead.
   */
  wait(fits: (entry: RequestLogEntry) => boolean, timeoutMs?: number): Promise<RequestLogEntry>;
}
/** The socket of a request that asks for a websocket. */
interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}
/** The websockets that are open, by environment. An environment is online while it has one. */
interface Connections {
  /** Completes the handshake and marks the environment online until the socket closes. */
  accept(request: IncomingMessage, upgrade: Upgrade, environment: Environment): void;
  /** Closes the sockets of one environment, or all. Answers how many there were. */
  close(environmentId?: string): number;
}
/** Everything a test may do to the service from outside, each with the shape of its input. */
type Actions = ReturnType<typeof createActions>;
/** The actions on these parts. */
declare function createActions(world: ServiceState, connections: Connections, faults: FaultScript, log: RequestLog): {
  addAccount: Action<z.ZodObject<{
    accountId: z.ZodOptional<z.ZodString>;
    userId: z.ZodOptional<z.ZodString>;
    email: z.ZodOptional<z.ZodString>;
    plan: z.ZodOptional<z.ZodString>;
    accountUserId: z.ZodOptional<z.ZodString>;
  }, z.core.$strict>, {
    accountId: string;
    userId: string;
    mfaRequirement: string;
    refusesEnrollment: boolean;
    clients: {
      order: number;
      clientId: string;
      accountUserId: string;
      enrollmentStatus: EnrollmentStatus;
      deviceKey: DeviceKey | null;
      displayName: string;
      deviceType: string;
      platform: string;
      osVersion: string;
      deviceModel: string;
      appVersion: string;
      createdAt: number;
      lastSeenAt: number;
      environmentIds: string[];
    }[];
    environments: Environment[];
    servers: Server[];
    revokedClientIds: string[];
  }>;
  /** The content of an `auth.json` for the account. `expiresAt` in Unix milliseconds, the year 2100 by default. */
  mintAuth: Action<z.ZodObject<{
    accountId: z.ZodString;
    expiresAt: z.ZodOptional<z.ZodNumber>;
  }, z.core.$strict>, AuthFile>;
  /** From now on every bearer issued before is refused. */
  revokeTokens: Action<z.ZodObject<{
    accountId: z.ZodString;
  }, z.core.$strict>, void>;
  setMfa: Action<z.ZodObject<{
    accountId: z.ZodString;
    requirement: z.ZodOptional<z.ZodString>;
    refusesEnrollment: z.ZodOptional<z.ZodBoolean>;
  }, z.core.$strict>, void>;
  /** How the browser step of "authorize this computer again" goes, and who is signed in to the browser. */
  setBrowser: Action<z.ZodObject<{
    signedInAs: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    reauthentication: z.ZodOptional<z.ZodObject<{
      accountId: z.ZodString;
      how: z.ZodEnum<{
        confirmed: "confirmed";
        "stale-password": "stale-password";
        "wide-scope": "wide-scope";
        "without-second-factor": "without-second-factor";
      }>;
    }, z.core.$strict>>;
  }, z.core.$strict>, void>;
  /** A step-up token, as the browser step would bring it. */
  mintStepUp: Action<z.ZodObject<{
    accountId: z.ZodString;
  }, z.core.$strict>, string>;
  /** A host shows a code on its screen: the form to type. */
  showCode: Action<z.ZodObject<{
    accountId: z.ZodString;
    environmentId: z.ZodString;
  }, z.core.$strict>, string>;
  addClient: Action<z.ZodObject<{
    accountId: z.ZodString;
    clientId: z.ZodOptional<z.ZodString>;
    accountUserId: z.ZodOptional<z.ZodString>;
    enrollmentStatus: z.ZodOptional<z.ZodEnum<{
      enrolled_device_key: "enrolled_device_key";
      pending_enrollment: "pending_enrollment";
    }>>;
    displayName: z.ZodOptional<z.ZodString>;
    deviceType: z.ZodOptional<z.ZodString>;
    platform: z.ZodOptional<z.ZodString>;
    environmentIds: z.ZodOptional<z.ZodArray<z.ZodString>>;
    deviceKey: z.ZodOptional<z.ZodObject<{
      keyId: z.ZodString;
      algorithm: z.ZodString;
      protectionClass: z.ZodString;
      spki: z.ZodString;
    }, z.core.$strict>>;
    createdAt: z.ZodOptional<z.ZodNumber>;
  }, z.core.$strict>, {
    clientId: string;
    accountUserId: string;
  }>;
  /** Takes a client out of the account, whether it was there or not; refreshing it is refused with the known sentence. */
  revokeClient: Action<z.ZodObject<{
    accountId: z.ZodString;
    clientId: z.ZodString;
    why: z.ZodOptional<z.ZodEnum<{
      "key-material-missing": "key-material-missing";
      revoked: "revoked";
    }>>;
    status: z.ZodOptional<z.ZodUnion<readonly [z.ZodLiteral<403>, z.ZodLiteral<404>]>>;
  }, z.core.$strict>, boolean>;
  /** Takes a client out of the account and forgets that it ever was. */
  deleteClient: Action<z.ZodObject<{
    accountId: z.ZodString;
    clientId: z.ZodString;
  }, z.core.$strict>, boolean>;
  /** Adds an environment, and its server where `serverId` is given: then it needs an `installationId` too. */
  addEnvironment: Action<z.ZodObject<{
    accountId: z.ZodString;
    environmentId: z.ZodOptional<z.ZodString>;
    installationId: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    serverId: z.ZodOptional<z.ZodString>;
    displayName: z.ZodOptional<z.ZodString>;
    hostName: z.ZodOptional<z.ZodString>;
    online: z.ZodOptional<z.ZodBoolean>;
    os: z.ZodOptional<z.ZodString>;
    clientType: z.ZodOptional<z.ZodString>;
    clientName: z.ZodOptional<z.ZodString>;
    lastSeenAt: z.ZodOptional<z.ZodNumber>;
  }, z.core.$strict>, Environment>;
  /** Says that an environment is online (a ghost holds it: the next handshake gets 409) or offline. */
  setOnline: Action<z.ZodObject<{
    accountId: z.ZodString;
    environmentId: z.ZodString;
    online: z.ZodBoolean;
  }, z.core.$strict>, void>;
  /** Deletes an environment with its server, online or not. Its sockets stay open by default. */
  deleteEnvironment: Action<z.ZodObject<{
    accountId: z.ZodString;
    environmentId: z.ZodString;
    closeSockets: z.ZodOptional<z.ZodBoolean>;
  }, z.core.$strict>, boolean>;
  /** Forgets the server of an environment and keeps the environment. Its sockets stay open. */
  forgetServer: Action<z.ZodObject<{
    accountId: z.ZodString;
    environmentId: z.ZodString;
  }, z.core.$strict>, boolean>;
  /** Closes the sockets of one environment, or all. Answers how many. */
  closeSockets: Action<z.ZodOptional<z.ZodObject<{
    environmentId: z.ZodOptional<z.ZodString>;
  }, z.core.$strict>>, number>;
  /** Every code issued so far, the newest last. Times in Unix milliseconds. */
  pairingCodes: Action<z.ZodUndefined, {
    pairingCode: string;
    manualPairingCode: string | null;
    accountId: string;
    serverId: string;
    environmentId: string;
    expiresAt: number;
    claimedBy: string | null;
  }[]>;
  /** A phone of the account scans or types a code: it enrolls as pending and claims. */
  claimCode: Action<z.ZodObject<{
    accountId: z.ZodString;
    code: z.ZodString;
    displayName: z.ZodOptional<z.ZodString>;
  }, z.core.$strict>, {
    clientId: string;
    claim: Claim;
  }>;
  /** Moves the server's clock, forward or back. */
  moveTime: Action<z.ZodObject<{
    milliseconds: z.ZodNumber;
  }, z.core.$strict>, void>;
  /** Adds a fault and answers the number it goes by in the request log. */
  addFault: Action<z.ZodObject<{
    endpoint: z.ZodString;
    status: z.ZodOptional<z.ZodInt>;
    headers: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodString>>;
    body: z.ZodOptional<z.ZodJSONSchema>;
    bytes: z.ZodOptional<z.ZodBase64>;
    contentType: z.ZodOptional<z.ZodString>;
    delayMs: z.ZodOptional<z.ZodNumber>;
    hold: z.ZodOptional<z.ZodBoolean>;
    drop: z.ZodOptional<z.ZodBoolean>;
    hang: z.ZodOptional<z.ZodBoolean>;
    truncate: z.ZodOptional<z.ZodInt>;
    drip: z.ZodOptional<z.ZodObject<{
      bytes: z.ZodInt;
      intervalMs: z.ZodNumber;
    }, z.core.$strict>>;
    redirect: z.ZodOptional<z.ZodString>;
    nth: z.ZodOptional<z.ZodUnion<readonly [z.ZodInt, z.ZodObject<{
      from: z.ZodInt;
      to: z.ZodInt;
    }, z.core.$strict>]>>;
    times: z.ZodOptional<z.ZodInt>;
  }, z.core.$strict>, number>;
  clearFaults: Action<z.ZodUndefined, void>;
  /** Every request to the service so far. */
  requests: Action<z.ZodUndefined, readonly RequestLogEntry[]>;
  clearRequests: Action<z.ZodUndefined, void>;
  /** Everything the service remembers of one account. */
  account: Action<z.ZodObject<{
    accountId: z.ZodString;
  }, z.core.$strict>, {
    accountId: string;
    userId: string;
    mfaRequirement: string;
    refusesEnrollment: boolean;
    clients: {
      order: number;
      clientId: string;
      accountUserId: string;
      enrollmentStatus: EnrollmentStatus;
      deviceKey: DeviceKey | null;
      displayName: string;
      deviceType: string;
      platform: string;
      osVersion: string;
      deviceModel: string;
      appVersion: string;
      createdAt: number;
      lastSeenAt: number;
      environmentIds: string[];
    }[];
    environments: Environment[];
    servers: Server[];
    revokedClientIds: string[];
  }>;
  /** Back to an empty service: no accounts, codes, tokens, faults or requests, and every socket closed. */
  reset: Action<z.ZodUndefined, void>;
};
/** A running backend. Its other methods are the actions of `control/actions.ts`. */
interface Backend extends Control<Actions> {
  /** What goes into `config.toml` as `chatgpt_base_url`: `http://127.0.0.1:PORT/backend-api`. */
  readonly baseUrl: string;
  /** Where other processes reach the actions: `POST <controlUrl>/<action>` with the input as JSON. */
  readonly controlUrl: string;
  /** The first request that fits, past or to come. Rejects after `timeoutMs` (10 s by default). */
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