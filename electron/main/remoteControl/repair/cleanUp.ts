import type { RemoteId } from '../../globalState/index.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import type { RepairPlan } from '../decide/plan.ts';
import type { DueDeletion } from './deletionStanding.ts';
import { drainOutbox, dueDeletions, type Drained, type Progress } from './drainOutbox.ts';
import type { RepairPorts } from './ports.ts';

const REQUEST_TIMEOUT_MS = 8000;

/** Until when a clean-up goes on, and whom it tells how far it is. */
export interface CleanUpOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Deletes at the server, as the account of the diagnosis, what a plan names (`null`: nothing) and what earlier repairs have
 * left. What does not work stays in the outbox. Never rejects.
 */
export function cleanUp(
  ports: Pick<RepairPorts, 'state' | 'fetch' | 'clock' | 'readEnrollmentTable' | 'localFacts'>,
  { observation: { account, baseUrl } }: Diagnosis,
  plan: RepairPlan | null,
  { signal, onProgress }: CleanUpOptions,
): Promise<Drained> {
  const connection = { fetch: ports.fetch, baseUrl, account, signal, requestTimeoutMs: REQUEST_TIMEOUT_MS };
  return drainOutbox(ports, connection, plan?.remote ?? [], onProgress);
}

/** What a clean-up would ask the server to delete, each once: what earlier repairs have left, and what is planned. */
export function openDeletions(
  state: Pick<RepairPorts['state'], 'record'>,
  { observation }: Diagnosis,
  plan: RepairPlan,
): readonly (RemoteId & Pick<DueDeletion, 'role'>)[] {
  return dueDeletions(state, observation, plan.remote).map(({ kind, id, role }) => ({ kind, id, role }));
}
