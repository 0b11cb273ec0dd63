import { a as RepairProposal, d as CodexSource, i as ProblemReason, l as Reason, n as HostPairing, o as Screen, u as CodexProgram } from "./screen.js";
import { F as RemoteId, H as StateFileName, M as HealRecord, P as RemoteDeletion, h as Edit, j as EnvironmentOwner, k as DeletionRole, v as GlobalState, x as Retirement, z as JsonValue } from "./index2.js";
import { accessSync } from "node:fs";
/** Who is signed in, as `auth.json` says. The access token is only ever put into a request header. */
interface Account {
  readonly accountId: string;
  /** The user id as the token has it, or `null` where it has none: then no local entry can be called ours. */
  readonly userId: string | null;
  readonly accessToken: string;
}
/** Where the service is, or one sentence why that cannot be said. */
type Service = {
  readonly kind: 'base-url';
  readonly baseUrl: string;
} | {
  readonly kind: 'config-unreadable' | 'bad-base-url';
  readonly message: string;
};
/**
 * Who is signed in, or why there is no sign-in to use, in one sentence. `in-key-ring`: the sign-in may be in the system's key ring, which only the
 * app-server can read. `api-only`: the configuration allows API keys alone, and those have no phones.
 */
type SignIn = {
  readonly kind: 'signed-in';
  readonly account: Account;
} | {
  readonly kind: 'signed-out' | 'in-key-ring' | 'api-only';
  readonly message: string;
};
/** The sign-in that the app-server hands over (`getAuthStatus`): its token says whose it is. */
declare function signInWithToken(accessToken: string): SignIn;
/** What a `CODEX_HOME` says beside the state file. Read only, and read again for each check. */
interface CodexHome {
  readonly signIn: SignIn;
  readonly service: Service;
  /** Content of the file `installation_id`, lower-case, or `null` where there is none. */
  readonly installationId: string | null;
}
/** The folder of the configuration: `--codex-home`, else `$CODEX_HOME`, else `~/.codex`. Absolute. */
declare function codexHomeFolder(env: NodeJS.ProcessEnv, chosen?: string): string;
/** Reads `auth.json`, `config.toml` and `installation_id`. Never throws: what cannot be read is said as a value. */
declare function readCodexHome(folder: string): CodexHome;
/** One host enrollment that the app-server remembers: for whom, at which service, under which name of the computer, since when. */
interface EnrollmentRow {
  readonly environmentId: string;
  readonly accountId: string;
  readonly websocketUrl: string;
  /** The host name of the computer that enrolled. */
  readonly serverName: string | null;
  /** When it was written, in unix milliseconds. */
  readonly updatedAt: number | null;
}
/** The app-server's table `remote_control_enrollments`, joined from every place where it may be. */
interface EnrollmentTable {
  readonly rows: readonly EnrollmentRow[];
  /** Every database that is there could be read. */
  readonly isWhole: boolean;
}
/**
 * Reads the table in all places that the app-server honours: `sqlite_home` of `config.toml`, `CODEX_SQLITE_HOME`, and both its defaults in
 * `CODEX_HOME`. Each database is read from a copy outside the folder, which is gone afterwards, so that nothing of it is touched. Never rejects.
 */
declare function readEnrollmentTable(folder: string, env?: NodeJS.ProcessEnv): Promise<EnrollmentTable>;
/** Whether a `CODEX_HOME` can be worked in, or one sentence why not. */
type HomeFolder = {
  readonly kind: 'usable';
} | {
  readonly kind: 'home-missing' | 'home-read-only';
  readonly message: string;
};
/** Looks at the folder itself, and changes nothing. Never throws. `access` is the system's, but for root, who may write anywhere. */
declare function inspectHome(folder: string, access?: typeof accessSync): HomeFolder;
/** A new installation id was written; `backup` is the absolute path of the old one. */
interface NewIdentity {
  readonly backup: string;
}
/**
 * Gives this computer a new identity: a new UUID in `installation_id`, the old file backed up beside it, whatever it held.
 * Owner and mode stay, also under `sudo`, because the app-server does not start on a file that it cannot read; a symbolic
 * link stays one. Only ever called for the explicit choice of a person, while the app-server is stopped. `null` where
 * there is none to replace: the app-server makes a new one by itself. `stamp`: the time in the name of the state file's backup of the same repair,
 * by which a restore knows that they belong together.
 * @throws an I/O error, and then the old file is still there and nothing else is
 */
declare function rotateInstallationId(folder: string, now: Date, stamp?: string): NewIdentity | null;
/** How to put back the identity that the repair with this backup changed; `null` where it changed none. To be asked before the state file is restored. */
declare function oldIdentityOf(folder: string, backup: string): (() => void) | null;
/** What is about to be done: a cut in the state file, or a full repair, which also deletes the environment at the server. */
type Need = 'write' | 'full';
/** Another program that stands in the way of a repair, because it would write old values back or enroll again. */
interface RunningProgram {
  /** `unlisted`: the system didn't say what runs, so a program may be running unseen. */
  readonly kind: 'our-app' | 'desktop-app' | 'app-server' | 'unlisted';
  /** What a person knows it by; empty for `unlisted`. */
  readonly name: string;
  readonly pid: number | null;
}
/**
 * Who else works on this `CODEX_HOME` now and would undo a repair, or `null`: our own app by its lock, the desktop app by its
 * processes and its own single-instance lock, and where `need` is `full` an app-server. Reads only, and never throws: where
 * the system doesn't say what runs, the answer is `unlisted`.
 */
declare function whoElseRuns(folder: string, need: Need): Promise<RunningProgram | null>;
/** Where a private key is kept, as the service names it (controller.md 2). Any other word is answered 400. */
declare const PROTECTION_CLASSES: readonly ['hardware_secure_enclave', 'hardware_tpm', 'os_protected_nonextractable'];
/** Where a private key is kept, as the service names it. */
type ProtectionClass = (typeof PROTECTION_CLASSES)[number];
/** The one algorithm of the service: ECDSA over P-256 with SHA-256. */
declare const ALGORITHM = "ecdsa_p256_sha256";
/** The public half of a device key, and where its private half is. */
interface DeviceIdentity {
  /** Opaque to the service. */
  readonly keyId: string;
  readonly algorithm: typeof ALGORITHM;
  readonly protectionClass: ProtectionClass;
  /** SPKI in DER, standard padded base64. */
  readonly publicKeySpkiDerBase64: string;
}
/**
 * Why a key store did not do what it was asked. Only `not-found` says that there is no such key; behind the others the key
 * may be as good as ever. `unavailable`: this computer has no store that protects a key, or it failed.
 */
interface KeyStoreProblem {
  readonly kind: 'not-found' | 'denied' | 'locked' | 'unavailable';
}
/**
 * The key store of this computer, as a port: the desktop app's own addon, or the app's store on `safeStorage`. No method rejects,
 * and a private key never leaves it.
 */
interface DeviceKeys {
  /**
   * Makes a key. `keyId` is the id to give to it, where the store lets its caller choose: it is noted by then, so that a crash leaves
   * no key behind that nothing knows of. A store that chooses for itself returns its own.
   */
  create(keyId?: string): Promise<{
    readonly kind: 'created';
    readonly identity: DeviceIdentity;
  } | KeyStoreProblem>;
  publicOf(keyId: string): Promise<{
    readonly kind: 'found';
    readonly identity: DeviceIdentity;
  } | KeyStoreProblem>;
  /** Signs these bytes, hashed once with SHA-256; the signature is DER. */
  sign(keyId: string, bytes: Uint8Array): Promise<{
    readonly kind: 'signed';
    readonly signatureDer: Uint8Array;
  } | KeyStoreProblem>;
  /** A key that is not there counts as deleted for the caller, and is reported as `not-found`. */
  delete(keyId: string): Promise<{
    readonly kind: 'deleted';
  } | KeyStoreProblem>;
}
/** For whom, and at which service, a person confirms in the browser that it is them. */
interface StepUpRequest {
  readonly account: Account;
  readonly baseUrl: string;
}
/**
 * Why the browser step was refused: the issuer sent the person back with an error, did not take the code, or gave a token that is
 * not one to use (too old, too wide, or none); or the issuer of this service is not known.
 */
type StepUpRefusal = 'issuer' | 'code' | 'token' | 'unknown-issuer';
/** What the browser step came to. The reason of a refusal is for the log. */
type StepUpResult = {
  readonly kind: 'token';
  readonly token: string;
} | {
  readonly kind: 'cancelled';
} | {
  readonly kind: 'refused';
  readonly reason?: StepUpRefusal;
} | {
  readonly kind: 'wrong-account';
} | {
  readonly kind: 'port-busy';
} | {
  readonly kind: 'timed-out';
} | {
  readonly kind: 'no-browser';
} | {
  readonly kind: 'offline';
};
/** Asks a person, in the system's browser, to confirm that it is them. Never rejects; `signal` ends it as `cancelled`. */
type StepUp = (request: StepUpRequest, signal: AbortSignal) => Promise<StepUpResult>;
/**
 * Authentication mode for OpenAI-backed providers.
 */
type AuthMode = "apikey" | "chatgpt" | "chatgptAuthTokens" | "headers" | "agentIdentity" | "personalAccessToken" | "bedrockApiKey" | "bedrockAccessKeys";
type GetAuthStatusResponse = {
  authMethod: AuthMode | null;
  authToken: string | null;
  requiresOpenaiAuth: boolean | null;
};
type RemoteControlClientsListOrder = "asc" | "desc";
type RemoteControlClientsListParams = {
  environmentId: string;
  cursor?: string | null;
  limit?: number | null;
  order?: RemoteControlClientsListOrder | null;
};
type RemoteControlClient = {
  clientId: string;
  displayName: string | null;
  deviceType: string | null;
  platform: string | null;
  osVersion: string | null;
  deviceModel: string | null;
  appVersion: string | null;
  lastSeenAt: bigint | null;
};
type RemoteControlClientsListResponse = {
  data: Array<RemoteControlClient>;
  nextCursor: string | null;
};
type RemoteControlClientsRevokeParams = {
  environmentId: string;
  clientId: string;
};
type RemoteControlPairingStartResponse = {
  pairingCode: string;
  manualPairingCode: string | null;
  environmentId: string;
  expiresAt: bigint;
};
type RemoteControlPairingStatusResponse = {
  claimed: boolean;
};
type RemoteControlConnectionStatus = "disabled" | "connecting" | "connected" | "errored";
type RemoteControlStatusReadResponse = {
  status: RemoteControlConnectionStatus;
  serverName: string;
  installationId: string;
  environmentId: string | null;
};
/** A generated type as JSON carries it: the generator writes `bigint` for 64-bit numbers that arrive as numbers. */
type Wire<T> = T extends bigint ? number : T extends readonly (infer Item)[] ? Wire<Item>[] : T extends object ? { [Key in keyof T]: Wire<T[Key]>; } : T;
/** What the app-server says about itself. `environmentId` is `null` when disabled, not enrolled or invalidated. */
type StatusSnapshot = Wire<RemoteControlStatusReadResponse>;
/** A pairing code. `expiresAt` in Unix **seconds**. */
type StartedPairing = Wire<RemoteControlPairingStartResponse>;
/** Whether a phone has claimed a code. */
type PairingState = Wire<RemoteControlPairingStatusResponse>;
/** One page of the clients that may control an environment. `lastSeenAt` in Unix seconds. */
type ClientPage = Wire<RemoteControlClientsListResponse>;
/** Who is signed in, wherever the app-server keeps that: `auth.json`, or the system's key ring. */
type AuthStatus = Wire<Pick<GetAuthStatusResponse, 'authMethod' | 'authToken'>>;
/** A pairing code in one of its two forms: as the QR code holds it, or as a person types it. */
type PairingCodeForm = {
  readonly pairingCode: string;
} | {
  readonly manualPairingCode: string;
};
/** Why the app-server could not do what it was asked, as far as its words tell. */
type ConnectionErrorReason = Extract<Reason, 'offline' | 'timeout' | 'throttled' | 'server-error' | 'bad-shape' | 'signed-out' | 'forbidden' | 'mfa-required' | 'already-online' | 'bad-base-url'> |
/** The pairing code is unknown or has expired; the enrollment is well. */
'expired-code' |
/** Remote control is off; enable it first. */
'not-enabled' |
/** What was named is not there. */
'not-found' |
/** It does not know the request: its version is from before. */
'too-old' |
/** A managed policy of this computer forbids remote control. */
'disabled-by-policy' | 'unknown';
/** What a request came to. Nothing rejects. */
type CallOutcome<T> = {
  readonly kind: 'ok';
  readonly value: T;
} |
/** The app-server said no. `message` holds its words without secrets. */
{
  readonly kind: 'refused';
  readonly code: number;
  readonly message: string;
  readonly reason: ConnectionErrorReason;
} |
/** The app-server has ended, or never started. `message` says how. */
{
  readonly kind: 'ended';
  readonly message: string;
} | {
  readonly kind: 'timeout';
};
/** Why the connection is `errored`, told by the app-server's own log: its status does not say. */
interface ConnectionError {
  readonly reason: ConnectionErrorReason;
  /** The app-server's words without secrets. */
  readonly message: string;
}
/** How a child process ended. */
interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}
/** A running Codex app-server. */
interface AppServer {
  readonly pid: number;
  /** Which program it is, where that is known. */
  readonly program?: CodexProgram;
  /** The newest status, `null` before the first. */
  readonly status: StatusSnapshot | null;
  /** Why it is not connected; `null` while nothing is wrong, or nothing is known. */
  readonly connectionError: ConnectionError | null;
  /** Lines of its output that were no messages. */
  readonly junkLines: number;
  /** Turns remote control on, and remembers it: enrolls where there is no enrollment yet. */
  enable(): Promise<CallOutcome<StatusSnapshot>>;
  /** A new pairing code with a form to type. Remote control has to be enabled. */
  startPairing(): Promise<CallOutcome<StartedPairing>>;
  /** Whether a phone has claimed the code. */
  readPairing(code: PairingCodeForm): Promise<CallOutcome<PairingState>>;
  /** One page of the clients of one environment. Works while remote control is disabled. */
  listClients(params: RemoteControlClientsListParams): Promise<CallOutcome<ClientPage>>;
  /** The account's bearer token, which the app-server refreshes where it has to; its owner alone may do that. */
  readAuthStatus(): Promise<CallOutcome<AuthStatus>>;
  /** Takes one client's access to one environment away. Works while remote control is disabled. */
  revokeClient(params: RemoteControlClientsRevokeParams): Promise<CallOutcome<void>>;
  /** Tells of every later change of the status. Returns how to unsubscribe. */
  onStatus(listener: (status: StatusSnapshot) => void): () => void;
  /** Tells of everything that keeps it from connecting. Returns how to unsubscribe. */
  onConnectionError(listener: (connectionError: ConnectionError) => void): () => void;
  /** Tells of its end, also where that has happened already. Returns how to unsubscribe. */
  onExit(listener: (exit: Exit) => void): () => void;
  /** Ends it: closes its input, then asks, then insists. Resolves when it is gone; more calls share the first. */
  stop(): Promise<void>;
}
/** Where a Codex app-server may be. */
interface SearchPaths {
  readonly env: NodeJS.ProcessEnv;
  /** The app's resource folder (`process.resourcesPath`), where there is one. */
  readonly resourcesPath?: string | undefined;
  /** A folder from which `node_modules` is searched upwards. */
  readonly moduleFolder?: string | undefined;
  readonly platform?: NodeJS.Platform;
  readonly arch?: NodeJS.Architecture;
  /** The person's home folder; the system's by default. */
  readonly home?: string;
  /** What stands before the folders of the system, such as `/usr/local/bin`; nothing by default. */
  readonly root?: string;
}
/** The executable, or words for a person. */
type FoundAppServer = {
  readonly kind: 'found';
  readonly path: string;
} | {
  readonly kind: 'missing';
  readonly message: string;
  readonly nextStep: string;
};
/**
 * Finds the program that holds the app-server: `CODEX_CLI_PATH`, then the app's resources, then the npm package
 * `@openai/codex`, then the `PATH` and the usual folders, then the desktop app's own. What npm, pnpm, Yarn and Bun put in place of a
 * program is followed to the real one; their scripts are never returned, because they need a shell or a `node` that an app started from Finder does not
 * have. Where `CODEX_CLI_PATH` is set nothing else is looked at: a wrong choice is reported, not overruled.
 * @throws TypeError where no environment is given
 */
declare function findAppServer(paths: SearchPaths): FoundAppServer;
type ClientInfo = {
  name: string;
  title: string | null;
  version: string;
};
/** What an app-server is started with. */
interface StartOptions {
  /** The program, as `findAppServer` finds it. */
  readonly command: string;
  /** How it came onto this computer; unknown by default. */
  readonly source?: CodexSource;
  readonly codexHome: string;
  /**
   * Where the service is. Handed over on the command line: of a `config.toml` that it rejects as a whole, the app-server would
   * use no part, and take the person's token to the public service (seen with 0.169.0).
   */
  readonly baseUrl: string;
  /** The app-server files its enrollment under `name`: the desktop's is `Codex Desktop`. */
  readonly clientInfo: ClientInfo;
  /** Called with each line of the app-server's log, without secrets. */
  readonly log: (line: string) => void;
  /** Stops the app-server when aborted. */
  readonly signal?: AbortSignal | undefined;
  /** The environment it inherits; ours by default. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** How long its first answer may take, in milliseconds. */
  readonly timeoutMs?: number;
}
/**
 * Starts an app-server and initializes the connection. A later request never throws: see `CallOutcome`.
 * @throws TypeError where an option is missing; nothing else
 */
declare function startAppServer(options: StartOptions): Promise<CallOutcome<AppServer>>;
/** A moment on both clocks of this computer, in milliseconds: the one that is never set, and the one that a person reads. */
interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}
/** What a list endpoint held: every item found, and whether that is all there is. */
interface ListReading<Item> {
  readonly items: readonly Item[];
  /** `null`: every page was read, and none of them came from a cache. Otherwise why not, and then an absence means nothing. */
  readonly incomplete: Reason | null;
  readonly evidence: readonly Evidence[];
  readonly retryAfterMs: number | null;
}
/** A client of the account: a phone, or this desktop's own or another's controller. Names as on the wire, times in unix milliseconds. */
interface DirectoryClient {
  client_id: string;
  enrollment_status?: string | null | undefined;
  display_name?: string | null | undefined;
  device_type?: string | null | undefined;
  platform?: string | null | undefined;
  created_at?: number | null | undefined;
  last_seen_at?: number | null | undefined;
}
/** A host of the account, online or not. Names as on the wire, times in unix milliseconds. */
interface DirectoryEnvironment {
  env_id: string;
  online?: boolean | null | undefined;
  host_name?: string | null | undefined;
  installation_id?: string | null | undefined;
  last_seen_at?: number | null | undefined;
}
/** The account directory as one reading found it. */
interface Directory {
  readonly clients: ListReading<DirectoryClient>;
  readonly environments: ListReading<DirectoryEnvironment>;
  /** The clients that may control each of our own environments, by environment id (protocol.md 1.5). */
  readonly phones: ReadonlyMap<string, ListReading<DirectoryClient>>;
  /** The answer about each of our own clients, by client id. */
  readonly refreshed: ReadonlyMap<string, Answered>;
  /** Policy only: it stays `required` after multi-factor authentication is on (openai/codex#23112). */
  readonly mfa: Answered;
  readonly mfaRequirement: string | null;
  /** When it was complete. */
  readonly readAt: Moment;
  /** The service's time, in unix milliseconds; this computer's where no answer names one. */
  readonly serverTime: number;
  /** How far this computer's clock is ahead of the service's (negative: behind), in milliseconds; `null` where no answer names a time. */
  readonly clockSkewMs: number | null;
}
/** What the map key of an enrollment says of whose it is; `null` where it says nothing. */
interface MapKey {
  /** Its last part: `user-x` or `user-x__account`. */
  readonly accountUserId: string | null;
  readonly baseUrl: string | null;
}
/** One value of the state file and where it stands. */
interface Stored {
  readonly path: readonly [top: string, ...below: string[]];
  readonly value: JsonValue;
}
/** This desktop's own enrollment as a controller of other hosts. */
interface ClientEnrollment extends Stored {
  readonly clientId: string;
  readonly accountUserId: string;
  /** What the entry's map key says beside. */
  readonly mapKey: MapKey;
}
/** A member of the enrollments that is none: kept, and still a hint whose the profile is. */
interface MalformedEnrollment extends Stored {
  readonly accountUserId: string | null;
  readonly mapKey: MapKey;
}
/** A value that points at an environment. */
interface Pointer extends Stored {
  readonly environmentId: string;
}
/** The pairing identity as one state file holds it: only what is well-formed, and apart from it what is not. */
interface LocalPairing {
  readonly file: StateFileName;
  readonly enrollments: readonly ClientEnrollment[];
  readonly environment: (Stored & {
    readonly environmentId: string;
  }) | null;
  readonly installation: Stored | null;
  readonly malformedEnrollments: readonly MalformedEnrollment[];
  /** The "setup is done" flags, where they are there at all. */
  readonly flags: readonly Stored[];
  readonly atoms: readonly Stored[];
  /** Single pointers: the selected host, and auto-connect choices. */
  readonly pointers: readonly Pointer[];
  /** The list of added environments, whole, because an array is edited whole. */
  readonly added: (Stored & {
    readonly environmentIds: readonly string[];
  }) | null;
  /** The same pointers once more, as atoms: looked at here, and edited with the atoms. */
  readonly copies: readonly Pointer[];
  readonly malformed: readonly Stored[];
}
/** Everything that tells whose a stored id is. */
interface OwnershipFacts {
  readonly account: Account;
  readonly baseUrl: string;
  readonly local: readonly LocalPairing[];
  /** The app-server's own table, in all its places; `null` where it was not asked: a healthy check never opens it. */
  readonly table: EnrollmentTable | null;
  /** For whom we have stored environments ourselves. */
  readonly stored: readonly EnvironmentOwner[];
  /** What an earlier repair has left to do for its account: deletions at the server, and authorizations to be given again. */
  readonly waiting: readonly Pick<RemoteDeletion, 'accountId' | 'baseUrl'>[];
}
/** A phone that may control this computer, as its client list describes it; `null` where that does not say. */
interface Phone {
  readonly clientId: string;
  readonly name: string | null;
  readonly platform: string | null;
  /** Unix milliseconds. */
  readonly lastSeenAt: number | null;
}
/**
 * What is known of a stored id. Only `gone` may be removed without being asked. `suspected` is an absence that one reading
 * found and a second has not confirmed yet.
 */
type Verdict = {
  readonly kind: 'alive';
} | {
  readonly kind: 'gone';
  readonly how: 'absent' | 'revoked';
} | {
  readonly kind: 'suspected';
} | {
  readonly kind: 'unknown';
  readonly reason: Reason;
};
/** What is known on this computer, beside the state files and the directory. All of it only ever keeps things; none of it proves anything gone. */
interface LocalFacts {
  /** The environment under which our own app-server is connected right now. */
  readonly connectedEnvironmentId: string | null;
  /** Whether an app-server of this `CODEX_HOME` runs, our own or another. */
  readonly appServerRuns: boolean;
  readonly installationId: string | null;
  readonly hostName: string;
  /** The app-server's own table; `null` where it was not asked. */
  readonly table: EnrollmentTable | null;
  /** Environments, and clients of this computer, that were enrolled within the last ten minutes: a list may not have them yet. */
  readonly justEnrolled: ReadonlySet<string>;
  /** For whom we have stored environments, and for whom something of an earlier repair waits. */
  readonly stored: readonly EnvironmentOwner[];
  readonly waiting: OwnershipFacts['waiting'];
  /** A pairing code of ours is on screen and a phone may be about to claim it. */
  readonly livePairing: boolean;
}
/** Everything that a check knows, as plain data. */
interface Observation {
  readonly account: Account;
  readonly baseUrl: string;
  readonly local: readonly LocalPairing[];
  /** One reading, or two at least a second apart. */
  readonly readings: readonly Directory[];
  readonly facts: LocalFacts;
}
/**
 * It belongs to another account, workspace or service, so our lists say nothing of it. Not `isKnown`: nothing tells whose it is, and something on the
 * profile points to another.
 */
interface OtherAccount {
  readonly kind: 'other-account';
  readonly isKnown: boolean;
}
/** An own client entry and what is known of it. */
interface JudgedEnrollment {
  readonly file: StateFileName;
  readonly entry: ClientEnrollment;
  readonly verdict: Verdict | OtherAccount;
}
/** What a check found out about every stored id. */
interface Diagnosis {
  readonly observation: Observation;
  readonly enrollments: readonly JudgedEnrollment[];
  /** Every environment id that a file names, own or pointed at. */
  readonly environments: ReadonlyMap<string, Verdict | OtherAccount>;
  /** For the flags of each file; `gone`: no enrolled phone is left for its environment. */
  readonly phones: ReadonlyMap<StateFileName, Verdict>;
  /** The phones that may control this computer's stored environment; `null` where that is not known. */
  readonly enrolledPhones: readonly Phone[] | null;
  /** Clients that never finished enrolling, this desktop's own left out. */
  readonly pendingClientIds: readonly string[];
  /** Those of them that a full repair may delete: phones and tablets, older than any code that is still good. */
  readonly abandonedClientIds: readonly string[];
  /** An environment that another computer keeps online with this one's identity. */
  readonly clone: DirectoryEnvironment | null;
  /** The clone is online under the very environment that is stored here: what is stored is the other computer's. */
  readonly isCopied: boolean;
  /** What this computer has left behind at the server: same installation and name, offline, and stored nowhere here. */
  readonly ghosts: readonly DirectoryEnvironment[];
}
/** What a check needs of the world. Everything is asked for again, nothing is kept. */
interface CheckPorts {
  readonly state: Pick<GlobalState, 'read' | 'record' | 'refresh'>;
  readonly readHome: () => CodexHome;
  /** The sign-in that only the app-server can read (`getAuthStatus`). Asked where `readHome` says that it may have one. */
  readonly readSignIn?: (signal: AbortSignal) => Promise<SignIn>;
  readonly readEnrollmentTable: () => Promise<EnrollmentTable>;
  /** Whether an app-server of this `CODEX_HOME` runs beside our own. Asked only where a copied computer is suspected. */
  readonly appServerRuns?: () => Promise<boolean>;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly hostName: string;
  /** The environment under which the app-server is connected now, and whether a code of ours is on screen. */
  readonly localFacts: () => Pick<LocalFacts, 'connectedEnvironmentId' | 'livePairing'>;
}
/** What a check came to. */
type CheckResult =
/** No pairing identity here: there is nothing to ask the server about. */
{
  readonly kind: 'not-enrolled';
} |
/** The check could not be made; nothing is known. */
{
  readonly kind: 'unchecked';
  readonly reason: Reason;
  readonly message: string;
  /** Whether there is any pairing here, as far as that can be read. */
  readonly isEnrolled: boolean;
} | {
  readonly kind: 'diagnosed';
  readonly diagnosis: Diagnosis;
  /** The worst that kept an id unknown, or `null` where all is known. */
  readonly reason: Reason | null;
  /** Milliseconds after which the server wants to be asked again. */
  readonly retryAfterMs: number | null;
};
/** How far a check goes, and until when. */
interface CheckOptions {
  readonly signal: AbortSignal;
  readonly includeUnpaired?: boolean;
  readonly singleAttempt?: boolean;
}
/**
 * Checks every stored id against the directory. A healthy check costs one round trip; a suspected death is read a second
 * time at least one second later. `signal` ends it early, and then what was not read is unknown. `includeUnpaired` is
 * for a full repair: it also asks where nothing is stored, and whose the environments are that are not proven gone.
 * `singleAttempt` sends each request once, because the check is made again in any case. Writes nothing.
 * @throws TypeError where a port or an option is missing; nothing else
 */
declare function check(ports: CheckPorts, options: CheckOptions): Promise<CheckResult>;
/** What a repair needs of the world, beside what a check needs. */
interface RepairPorts extends CheckPorts {
  readonly state: GlobalState;
  /** The program that would undo what is about to be done; `null` where there is none, or where a person said to go on. */
  readonly whoElseRuns: (need: Need) => Promise<RunningProgram | null>;
  /**
   * Gives this computer a new identity; `null` where it has none yet. `stamp`: the time in the name of the state file's backup, where that was
   * changed too: with the same one in the name of the old identity's backup, a restore brings both back.
   * @throws an I/O error, and leaves the old one then
   */
  readonly rotateInstallationId: (stamp?: string) => NewIdentity | null;
  /**
   * How to put back the identity that the repair with this backup of the state file changed; `null` where it changed none. To call it throws an
   * I/O error where that fails. Without this port an undone repair leaves the identity as it is.
   */
  readonly oldIdentity?: (backup: string) => (() => void) | null;
  /** Stops our own app-server, which would enroll again under what is being removed. Resolves when it has ended. */
  readonly stopAppServer: () => Promise<void>;
}
/** The app-server, or why there is none. */
type StartedAppServer = CallOutcome<AppServer> |
/** The program is not there. */
{
  readonly kind: 'missing';
  readonly message: string;
} |
/** It was not even tried: it could only fail, or would take the sign-in to a service that is not the configured one. */
{
  readonly kind: 'prevented';
  readonly reason: 'config-unreadable' | 'bad-base-url' | 'home-missing' | 'home-read-only';
  readonly message: string;
};
/** Time as the module sees it. */
interface Clock {
  /** Milliseconds since 1970, as the computer believes: a person or the network may set it at any moment. For records alone. */
  now(): number;
  /** Milliseconds since some moment; never set and never going back. For everything that is measured. */
  monotonic(): number;
  /** Resolves after `milliseconds`, never before, or when `signal` aborts. Never rejects. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}
/** All that the module needs of the world. There is no other way out of it. */
interface RemoteControlPorts extends Omit<RepairPorts, 'localFacts' | 'stopAppServer'> {
  readonly startAppServer: (signal: AbortSignal) => Promise<StartedAppServer>;
  /** The key store and the browser step of the controller half; an app without them cannot be authorized again. */
  readonly controller?: {
    readonly deviceKeys: DeviceKeys;
    readonly stepUp: StepUp;
  };
  /** Takes the state files for this app; `false`: another app has them. Asked before anything is started, and again after a pause. Absent: this app is the only one. */
  readonly takeLock?: () => Promise<boolean>;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Called with each line of the log, without ids, tokens or codes. */
  readonly log: (line: string) => void;
  /** How long the first screen waits for a verdict, in milliseconds; 5000 by default. */
  readonly gateMs?: number;
}
/** What a page says beside its items about whether the list is whole. */
interface Envelope {
  /** It tells, or may tell, that something is missing. */
  readonly isPartial: boolean;
  /** How many items there are in all, where it says so. */
  readonly total: number | null;
  /** How many items a page holds at most, where it says so. */
  readonly limit: number | null;
}
/** What is asked of the account directory. */
type Endpoint = 'clients' | 'environments' | 'environment-clients' | 'mfa-requirement' | 'client-refresh' | 'client-refresh-finish' | 'client-enroll-start' | 'client-enroll-finish' | 'client-pair' | 'client-environments' | 'delete-client' | 'delete-environment';
/** What an answer means. Only `revoked` proves a death by itself. */
type Answer = {
  readonly kind: 'ok';
  readonly json: unknown;
} | {
  readonly kind: 'deleted';
} | {
  readonly kind: 'revoked';
} | {
  readonly kind: 'unknown';
  readonly reason: Reason;
};
/** What is read of an answer. A `Response` is one. */
interface FetchedResponse {
  readonly status: number;
  readonly headers: {
    get(name: string): string | null;
  };
  readonly body: AsyncIterable<Uint8Array> | null;
}
/** `fetch`, or what does its part of it: Electron's `net.fetch` in the app, Node's HTTP client in the command line tool. */
type Fetch = (url: string, init: RequestInit) => Promise<FetchedResponse>;
/** What was seen, for a diagnostic: nothing of the body. */
interface Evidence {
  readonly endpoint: Endpoint;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly oaiRequestId: string | null;
  readonly cfRay: string | null;
  readonly attempts: number;
  /** A cache gave the answer: what it lacks proves nothing. */
  readonly isCached: boolean;
  /** The service's time in the answer, in unix milliseconds. */
  readonly serverTime: number | null;
  /** How far this computer's clock was ahead of it (negative: behind), in milliseconds. */
  readonly clockSkewMs: number | null;
  /** What the network stack calls the error that came in place of an answer, such as `ENOTFOUND`. */
  readonly errorCode: string | null;
}
/** What a request came to. */
interface Answered {
  readonly answer: Answer;
  readonly evidence: Evidence;
  /** What its headers say about whether the list that it is a page of is whole. */
  readonly envelope: Envelope;
  /** Milliseconds after which the server wants to be asked again. */
  readonly retryAfterMs: number | null;
}
/** What pairing with a typed code came to. `unlisted`: the service took the code, and does not show the computer yet. */
type HostPaired = {
  readonly kind: 'paired';
  readonly environmentId: string;
} | {
  readonly kind: Exclude<HostPairing, 'paired'>;
};
/** What a person can do about the controller half. No method rejects. */
interface AuthorizationActions {
  /** Says what authorizing again means, before anything is done. */
  explainAuthorization(): void;
  /** Authorizes this computer again. One at a time: a press while it runs changes nothing. Resolves when it is over. */
  authorize(): Promise<void>;
  /** Ends what runs, or takes away what is told. What the server has been asked already is settled by the next check. */
  cancelAuthorization(): void;
  /** Pairs with the computer that shows this code. */
  pairHost(code: string): Promise<HostPaired['kind']>;
}
/** `automatic` removes what is proven gone; `full` is what the person who pressed the button asked for. */
type RepairMode = 'automatic' | 'full';
/** A repair as data: shown, printed, committed and logged as this one value. */
interface RepairPlan {
  readonly mode: RepairMode;
  readonly edits: readonly Edit[];
  /** The ids that go, so that nothing of ours may bring them back. */
  readonly retire: readonly Retirement[];
  readonly remote: readonly PlannedDeletion[];
}
/** A deletion at the server and why. */
interface PlannedDeletion extends RemoteDeletion {
  readonly role: DeletionRole;
}
/** What a person has said yes to: what a full repair would do about this diagnosis, and with it about these ghosts. */
interface Confirmed {
  readonly diagnosis: Diagnosis;
  /** The ids of the environments that were ticked. */
  readonly ghosts: readonly string[];
}
/** What "Repair mobile setup" would do, or why it cannot help now. */
type RepairProposed = {
  readonly kind: 'proposed';
  readonly summary: RepairProposal;
} | {
  readonly kind: 'impossible';
  readonly reason: ProblemReason;
};
/** Why a check is made. All share the one that runs. */
type Trigger = 'launch' | 'button' | 'resume' | 'online' |
/** The window got the focus, or became visible. At most once a minute. */
'focus' | 'visible' |
/** The app-server lost its connection, or has another environment than the stored one. */
'errored' | 'revoked' |
/** Another program has changed the state file. */
'adopted' |
/** Another account is signed in. */
'account' | 'timer';
/** A phone as the window shows it: no id crosses to the page. */
type ShownPhone = NonNullable<Extract<Screen['view'], {
  kind: 'connected';
}>['phone']>;
/** `done`. `plan-changed`: by now it would do something else, so it has to be shown again. Otherwise why it was not made, or not whole. */
type RepairAnswer = 'done' | 'plan-changed' | ProblemReason;
/** The module: self-healing pairing behind one screen. No method rejects. */
interface RemoteControl$1 {
  readonly screen: Screen;
  onScreen(listener: (screen: Screen) => void): () => void;
  /** Starts the check, and the app-server beside it. The gate opens with the verdict, or at its deadline. */
  start(): void;
  /** Joins the running check, or starts one. Resolves when that and all that follows from it is done. */
  check(trigger: Trigger): Promise<void>;
  /** "Add another phone", and the way back from it. */
  beginPairing(): void;
  stopPairing(): void;
  /** "Remove this phone": takes the access to this computer away from the phone that was shown, and looks again. Resolves to why it was not done, or to `null`. */
  removePhone(shown: ShownPhone): Promise<ProblemReason | null>;
  /** What "Repair mobile setup" would do. Changes nothing, neither in the world nor on screen. */
  proposeRepair(): Promise<RepairProposed>;
  /** Does what the latest proposal, named by its token, has shown, and deletes the ghosts that are ticked, or does nothing. */
  repair(token: string, newIdentity: boolean, ghosts?: readonly string[]): Promise<RepairAnswer>;
  /** Ends a clean-up at the server that takes long: what is done stays done, the rest is tried at a later launch. Does nothing otherwise. */
  finishRepairLater(): void;
  /** Puts the last backup of this launch back and holds automatic healing until the next one. */
  undo(): Promise<ProblemReason | null>;
  /** A pairing atom of the page; `false` where the page's screen was too old, or the name is not one of ours. */
  writeAtom(name: string, value: JsonValue, epoch: number): boolean;
  diagnostics(): Readonly<Record<string, unknown>>;
  /** Ends all work; the app-server is gone when this resolves. */
  stop(): Promise<void>;
}
/** The module: self-healing pairing, both halves, behind one screen. No method rejects. */
interface RemoteControl extends RemoteControl$1, AuthorizationActions {}
/** Puts both halves together: the session that heals and pairs, and the controller half beside it. No side effect before `start`. */
declare function createRemoteControl(ports: RemoteControlPorts): RemoteControl;
/** Real time. A timer alone may end up to a millisecond early; this wait does not. */
declare const systemClock: Clock;
/** A deletion that is due now. */
interface DueDeletion extends RemoteDeletion {
  readonly role: DeletionRole;
  /** Decided on just now, by a reading that is seconds old; otherwise an earlier repair left it. */
  readonly isPlanned: boolean;
}
/** One deletion after a drain. `queued`: it stays in the outbox. `impossible`: no request can name it, so it left the outbox. */
interface DrainedDeletion extends RemoteId {
  readonly role: DueDeletion['role'];
  readonly outcome: 'deleted' | 'queued' | 'impossible';
}
/** What a drain came to. What turned out to be in use again is not in it: it has left the outbox and stays at the server. */
interface Drained {
  readonly deletions: readonly DrainedDeletion[];
  /** Milliseconds for which the server wants to be left alone; `null` where it did not ask. */
  readonly retryAfterMs: number | null;
}
/** How far a drain is. */
interface Progress {
  readonly done: number;
  readonly total: number;
}
/** What is to be repaired, and how. */
interface RepairRequest {
  /** `automatic`: what is proven gone, and not again and again. `repair`: the same, asked for. `full`: all of this computer's own pairing. */
  readonly mode: HealRecord['mode'];
  /** A reading that is seconds old and that nothing has waited on since; `null`: it is read now. */
  readonly reading: CheckResult | null;
  /** What a person has confirmed. Where a new reading plans something else, nothing is done. */
  readonly confirmed: Confirmed | null;
  /** Whether this computer gets a new identity. */
  readonly newIdentity: boolean;
  /** Ends what is still under way; what has been done stays done, and what has not stays in the outbox. */
  readonly signal: AbortSignal;
  readonly onStep: (step: RepairStep) => void;
}
/** Where a repair is. */
interface RepairStep {
  readonly step: 'checking' | 'removing' | 'cleaning';
  /** How far a long step is. */
  readonly progress: Progress | null;
}
/** What a repair came to. Only `done` has changed anything. */
type RepairResult = {
  readonly kind: 'not-enrolled';
} | {
  readonly kind: 'held';
} |
/** By now something else would be done than was confirmed: the plan has to be shown again. */
{
  readonly kind: 'plan-changed';
} | {
  readonly kind: 'refused';
  readonly reason: Reason;
  readonly message: string | null;
  /** The one that stands in the way, where the reason is `app-running`. */
  readonly program: RunningProgram | null;
  readonly diagnosis: Diagnosis | null;
} | {
  readonly kind: 'done';
  readonly diagnosis: Diagnosis;
  /** What was removed; empty where there was nothing to remove. */
  readonly plan: RepairPlan;
  readonly backup: string | null;
  /** `null`: the identity is the old one. */
  readonly identity: NewIdentity | null;
  readonly drained: Drained;
  /** What still stands in the way; `null` where nothing does. */
  readonly reason: Reason | null;
  readonly isEnrolled: boolean;
};
/**
 * The one way in which anything is repaired, at launch, by the button and by the command: stop the app-server (a full repair),
 * read, decide, make sure that no one else is at work, cut, change the identity, clean up at the server. What fails after
 * the cut does not undo it: the result tells what was done.
 * @throws TypeError, before anything is done, where a port or a part of the request is missing; nothing else
 */
declare function runRepair(ports: RepairPorts, request: RepairRequest): Promise<RepairResult>;
export { CodexHome as A, NewIdentity as C, EnrollmentRow as D, inspectHome as E, Service as F, Account as I, readCodexHome as M, SignIn as N, EnrollmentTable as O, signInWithToken as P, RunningProgram as S, rotateInstallationId as T, findAppServer as _, RemoteControl as a, whoElseRuns as b, Fetch as c, StartedAppServer as d, RepairPorts as f, startAppServer as g, check as h, systemClock as i, codexHomeFolder as j, readEnrollmentTable as k, Clock as l, CheckResult as m, RepairResult as n, createRemoteControl as o, CheckPorts as p, runRepair as r, Trigger as s, RepairRequest as t, RemoteControlPorts as u, StepUp as v, oldIdentityOf as w, Need as x, DeviceKeys as y };