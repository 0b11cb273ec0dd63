import type { StateFileName } from './disk/place.ts';
import type { StateEvent } from './owner/events.ts';
import type { JsonObject, JsonPath, JsonValue } from './jsonText/json.ts';
import type {
  ControllerChange,
  EnvironmentOwner,
  HealRecord,
  RemoteDeletion,
  RemoteId,
  RepairRecord,
} from './record/contract.ts';

/** One change of one value. `expected` is what must stand at `path` now (`undefined`: nothing), or nothing happens. */
export type Edit = {
  readonly file: StateFileName;
  readonly path: JsonPath;
  readonly expected: JsonValue | undefined;
} & ({ readonly op: 'remove' } | { readonly op: 'set'; readonly value: JsonValue });

/**
 * An id that a repair has removed. `proven`: the server said that it no longer has it. What was only removed because a person
 * asked for it may be the app's again tomorrow, and leaves no lasting tombstone.
 */
export interface Retirement extends RemoteId {
  readonly proven: boolean;
}

/** What a commit does, as data. Everything lands in the same write, or nothing does. */
export interface Commit {
  readonly edits: readonly Edit[];
  /** Ids that no writer of ours may bring back until the server confirms them. */
  readonly retire: readonly Retirement[];
  readonly outbox: readonly RemoteDeletion[];
  readonly heal: HealRecord | null;
  readonly controller?: readonly ControllerChange[];
}

/** Why a file cannot be used. Nothing but a restore, which saves its bytes first, is ever written over such a file. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly file: StateFileName;
  readonly problem:
    | 'empty'
    | 'nul-filled'
    | 'not-utf8'
    | 'not-json'
    | 'not-an-object'
    | 'not-a-file'
    | 'dangling-link'
    | 'permission'
    | 'io';
  /** One sentence for a person, with no content of the file in it. */
  readonly message: string;
}

/** What a read of one file found. */
export type FileReading =
  | { readonly kind: 'absent' }
  | Unreadable
  | { readonly kind: 'read'; readonly value: JsonObject };

/** What a commit came to. Only `committed` has changed anything. */
export type CommitResult =
  | {
      readonly kind: 'committed';
      readonly epoch: number;
      /** Absolute path of the backup of the main file (of the mirror where there is no main file). */
      readonly backup: string | null;
    }
  /** Nothing was written: what the edit expected is not what is there. */
  | { readonly kind: 'mismatch'; readonly edit: Edit }
  | StateChanged
  | Unreadable
  | WriteFailed
  | { readonly kind: 'closed' };

/** Nothing of ours was written: another program kept changing the files under us. */
export interface StateChanged {
  readonly kind: 'state-changed';
}

/**
 * A file could not be written, or did not hold afterwards what was written. Memory is what it was. `onDisk` says which
 * version of the main file is there: `old` is the rule, because a write that went wrong is taken back; `unknown`, where
 * that failed too. What is on disk is read again before the next write.
 */
export interface WriteFailed {
  readonly kind: 'write-failed';
  readonly code: string;
  readonly message: string;
  readonly onDisk: 'old' | 'new' | 'unknown';
}

/** One write of the app or of the page: it names the epoch in which its author last looked. */
export type Write = { readonly path: JsonPath; readonly epoch: number } & (
  | { readonly op: 'remove' }
  | { readonly op: 'set'; readonly value: JsonValue }
);

/**
 * Why a write was not taken. `old-epoch`: its author looked before the last commit or restore, and it is to a pairing key.
 * `retired-id`: it would bring back an id under a tombstone (see `admissible`). `closed`: after `close`, or without a
 * writer. `unreadable`: the main file cannot be read, or there is no place for the value in it, because the path leads
 * through something that is not an object, is empty, or names the owner's own record.
 */
export type Refusal = 'old-epoch' | 'retired-id' | 'closed' | 'unreadable';

/** What a write came to. */
export type WriteResult = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly why: Refusal };

/** Which backup, and how much of it. */
export interface RestoreOptions {
  /** Its absolute path or base name; the newest by default. */
  readonly backup?: string | undefined;
  /** Whether the old bytes come back whatever was saved since; `false` by default. Always so for what an earlier restore replaced. */
  readonly exact?: boolean | undefined;
}

/** What a restore came to. */
export type RestoreResult =
  | { readonly kind: 'restored'; readonly backup: string; readonly epoch: number }
  | { readonly kind: 'no-backup'; readonly message: string }
  | StateChanged
  | Unreadable
  | WriteFailed
  | { readonly kind: 'closed' };

/** What a flush came to. */
export type FlushResult =
  | { readonly kind: 'flushed' | 'unchanged' | 'closed' }
  | StateChanged
  | Unreadable
  | WriteFailed;

/** Facts about one file for a diagnostic; nothing of its content. */
export interface FileFacts {
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
export interface GlobalState {
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
