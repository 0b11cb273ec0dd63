import pMap from 'p-map';
import type { GlobalState, RemoteDeletion, RemoteId } from '../../globalState/index.ts';
import { isSameBaseUrl } from '../../codexHome/index.ts';
import type { Clock } from '../clock.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { send, type Answered, type Connection } from '../directory/request.ts';
import { idsInUse } from './liveIds.ts';

/** What became of one deletion: done (now or earlier), or still in the outbox for the next time. */
export interface DrainedDeletion extends RemoteId {
  readonly outcome: 'deleted' | 'queued';
}

/** What a drain has to know. */
export interface Drain {
  /** Decided on just now. They are in the outbox too, unless there is no state file to keep one in. */
  readonly planned: readonly RemoteDeletion[];
  /** Its last reading says which phones are still pending. */
  readonly diagnosis: Diagnosis;
  readonly connectedEnvironmentId: string | null;
}

/** Deletions under way at once. */
const CONCURRENCY = 8;
const ATTEMPTS = 3;
/** A longer `Retry-After` is left to the next repair: nobody waits for a clean-up. */
const PATIENCE_MS = 10_000;

/**
 * Sends the deletions that the outbox holds for this account and base URL, and those just planned. What came back to life
 * is dropped from the outbox instead: an id that is in use, a phone that has finished enrolling. Environments go
 * first, because with them every code dies that a pending phone could still claim; where one stays, and for the phones of
 * an earlier repair where a code is on screen or the list of clients is not complete, phones are left for the next
 * time. Never throws.
 */
export async function drainOutbox(
  state: Pick<GlobalState, 'read' | 'record' | 'completeDeletions'>,
  connection: Connection,
  clock: Clock,
  { planned, diagnosis, connectedEnvironmentId }: Drain,
): Promise<readonly DrainedDeletion[]> {
  const { outbox, tombstones } = state.record;
  const mine = outboxOf([...outbox, ...planned], connection);
  const due = [...new Map(mine.map((deletion) => [nameOf(deletion), deletion])).values()];
  const own = new Set(tombstones.map(nameOf));
  const isPhone = (deletion: RemoteDeletion) => deletion.kind === 'client' && !own.has(nameOf(deletion));

  const inUse = idsInUse(state, connectedEnvironmentId);
  const enrolled = enrolledClientIds(diagnosis);
  const isAlive = (deletion: RemoteDeletion) =>
    inUse.has(deletion.id) || (isPhone(deletion) && enrolled.has(deletion.id));
  state.completeDeletions(due.filter(isAlive));
  const open = due.filter((deletion) => !isAlive(deletion));

  const drain = drainer(state, connection, clock);
  const first = await drain(open.filter((deletion) => !isPhone(deletion)));
  const phones = open.filter(isPhone);
  const codesAreDead = first.every(({ kind, outcome }) => kind === 'client' || outcome === 'deleted');
  const isPlanned = new Set(planned.map(nameOf));
  const mayAsk = isListComplete(diagnosis) && !diagnosis.observation.witness.livePairing;
  const isSure = (deletion: RemoteDeletion) => codesAreDead && (mayAsk || isPlanned.has(nameOf(deletion)));
  const rest = await drain(phones.filter(isSure));
  return [...first, ...rest, ...phones.filter((phone) => !isSure(phone)).map(queued)];
}

/** The deletions that may be sent for this account to this base URL; all others wait for theirs. */
export function outboxOf(
  outbox: readonly RemoteDeletion[],
  { account, baseUrl }: Pick<Connection, 'account' | 'baseUrl'>,
): readonly RemoteDeletion[] {
  return outbox.filter(
    (deletion) => deletion.accountId === account.accountId && isSameBaseUrl(deletion.baseUrl, baseUrl),
  );
}

/** All deletions of one drain wait for the same `Retry-After`. */
function drainer(state: Pick<GlobalState, 'completeDeletions'>, connection: Connection, clock: Clock) {
  const { signal } = connection;
  let notBefore = 0;
  const remove = async (deletion: RemoteDeletion): Promise<DrainedDeletion> => {
    for (let attempt = 1; attempt <= ATTEMPTS && !signal.aborted; attempt += 1) {
      while (notBefore > clock.now() && !signal.aborted) {
        if (notBefore - clock.now() > PATIENCE_MS) return queued(deletion);
        await clock.wait(notBefore - clock.now(), signal);
      }
      const { answer, retryAfterMs } = await sendDeletion(connection, deletion);
      if (answer.kind === 'deleted') return { kind: deletion.kind, id: deletion.id, outcome: 'deleted' };
      if (retryAfterMs === null) break;
      notBefore = Math.max(notBefore, clock.now() + retryAfterMs);
    }
    return queued(deletion);
  };
  return async (deletions: readonly RemoteDeletion[]): Promise<readonly DrainedDeletion[]> => {
    const outcomes = await pMap(deletions, remove, { concurrency: CONCURRENCY });
    state.completeDeletions(deletions.filter((_, index) => outcomes[index]?.outcome === 'deleted'));
    return outcomes;
  };
}

function sendDeletion(connection: Connection, { kind, id }: RemoteDeletion): Promise<Answered> {
  return kind === 'client'
    ? send(connection, {
        endpoint: 'delete-client',
        method: 'DELETE',
        segments: ['wham', 'remote', 'control', 'clients', id],
      })
    : send(connection, {
        endpoint: 'delete-environment',
        method: 'DELETE',
        segments: ['codex', 'remote', 'control', 'environments', id],
      });
}

function enrolledClientIds({ observation }: Diagnosis): ReadonlySet<string> {
  const items = observation.readings.at(-1)?.clients.items ?? [];
  const enrolled = items.filter(({ enrollment_status }) => enrollment_status !== 'pending_enrollment');
  return new Set(enrolled.map(({ client_id }) => client_id));
}

function isListComplete({ observation }: Diagnosis): boolean {
  return observation.readings.at(-1)?.clients.incomplete === null;
}

function nameOf({ kind, id }: RemoteId): string {
  return `${kind}\n${id}`;
}

function queued({ kind, id }: RemoteId): DrainedDeletion {
  return { kind, id, outcome: 'queued' };
}
