import type { Diagnosis } from '../decide/diagnose.ts';
import { drainOutbox } from './drainOutbox.ts';
import type { RepairPlan } from '../decide/plan.ts';
import { withTimeout } from '../directory/withTimeout.ts';
import type { AppServerHost } from '../session/appServerHost.ts';
import type { RemoteControlPorts } from '../ports.ts';

const TIMEOUT_MS = 30_000;
const REQUEST_TIMEOUT_MS = 8000;

/** Deletes at the server what a repair planned, or an earlier one left. What does not work stays in the outbox. Never rejects. */
export type CleanUp = (diagnosis: Diagnosis, plan: RepairPlan | null) => Promise<void>;

/** Cleans up as the account of the diagnosis, until `life` ends. */
export function createCleanUp(
  { state, fetch, clock, log }: RemoteControlPorts,
  host: Pick<AppServerHost, 'connectedEnvironmentId'>,
  life: AbortSignal,
): CleanUp {
  return async (diagnosis, plan) => {
    const { account, baseUrl } = diagnosis.observation;
    const drained = await withTimeout(TIMEOUT_MS, life, (signal) => {
      const connection = { fetch, baseUrl, account, signal, requestTimeoutMs: REQUEST_TIMEOUT_MS };
      return drainOutbox(state, connection, clock, {
        planned: plan?.remote ?? [],
        diagnosis,
        connectedEnvironmentId: host.connectedEnvironmentId,
      });
    });
    const deleted = drained.filter(({ outcome }) => outcome === 'deleted').length;
    log(`clean-up: ${deleted} of ${drained.length} deleted`);
  };
}
