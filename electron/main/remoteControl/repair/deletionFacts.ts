import type { GlobalState } from '../../globalState/index.ts';
import { readDirectory } from '../directory/readDirectory.ts';
import type { Connection } from '../directory/request.ts';
import type { CheckPorts } from './check.ts';
import type { DeletionFacts } from './deletionStanding.ts';
import { storedIds } from './liveIds.ts';

/** How old the facts behind a deletion may be, in milliseconds. */
const FRESH_MS = 1000;

/** What is asked before a deletion. */
export interface FactsPorts extends Pick<CheckPorts, 'readOwners' | 'clock' | 'witness'> {
  readonly state: Pick<GlobalState, 'read' | 'refresh'>;
}

/** The facts behind deletions, looked at again whenever they are older than a second. */
export interface DeletionFactsReader {
  /** At most a second old. Callers at the same time share the reading. */
  recent(): Promise<DeletionFacts>;
  /** Read now. */
  fresh(): Promise<DeletionFacts>;
}

/** Reads both files, the app-server's table (for `environmentIds`) and both lists of the server. Never rejects. */
export function createDeletionFacts(
  { state, readOwners, clock, witness }: FactsPorts,
  connection: Connection,
  environmentIds: readonly string[],
): DeletionFactsReader {
  let last: { readonly at: number; readonly facts: Promise<DeletionFacts> } | null = null;

  const read = async (): Promise<DeletionFacts> => {
    const [{ clients, environments }, owners] = await Promise.all([
      readDirectory(connection, { clientIds: [], environmentIds: [] }),
      readOwners(environmentIds, connection.account, connection.baseUrl),
    ]);
    await state.refresh();
    return { stored: storedIds(state), ...witness(), owners, clients, environments };
  };
  const fresh = (): Promise<DeletionFacts> => {
    last = { at: clock.monotonic(), facts: read() };
    return last.facts;
  };
  return {
    fresh,
    recent: () => (last !== null && Math.abs(clock.monotonic() - last.at) <= FRESH_MS ? last.facts : fresh()),
  };
}
