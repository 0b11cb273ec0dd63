import {
  remoteIdKey,
  type GlobalState,
  type RemoteDeletion,
  type RemoteId,
} from '../../globalState/index.ts';
import { isSameBaseUrl } from '../../codexHome/index.ts';
import type { Connection } from '../directory/request.ts';
import { createDeletionFacts, type DeletionFactsReader, type FactsPorts } from './deletionFacts.ts';
import { isShownOffline, standingOf, type DueDeletion } from './deletionStanding.ts';
import { sendDeletions, type SentDeletion } from './sendDeletions.ts';
import { createSharedPause } from './sharedPause.ts';

/** One deletion after a drain. `queued`: it stays in the outbox. `impossible`: no request can name it, so it left the outbox. */
export interface DrainedDeletion extends RemoteId {
  readonly role: DueDeletion['role'];
  readonly outcome: 'deleted' | 'queued' | 'impossible';
}

/** What a drain came to. What turned out to be in use again is not in it: it has left the outbox and stays at the server. */
export interface Drained {
  readonly deletions: readonly DrainedDeletion[];
  /** Milliseconds for which the server wants to be left alone; `null` where it did not ask. */
  readonly retryAfterMs: number | null;
}

/** How far a drain is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** What a drain needs of the world. */
export interface DrainPorts extends FactsPorts {
  readonly state: FactsPorts['state'] & Pick<GlobalState, 'completeDeletions'>;
}

/** How often the server is asked whether a host that has just stopped is offline, and after which pauses, in milliseconds. */
const OFFLINE_AFTER_MS = [250, 500, 1000];

/**
 * Sends the deletions that the outbox holds for this account and base URL, and those `planned` just now, each only after
 * another look at what is stored here, at the app-server's table and at the server's lists. Environments go first, because
 * with them every code dies that a pending phone could still claim; own clients follow once every own environment is shown
 * offline, phones once it is gone. `signal` of the connection ends it; what is not done stays in the outbox. Never rejects.
 */
export async function drainOutbox(
  ports: DrainPorts,
  connection: Connection,
  planned: readonly RemoteDeletion[],
  onProgress: (progress: Progress) => void = () => {},
): Promise<Drained> {
  const { state, clock } = ports;
  await state.refresh();
  const due = dueDeletions(state, connection, planned);
  if (due.length === 0) return { deletions: [], retryAfterMs: null };
  const environments = due.filter(({ kind }) => kind === 'environment');
  const clients = due.filter(({ kind, role }) => kind === 'client' && role === 'own');
  const phones = due.filter(({ kind, role }) => kind === 'client' && role !== 'own');

  const facts = createDeletionFacts(
    ports,
    connection,
    environments.map(({ id }) => id),
  );
  const pause = createSharedPause(clock, connection.signal);
  let done = 0;
  const drain = async (deletions: readonly DueDeletion[], isFit: boolean): Promise<Outcomes> => {
    if (!isFit) return new Map(deletions.map((deletion) => [deletion, 'not-yet']));
    // What was deleted before took its time, and a phone may have enrolled meanwhile.
    if (deletions.length > 0 && done > 0) await facts.fresh();
    const sent = await sendDeletions(deletions, {
      connection,
      pause,
      standingNow: async (deletion) => standingOf(deletion, await facts.recent()),
      onDone: () => onProgress({ done: (done += 1), total: due.length }),
    });
    const outcomes = await withListsAsked(new Map(zip(deletions, sent)), facts, connection.signal);
    state.completeDeletions(deletions.filter((deletion) => hasLeft(outcomes.get(deletion))));
    return outcomes;
  };

  await untilOffline(environments, facts, ports, connection.signal);
  const ofEnvironments = await drain(environments, true);
  const own = environments.filter(({ role }) => role === 'own');
  const now = await facts.recent();
  const isOffline = own.every((each) => ofEnvironments.get(each) !== 'not-yet' || isShownOffline(each, now));
  const ofClients = await drain(clients, isOffline);
  const codesAreDead = own.every((each) => hasLeft(ofEnvironments.get(each)));
  const ofPhones = await drain(phones, codesAreDead);

  const outcomes = new Map([...ofEnvironments, ...ofClients, ...ofPhones]);
  const isPhone = new Set(phones);
  const inOrder = [...due.filter((each) => !isPhone.has(each)), ...phones];
  return {
    deletions: inOrder.flatMap((deletion) => reported(deletion, outcomes.get(deletion) ?? 'not-yet')),
    retryAfterMs: pause.leftMs,
  };
}

type Outcomes = ReadonlyMap<DueDeletion, SentDeletion>;

/** The deletions that may be sent for this account to this base URL; all others wait for theirs. */
function outboxOf(
  outbox: readonly RemoteDeletion[],
  { account, baseUrl }: Pick<Connection, 'account' | 'baseUrl'>,
): readonly RemoteDeletion[] {
  return outbox.filter(
    (deletion) => deletion.accountId === account.accountId && isSameBaseUrl(deletion.baseUrl, baseUrl),
  );
}

/** Each deletion once, and what is planned as planned, although it is in the outbox too by now. */
export function dueDeletions(
  { record }: Pick<GlobalState, 'record'>,
  connection: Pick<Connection, 'account' | 'baseUrl'>,
  planned: readonly RemoteDeletion[],
): readonly DueDeletion[] {
  const tombstones = new Set(record.tombstones.map(remoteIdKey));
  const isPlanned = new Set(planned.map(remoteIdKey));
  const all = outboxOf([...record.outbox, ...planned], connection);
  return [...new Map(all.map((deletion) => [remoteIdKey(deletion), deletion])).values()].map((deletion) => {
    const key = remoteIdKey(deletion);
    const isOwn = deletion.kind === 'environment' || tombstones.has(key);
    return {
      ...deletion,
      role: deletion.role ?? (isOwn ? 'own' : 'pending-client'),
      isPlanned: isPlanned.has(key),
    };
  });
}

/** A host that has just been stopped is shown online for a moment. */
async function untilOffline(
  environments: readonly DueDeletion[],
  facts: DeletionFactsReader,
  { clock }: DrainPorts,
  signal: AbortSignal,
): Promise<void> {
  const stopped = environments.filter(({ role, isPlanned }) => isPlanned && role === 'own');
  if (stopped.length === 0) return;
  for (const milliseconds of OFFLINE_AFTER_MS) {
    const now = await facts.fresh();
    const isUnknown = now.environments.incomplete !== null;
    if (signal.aborted || isUnknown || stopped.every((each) => isShownOffline(each, now))) return;
    await clock.wait(milliseconds, signal);
  }
  await facts.fresh();
}

/** What was sent and not confirmed is done all the same where a complete list does not have it. A bare 404 is no proof. */
async function withListsAsked(
  outcomes: Outcomes,
  facts: DeletionFactsReader,
  signal: AbortSignal,
): Promise<Outcomes> {
  if (signal.aborted || ![...outcomes.values()].includes('refused')) return outcomes;
  const { clients, environments } = await facts.fresh();
  const clientIds = new Set(clients.items.map(({ client_id }) => client_id));
  const environmentIds = new Set(environments.items.map(({ env_id }) => env_id));
  const isGone = ({ kind, id }: RemoteId) =>
    kind === 'client'
      ? clients.incomplete === null && !clientIds.has(id)
      : environments.incomplete === null && !environmentIds.has(id);
  return new Map(
    [...outcomes].map(([deletion, outcome]) => [
      deletion,
      outcome === 'refused' && isGone(deletion) ? 'deleted' : outcome,
    ]),
  );
}

function hasLeft(outcome: SentDeletion | undefined): boolean {
  return outcome === 'deleted' || outcome === 'in-use' || outcome === 'impossible';
}

function reported({ kind, id, role }: DueDeletion, outcome: SentDeletion): DrainedDeletion[] {
  if (outcome === 'in-use') return [];
  const isOver = outcome === 'deleted' || outcome === 'impossible';
  return [{ kind, id, role, outcome: isOver ? outcome : 'queued' }];
}

function zip<A, B>(first: readonly A[], second: readonly B[]): [A, B][] {
  return first.map((item, index) => [item, second[index] as B]);
}
