import type { StateFileName } from '../disk/place.ts';
import type { JsonPath, JsonValue } from '../jsonText/json.ts';

/** Something the server knows by an id. */
export interface RemoteId {
  readonly kind: 'client' | 'environment';
  readonly id: string;
}

/**
 * What a deletion at the server is about: this computer's own record, a phone that never finished enrolling, or a ghost of
 * this computer that a person ticked.
 */
export type DeletionRole = 'own' | 'pending-client' | 'ghost';

/** A deletion still to be done at the server, and for whom: it is only ever sent for that account and base URL. */
export interface RemoteDeletion extends RemoteId {
  readonly accountId: string;
  readonly baseUrl: string;
  /** Missing where an older version wrote it. */
  readonly role?: DeletionRole;
}

/** What the state file holds of a client enrollment: public facts only, the private key lives in the key store. */
export interface DeviceEnrollment {
  readonly accountUserId: string;
  readonly algorithm: string;
  readonly clientId: string;
  readonly keyId: string;
  readonly protectionClass: string;
  readonly publicKeySpkiDerBase64: string;
}

/** A private key to be deleted from this computer's key store, as soon as nothing stored names its client any more. */
export interface KeyDeletion {
  readonly keyId: string;
  readonly clientId: string;
}

/** What an authorization is for. Two accounts may have used one key: a user with two workspaces, or a key that names no account. */
export interface AuthorizationPlace {
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
export type Authorization = AuthorizationPlace & { readonly accountUserId: string } & (
    | { readonly kind: 'needed' }
    | { readonly kind: 'prepared' | 'unconfirmed'; readonly enrollment: DeviceEnrollment }
  );

/** A client that was enrolled here, and when (ISO 8601 in UTC): a list may not have it yet. */
export interface EnrolledClient {
  readonly clientId: string;
  readonly at: string;
}

/** The part of the record that is about the controller half. */
export interface ControllerRecord {
  readonly keyDeletions: readonly KeyDeletion[];
  /** One a place, the newest last. */
  readonly authorizations: readonly Authorization[];
  /** The newest last. */
  readonly enrolled: readonly EnrolledClient[];
}

/** One change of the controller's part of the record. */
export type ControllerChange =
  | { readonly kind: 'queue-key'; readonly deletion: KeyDeletion }
  | { readonly kind: 'key-deleted'; readonly keyId: string }
  | { readonly kind: 'put'; readonly authorization: Authorization }
  /** An entry was removed. An attempt that is open for it goes on: it is not about what was removed. */
  | { readonly kind: 'need'; readonly authorization: Extract<Authorization, { kind: 'needed' }> }
  | { readonly kind: 'drop'; readonly place: AuthorizationPlace }
  | { readonly kind: 'enrolled'; readonly client: EnrolledClient };

/** What a repair wrote at one place of one file: nothing, where it removed what was there. */
export interface RepairedPlace {
  readonly file: StateFileName;
  readonly path: JsonPath;
  readonly value?: JsonValue;
}

/** A past heal, for "one heal per cause" and for diagnostics. Times are ISO 8601 in UTC. */
export interface HealRecord {
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
export interface EnvironmentOwner {
  readonly id: string;
  readonly accountId: string;
  readonly baseUrl: string;
}

/** The record kept under `mobile-pairing-repair`. */
export interface RepairRecord {
  readonly tombstones: readonly RemoteId[];
  readonly outbox: readonly RemoteDeletion[];
  readonly heals: readonly HealRecord[];
  readonly controller: ControllerRecord;
  /** The newest last, one for each environment. */
  readonly owners: readonly EnvironmentOwner[];
}
