import pMap from 'p-map';
import type { GlobalState, RemoteDeletion, RemoteId } from '../globalState/contract.ts';
import { isSameBaseUrl } from './baseUrl.ts';
import type { Clock } from './check.ts';
import { send, type Answered, type Connection } from './directory/request.ts';

/** What became of one deletion: done (now or earlier), or still in the outbox for the next time. */
export interface DrainedDeletion extends RemoteId {
  readonly outcome: 'deleted' | 'queued';
}

/** Deletions under way at once. */
const CONCURRENCY = 8;
const ATTEMPTS = 3;

/**
 * Sends the deletions that the outbox holds for this account and base URL, and those just planned (which are in the outbox
 * too, unless there is no state file to keep one in). An id in `inUse` is dropped from the outbox
 * instead: it came back to life. Environments go first, because with them every code that a pending phone could
 * still claim dies; where one stays, phones that never finished are left for the next time. Never throws.
 */
export async function drainOutbox(
  state: Pick<GlobalState, 'record' | 'settle'>,
  connection: Connection,
  clock: Clock,
  planned: readonly RemoteDeletion[],
  inUse: ReadonlySet<string>,
): Promise<readonly DrainedDeletion[]> {
  const { outbox, tombstones } = state.record;
  const { accountId } = connection.account;
  const known = new Map(
    [...outbox, ...planned].map((deletion) => [`${deletion.kind}\n${deletion.id}`, deletion]),
  );
  const due = [...known.values()].filter(
    (deletion) => deletion.accountId === accountId && isSameBaseUrl(deletion.baseUrl, connection.baseUrl),
  );
  state.settle(due.filter(({ id }) => inUse.has(id)));

  const own = new Set(tombstones.map(({ id }) => id));
  const open = due.filter(({ id }) => !inUse.has(id));
  const environments = open.filter(({ kind }) => kind === 'environment');
  const ownClients = open.filter(({ kind, id }) => kind === 'client' && own.has(id));
  const phones = open.filter(({ kind, id }) => kind === 'client' && !own.has(id));

  const drain = drainer(state, connection, clock);
  const first = await drain([...environments, ...ownClients]);
  const codesAreDead = first.every(({ kind, outcome }) => kind === 'client' || outcome === 'deleted');
  const rest = codesAreDead ? await drain(phones) : phones.map(({ kind, id }) => queued({ kind, id }));
  return [...first, ...rest];
}

/** All deletions of one drain wait for the same `Retry-After`. */
function drainer(state: Pick<GlobalState, 'settle'>, connection: Connection, clock: Clock) {
  let notBefore = 0;
  const remove = async (deletion: RemoteDeletion): Promise<DrainedDeletion> => {
    const { kind, id } = deletion;
    for (let attempt = 1; attempt <= ATTEMPTS && !connection.signal.aborted; attempt += 1) {
      while (notBefore > clock.now() && !connection.signal.aborted) {
        await clock.wait(notBefore - clock.now(), connection.signal);
      }
      const { answer, retryAfterMs } = await sendDeletion(connection, deletion);
      if (answer.kind === 'deleted') {
        return { kind, id, outcome: 'deleted' };
      }
      if (retryAfterMs === null) break;
      notBefore = Math.max(notBefore, clock.now() + retryAfterMs);
    }
    return queued({ kind, id });
  };
  return async (deletions: readonly RemoteDeletion[]): Promise<readonly DrainedDeletion[]> => {
    const outcomes = await pMap(deletions, remove, { concurrency: CONCURRENCY });
    state.settle(deletions.filter((_, index) => outcomes[index]?.outcome === 'deleted'));
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

function queued({ kind, id }: RemoteId): DrainedDeletion {
  return { kind, id, outcome: 'queued' };
}
