import {
  remoteIdKey,
  type DeletionRole,
  type RemoteDeletion,
  type RemoteId,
} from '../../globalState/index.ts';
import { isPathSegment } from '../../codexHome/index.ts';
import type { Owner } from '../decide/ownership.ts';
import { isLike } from '../decide/verdict.ts';
import type { ListReading } from '../directory/list.ts';
import type { DirectoryClient, DirectoryEnvironment } from '../directory/readDirectory.ts';

/** A deletion that is due now. */
export interface DueDeletion extends RemoteDeletion {
  readonly role: DeletionRole;
  /** Decided on just now, by a reading that is seconds old; otherwise an earlier repair left it. */
  readonly isPlanned: boolean;
}

/** What is known at the moment of a deletion, all of it read within the last seconds. */
export interface DeletionFacts {
  /** The keys of the ids that either file holds as this computer's own; `null` where that cannot be read. */
  readonly stored: ReadonlySet<string> | null;
  /** The environment under which our own app-server is connected. */
  readonly connectedEnvironmentId: string | null;
  /** Whose the environments are, as the app-server's table says, by id. */
  readonly owners: ReadonlyMap<string, Owner>;
  readonly clients: ListReading<DirectoryClient>;
  readonly environments: ListReading<DirectoryEnvironment>;
  /** A pairing code of ours is on screen, and a phone may be about to claim it. */
  readonly livePairing: boolean;
}

/**
 * What may be done about a deletion now. `in-use`: it came back to life, so it leaves the outbox. `not-yet`: it stays there.
 * `impossible`: no request can name this id, so it leaves the outbox too.
 */
export type DeletionStanding = 'send' | 'in-use' | 'not-yet' | 'impossible';

/** Decides about one deletion. Pure; in doubt it is not sent. */
export function standingOf(deletion: DueDeletion, facts: DeletionFacts): DeletionStanding {
  if (!isPathSegment(deletion.id)) return 'impossible';
  if (facts.stored === null) return 'not-yet';
  if (facts.stored.has(remoteIdKey(deletion))) return 'in-use';
  return deletion.kind === 'environment'
    ? standingOfEnvironment(deletion, facts)
    : standingOfClient(deletion, facts);
}

/** Whether the server shows an own environment of these as offline, or as gone: until then nothing that goes with it is deleted. */
export function isShownOffline(
  { id }: RemoteId,
  { environments }: Pick<DeletionFacts, 'environments'>,
): boolean {
  const listed = environments.items.filter(({ env_id }) => isLike(env_id, id));
  return listed.length === 0
    ? environments.incomplete === null
    : listed.every(({ env_id, online }) => env_id === id && online === false);
}

function standingOfEnvironment(deletion: DueDeletion, facts: DeletionFacts): DeletionStanding {
  const { id, role, isPlanned } = deletion;
  if (id === facts.connectedEnvironmentId) return 'in-use';
  const owner = facts.owners.get(id);
  if (owner === 'unreadable') return 'not-yet';
  if (owner === 'another' || owner === 'unclaimed') return 'in-use';
  // The row is the very enrollment that a person has just asked to be removed; later it is a new one.
  if (owner === 'ours' && !(isPlanned && role === 'own')) return 'in-use';
  return isShownOffline(deletion, facts) ? 'send' : 'not-yet';
}

function standingOfClient({ id, role }: DueDeletion, facts: DeletionFacts): DeletionStanding {
  if (role === 'own') return 'send';
  const listed = facts.clients.items.find(({ client_id }) => client_id === id);
  if (listed === undefined) return facts.clients.incomplete === null ? 'send' : 'not-yet';
  if (listed.enrollment_status !== 'pending_enrollment') return 'in-use';
  return facts.livePairing ? 'not-yet' : 'send';
}
