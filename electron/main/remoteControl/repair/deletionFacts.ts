import type { Reason } from '../../../shared/reasons.ts';
import type { GlobalState } from '../../globalState/index.ts';
import { elapsedBetween, type Moment } from '../decide/isFresh.ts';
import { ownersByTable } from '../decide/ownership.ts';
import { REASON_POLICY } from '../decide/reasonPolicy.ts';
import { readDirectory } from '../directory/readDirectory.ts';
import type { Connection } from '../directory/request.ts';
import type { CheckPorts } from './check.ts';
import type { DeletionFacts } from './deletionStanding.ts';
import { storedIds } from './liveIds.ts';
import { momentOf } from '../momentOf.ts';

/** How old the facts behind a deletion may be, in milliseconds. */
const FRESH_MS = 1000;

/** What is asked before a deletion. */
export interface FactsPorts extends Pick<CheckPorts, 'readEnrollmentTable' | 'clock' | 'localFacts'> {
  readonly state: Pick<GlobalState, 'read' | 'record' | 'refresh'>;
}

/** The facts behind deletions, looked at again whenever they are older than a second. */
export interface DeletionFactsReader {
  /** At most a second old. Callers at the same time share the reading. */
  recent(): Promise<DeletionFacts>;
  /** Read now; not once a reading has failed, because each request of it has been tried several times. */
  fresh(): Promise<DeletionFacts>;
}

/** Reads both files, the app-server's table (for `environmentIds`) and both lists of the server. Never rejects. */
export function createDeletionFacts(
  { state, readEnrollmentTable, clock, localFacts }: FactsPorts,
  connection: Connection,
  environmentIds: readonly string[],
): DeletionFactsReader {
  let reading: Promise<DeletionFacts> | null = null;
  let last: { readonly at: Moment; readonly facts: DeletionFacts } | null = null;
  let hasFailed = false;

  const read = async (): Promise<DeletionFacts> => {
    const [{ clients, environments }, table] = await Promise.all([
      readDirectory(connection, { clientIds: [], environmentIds: [] }),
      readEnrollmentTable(),
    ]);
    await state.refresh();
    const owners = ownersByTable(table, environmentIds, connection);
    const facts = { stored: storedIds(state), ...localFacts(), owners, clients, environments };
    hasFailed = [clients, environments].some(
      ({ incomplete }) => incomplete !== null && isTrouble(incomplete),
    );
    // The moment of the answers: a slow server would otherwise be asked again before anything is sent.
    last = { at: momentOf(clock), facts };
    reading = null;
    return facts;
  };
  const fresh = async (): Promise<DeletionFacts> =>
    hasFailed && last !== null ? last.facts : (reading ??= read());
  return {
    fresh,
    recent: async () =>
      reading === null && last !== null && elapsedBetween(momentOf(clock), last.at) <= FRESH_MS
        ? last.facts
        : fresh(),
  };
}

function isTrouble(reason: Reason): boolean {
  return REASON_POLICY[reason].transient;
}
