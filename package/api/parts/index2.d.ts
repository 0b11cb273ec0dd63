/** The state file and its mirror, by base name. */
type StateFileName = '.codex-global-state.json' | '.codex-global-state.json.bak';
/** The file that counts: a commit has happened when this one has been renamed into place. */
declare const MAIN_FILE = ".codex-global-state.json";
/** The copy that the app falls back on, and from which old values come back. */
declare const MIRROR_FILE = ".codex-global-state.json.bak";
/** Any value that JSON can hold, as `JSON.parse` returns it, read-only. */
type JsonValue = null | boolean | number | string | readonly JsonValue[] | {
  readonly [key: string]: JsonValue;
};
/** A JSON object. */
type JsonObject = {
  readonly [key: string]: JsonValue;
};
/** The keys that lead from the root of a state file to one value. Keys are taken literally: no dot notation. */
type JsonPath = readonly string[];
/** Something the server knows by an id. */
interface RemoteId {
  readonly kind: 'client' | 'environment';
  readonly id: string;
}
/**
 * What a deletion at the server is about: this computer's own record, a phone that never finished enrolling, or a ghost of
 * this computer that a person ticked.
 */
type DeletionRole = 'own' | 'pending-client' | 'ghost';
/** A deletion still to be done at the server, and for whom: it is only ever sent for that account and base URL. */
interface RemoteDeletion extends RemoteId {
  readonly accountId: string;
  readonly baseUrl: string;
  /** Missing where an older version wrote it. */
  readonly role?: DeletionRole;
}
/** What the state file holds of a client enrollment: public facts only, the private key lives in the key store. */
interface DeviceEnrollment {
  readonly accountUserId: string;
  readonly algorithm: string;
  readonly clientId: string;
  readonly keyId: string;
  readonly protectionClass: string;
  readonly publicKeySpkiDerBase64: string;
}
/** A private key to be deleted from this computer's key store, as soon as nothing stored names its client any more. */
interface KeyDeletion {
  readonly keyId: string;
  readonly clientId: string;
}
/** What an authorization is for. Two accounts may have used one key: a user with two workspaces, or a key that names no account. */
interface AuthorizationPlace {
  /** The key of the removed entry; the new one is stored under its text. */
  readonly mapKey: string;
  readonly accountId: string;
  readonly baseUrl: string;
}
/**
 * How far "authorize this computer again" has come for one entry of the state file, kept so that a crash loses nothing.
 * `needed`: the entry was removed. `prepared`: a new key exists, and the server was not yet asked to accept it.
 * `unconfirmed`: it was asked, and whether it did accept is not known.
 */
type Authorization = AuthorizationPlace & {
  readonly accountUserId: string;
} & ({
  readonly kind: 'needed';
} | {
  readonly kind: 'prepared' | 'unconfirmed';
  readonly enrollment: DeviceEnrollment;
});
/** A client that was enrolled here, and when (ISO 8601 in UTC): a list may not have it yet. */
interface EnrolledClient {
  readonly clientId: string;
  readonly at: string;
}
/** The part of the record that is about the controller half. */
interface ControllerRecord {
  readonly keyDeletions: readonly KeyDeletion[];
  /** One a place, the newest last. */
  readonly authorizations: readonly Authorization[];
  /** The newest last. */
  readonly enrolled: readonly EnrolledClient[];
}
/** One change of the controller's part of the record. */
type ControllerChange = {
  readonly kind: 'queue-key';
  readonly deletion: KeyDeletion;
} | {
  readonly kind: 'key-deleted';
  readonly keyId: string;
} | {
  readonly kind: 'put';
  readonly authorization: Authorization;
} |
/** An entry was removed. An attempt that is open for it goes on: it is not about what was removed. */
{
  readonly kind: 'need';
  readonly authorization: Extract<Authorization, {
    kind: 'needed';
  }>;
} | {
  readonly kind: 'drop';
  readonly place: AuthorizationPlace;
} | {
  readonly kind: 'enrolled';
  readonly client: EnrolledClient;
};
/** What a repair wrote at one place of one file: nothing, where it removed what was there. */
interface RepairedPlace {
  readonly file: StateFileName;
  readonly path: JsonPath;
  readonly value?: JsonValue;
}
/** A past heal, for "one heal per cause" and for diagnostics. Times are ISO 8601 in UTC. */
interface HealRecord {
  readonly at: string;
  readonly mode: 'automatic' | 'repair' | 'full';
  /** The sorted ids that were proven dead, joined: the same cause twice is a loop. */
  readonly cause: string;
  /** How many values were removed. */
  readonly removed: number;
  /** The time in the name of its backup, and what it wrote: set by the owner of the file, for taking it back. */
  readonly backup?: string;
  readonly wrote?: readonly RepairedPlace[];
}
/** For whom an environment was stored: the files name no account, and the app-server's table may be lost. */
interface EnvironmentOwner {
  readonly id: string;
  readonly accountId: string;
  readonly baseUrl: string;
}
/** The record kept under `mobile-pairing-repair`. */
interface RepairRecord {
  readonly tombstones: readonly RemoteId[];
  readonly outbox: readonly RemoteDeletion[];
  readonly heals: readonly HealRecord[];
  readonly controller: ControllerRecord;
  /** The newest last, one for each environment. */
  readonly owners: readonly EnvironmentOwner[];
}
/** What the owner of the state file has to tell a log. Nothing in it is a value of the file; ids are shortened. */
type StateEvent =
/** A write was not taken (`refused`), or was taken without the entries that name retired ids (`reduced`). */
{
  readonly kind: 'refused' | 'reduced';
  readonly why: Refusal;
  /** The first key of the path: deeper ones can name an account or a host. */
  readonly key: string;
  readonly retired: readonly string[];
} |
/** Another program changed a file, and memory has taken that over. */
{
  readonly kind: 'adopted';
  readonly file: StateFileName;
} |
/** Ids that a repair has removed stand in a file again: another program wrote them, and only a check can tell whether they live. */
{
  readonly kind: 'retired-found';
  readonly retired: readonly string[];
} |
/** The mirror cannot be read, so it is left as it is. */
{
  readonly kind: 'mirror-left-alone';
  readonly problem: Unreadable['problem'];
} |
/** What is unsaved stays in memory until the next write or flush. */
{
  readonly kind: 'flush-failed';
  readonly outcome: StateChanged | Unreadable | WriteFailed;
} | {
  readonly kind: 'temporary-files-removed';
  readonly count: number;
};
/** Enough of an id to recognise it by, and too little to use it: at most eight characters, and never more than half of it. */
declare function shortenId(id: string): string;
/** One change of one value. `expected` is what must stand at `path` now (`undefined`: nothing), or nothing happens. */
type Edit = {
  readonly file: StateFileName;
  readonly path: JsonPath;
  readonly expected: JsonValue | undefined;
} & ({
  readonly op: 'remove';
} | {
  readonly op: 'set';
  readonly value: JsonValue;
});
/**
 * An id that a repair has removed. `proven`: the server said that it no longer has it. What was only removed because a person
 * asked for it may be the app's again tomorrow, and leaves no lasting tombstone.
 */
interface Retirement extends RemoteId {
  readonly proven: boolean;
}
/** What a commit does, as data. Everything lands in the same write, or nothing does. */
interface Commit {
  readonly edits: readonly Edit[];
  /** Ids that no writer of ours may bring back until the server confirms them. */
  readonly retire: readonly Retirement[];
  readonly outbox: readonly RemoteDeletion[];
  readonly heal: HealRecord | null;
  readonly controller?: readonly ControllerChange[];
}
/** Why a file cannot be used. Nothing but a restore, which saves its bytes first, is ever written over such a file. */
interface Unreadable {
  readonly kind: 'unreadable';
  readonly file: StateFileName;
  readonly problem: 'empty' | 'nul-filled' | 'not-utf8' | 'not-json' | 'not-an-object' | 'not-a-file' | 'dangling-link' | 'permission' | 'io';
  /** One sentence for a person, with no content of the file in it. */
  readonly message: string;
}
/** What a read of one file found. */
type FileReading = {
  readonly kind: 'absent';
} | Unreadable | {
  readonly kind: 'read';
  readonly value: JsonObject;
};
/** What a commit came to. Only `committed` has changed anything. */
type CommitResult = {
  readonly kind: 'committed';
  readonly epoch: number;
  /** Absolute path of the backup of the main file (of the mirror where there is no main file). */
  readonly backup: string | null;
} |
/** Nothing was written: what the edit expected is not what is there. */
{
  readonly kind: 'mismatch';
  readonly edit: Edit;
} | StateChanged | Unreadable | WriteFailed | {
  readonly kind: 'closed';
};
/** Nothing of ours was written: another program kept changing the files under us. */
interface StateChanged {
  readonly kind: 'state-changed';
}
/**
 * A file could not be written, or did not hold afterwards what was written. Memory is what it was. `onDisk` says which
 * version of the main file is there: `old` is the rule, because a write that went wrong is taken back; `unknown`, where
 * that failed too. What is on disk is read again before the next write.
 */
interface WriteFailed {
  readonly kind: 'write-failed';
  readonly code: string;
  readonly message: string;
  readonly onDisk: 'old' | 'new' | 'unknown';
}
/** One write of the app or of the page: it names the epoch in which its author last looked. */
type Write = {
  readonly path: JsonPath;
  readonly epoch: number;
} & ({
  readonly op: 'remove';
} | {
  readonly op: 'set';
  readonly value: JsonValue;
});
/**
 * Why a write was not taken. `old-epoch`: its author looked before the last commit or restore, and it is to a pairing key.
 * `retired-id`: it would bring back an id under a tombstone (see `admissible`). `closed`: after `close`, or without a
 * writer. `unreadable`: the main file cannot be read, or there is no place for the value in it, because the path leads
 * through something that is not an object, is empty, or names the owner's own record.
 */
type Refusal = 'old-epoch' | 'retired-id' | 'closed' | 'unreadable';
/** What a write came to. */
type WriteResult = {
  readonly kind: 'accepted';
} | {
  readonly kind: 'refused';
  readonly why: Refusal;
};
/** Which backup, and how much of it. */
interface RestoreOptions {
  /** Its absolute path or base name; the newest by default. */
  readonly backup?: string | undefined;
  /** Whether the old bytes come back whatever was saved since; `false` by default. Always so for what an earlier restore replaced. */
  readonly exact?: boolean | undefined;
}
/** What a restore came to. */
type RestoreResult = {
  readonly kind: 'restored';
  readonly backup: string;
  readonly epoch: number;
} | {
  readonly kind: 'no-backup';
  readonly message: string;
} | StateChanged | Unreadable | WriteFailed | {
  readonly kind: 'closed';
};
/** What a flush came to. */
type FlushResult = {
  readonly kind: 'flushed' | 'unchanged' | 'closed';
} | StateChanged | Unreadable | WriteFailed;
/** Facts about one file for a diagnostic; nothing of its content. */
interface FileFacts {
  readonly file: StateFileName;
  readonly exists: boolean;
  /** Bytes. */
  readonly size: number | null;
  /** As in `chmod`, for example `600`. */
  readonly mode: string | null;
  /** ISO 8601 in UTC. */
  readonly modified: string | null;
  readonly parse: 'ok' | 'absent' | Unreadable['problem'];
}
/**
 * The one owner of the state file and its mirror, in memory and on disk. Nothing else in the app writes either file or
 * keeps a value: ask each time.
 */
interface GlobalState {
  /** Raised by every commit and restore. A writer that saw an older one may not write pairing keys. */
  readonly epoch: number;
  /** The value at `path` of the main file in memory, deeply frozen, or `undefined`. No path leads into an array. */
  get(path: JsonPath): JsonValue | undefined;
  /** One of the two files as memory has it: for the main file with unsaved writes, frozen. */
  read(file: StateFileName): FileReading;
  readonly record: RepairRecord;
  /** Takes over what other programs have written to either file since it was last looked at, and sees one that has gone bad. Writes nothing. */
  refresh(): Promise<void>;
  /**
   * Changes memory now and the file soon: writes of one burst become one file write, of the main file and, where there is a
   * readable mirror, of the same members of that. Objects and arrays are taken without entries that name retired ids.
   */
  write(write: Write): WriteResult;
  /**
   * Memory, file and mirror in one step, or nothing. What others wrote is taken over first, but for ids retired
   * by an earlier commit. The main file then holds the unsaved writes, the edits and the record; the mirror the unsaved
   * writes and the edits that name it. Nothing else is removed.
   */
  commit(commit: Commit): Promise<CommitResult>;
  /** The server knows these ids (again): their tombstones go, what others wrote included. Nothing is written where there is none. */
  liftTombstones(ids: readonly RemoteId[]): void;
  /** These deletions are done. */
  completeDeletions(done: readonly RemoteDeletion[]): void;
  /**
   * Changes the controller's part of the record: memory now, the file with the next flush. Where something must be on disk
   * before the next step, flush and look at the result.
   */
  changeController(changes: readonly ControllerChange[]): void;
  /** Remembers for whom an environment is stored: memory now, the file with the next flush. */
  noteOwner(owner: EnvironmentOwner): void;
  /** Takes a repair back, and keeps what was saved since (see `RestoreOptions`). What it replaces is kept, and can itself be restored by name. */
  restore(options?: RestoreOptions): Promise<RestoreResult>;
  /** Writes what is unsaved, now. */
  flush(): Promise<FlushResult>;
  /** Flushes, then refuses and counts every later write. */
  close(): Promise<void>;
  facts(): readonly FileFacts[];
  /** Calls `listener` with everything that goes to the log, until the returned function is called. */
  subscribe(listener: (event: StateEvent) => void): () => void;
  /** How many writes were refused so far, by reason. */
  readonly refused: Readonly<Record<Refusal, number>>;
}
/** Where the state file is, and how it is opened. */
interface OpenOptions {
  /** The absolute path of the folder of both files, `CODEX_HOME`. */
  readonly folder: string;
  /** What the file is called there; its mirror has `.bak` behind that. `MAIN_FILE` by default. */
  readonly name?: string;
  /** `read`, the default: the state is closed from the start; it answers every read, takes no write and touches nothing. */
  readonly access?: 'read' | 'write';
  readonly now?: () => Date;
  readonly log?: (event: StateEvent) => void;
  /** Bytes free on the disk of a folder; `null`: not known. */
  readonly freeBytes?: (folder: string) => number | null;
}
/**
 * Opens the state file and its mirror. Always succeeds and creates nothing: what cannot be read is answered as
 * `unreadable`, and takes no write until it can be.
 * @throws TypeError where no folder is named
 */
declare function openGlobalState(options: OpenOptions): Promise<GlobalState>;
/** What an `electron-store` is taken for: a file of plain JSON (no `encryptionKey`), and three ways to it. */
interface StoreLike {
  readonly path: string;
  store: Record<string, unknown>;
  get(key: string, otherwise?: unknown): unknown;
  set(key: string | Record<string, unknown>, value?: unknown): void;
}
/**
 * The owner of the state that an app keeps in an `electron-store`, so that the app can adopt this module. The store goes on as
 * before for everything but the pairing keys: those it reads and writes through the owner from now on. A repair so clears memory
 * and file in one step, and no late `store.set`, at quit or before, brings back what it removed.
 */
declare function globalStateOf(store: StoreLike, options?: Omit<OpenOptions, 'folder' | 'name' | 'access'>): Promise<GlobalState>;
/** Who may write the state file now: the app while it runs, or one command while it repairs. */
declare const LOCK_FILE = ".codex-global-state.json.lock";
/** Who holds the lock; of a lock that cannot be read, as one of root's, nothing is known but that it is there. */
interface LockOwner {
  readonly pid: number | null;
  readonly role: 'app' | 'command' | null;
  /** Whether it is known to live. Otherwise it may: it runs where this process cannot look. */
  readonly isVerified: boolean;
}
/** What taking the lock came to. */
type LockResult = {
  readonly kind: 'held';
  readonly release: () => void;
} | {
  readonly kind: 'taken';
  readonly owner: LockOwner;
} |
/** The folder cannot be written: anything that needs the lock could not write the state either. */
{
  readonly kind: 'failed';
  readonly code: string;
};
/** The owner of the lock, or `null`: a lock whose process is known to have ended counts for nothing. Reads only. */
declare function readLockOwner(folder: string): LockOwner | null;
/**
 * Takes the lock, also from an owner that ended without releasing it. What cannot be verified counts as living. It is
 * released when this process ends, by a signal too.
 */
declare function takeLock(folder: string, role: 'app' | 'command'): LockResult;
/**
 * The keys of the state file that hold the pairing identity or point at it, as users reported them
 * (openai/codex#23112, #23865, #30165). Everything else in the file is another owner's, `host-id-remote-control-allowed`,
 * `remote-connection-analytics-id-by-host-id`, `remote-projects` and the groupings of threads by host included: they name hosts, and are a
 * person's choices or bookkeeping.
 */
declare const KEYS: {
  readonly clientEnrollments: {
    readonly key: 'electron-remote-control-client-enrollments';
    readonly kind: 'enrollments';
  };
  readonly environmentId: {
    readonly key: 'electron-local-remote-control-environment-id';
    readonly kind: 'environment';
  };
  readonly installationId: {
    readonly key: 'electron-local-remote-control-installation-id';
    readonly kind: 'installation';
  };
  readonly setupCompleted: {
    readonly key: 'codex-mobile-setup-completed';
    readonly kind: 'flag';
  };
  readonly hasConnectedDevice: {
    readonly key: 'codex-mobile-has-connected-device';
    readonly kind: 'flag';
  };
  readonly hasCompletedSetup: {
    readonly key: 'has-completed-codex-mobile-setup';
    readonly kind: 'flag';
  };
  readonly addedEnvironmentIds: {
    readonly key: 'added-remote-control-env-ids';
    readonly kind: 'environment-list';
  };
  readonly selectedHostId: {
    readonly key: 'selected-remote-host-id';
    readonly kind: 'host';
  };
  readonly autoConnectByHostId: {
    readonly key: 'remote-connection-auto-connect-by-host-id';
    readonly kind: 'host-map';
  };
  readonly atoms: {
    readonly key: 'electron-persisted-atom-state';
    readonly kind: 'atoms';
  };
};
type KeyOf<N extends keyof typeof KEYS> = (typeof KEYS)[N]['key'];
/** The keys themselves, by the names that the code calls them. */
declare const PAIRING_KEYS: { readonly [N in keyof typeof KEYS]: KeyOf<N>; };
/** The one key of the file that is ours: tombstones, outbox and the record of past heals. */
declare const REPAIR_KEY = "mobile-pairing-repair";
/** Whether an atom may have to go with the pairing or with a host. */
declare function isPairingAtom(name: string): boolean;
/** Whether a write to `path` touches the pairing identity, and so needs the current epoch. */
declare function isPairingPath(path: JsonPath): boolean;
export { DeviceEnrollment as A, MAIN_FILE as B, WriteResult as C, ControllerChange as D, Authorization as E, RemoteId as F, StateFileName as H, RepairRecord as I, JsonObject as L, HealRecord as M, KeyDeletion as N, ControllerRecord as O, RemoteDeletion as P, JsonPath as R, Write as S, shortenId as T, MIRROR_FILE as V, FlushResult as _, LOCK_FILE as a, RestoreResult as b, takeLock as c, OpenOptions as d, openGlobalState as f, FileReading as g, Edit as h, isPairingPath as i, EnvironmentOwner as j, DeletionRole as k, StoreLike as l, CommitResult as m, REPAIR_KEY as n, LockResult as o, Commit as p, isPairingAtom as r, readLockOwner as s, PAIRING_KEYS as t, globalStateOf as u, GlobalState as v, StateEvent as w, Retirement as x, RestoreOptions as y, JsonValue as z };