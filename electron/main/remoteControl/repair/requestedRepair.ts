import { randomUUID } from 'node:crypto';
import type { PlanSummary, ProblemReason, Screen } from '../../../shared/screen.ts';
import { isSameAccount, isSameBaseUrl } from '../../codexHome/index.ts';
import type { CheckResult } from './check.ts';
import { commitPlan } from './commitPlan.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { isEmptyPlan, plan, type RepairPlan } from '../decide/plan.ts';
import { mayRepairFully } from '../decide/reasonPolicy.ts';
import { removedBy, summarise } from '../decide/summary.ts';
import { reasonOfFailure } from './heal.ts';
import type { RemoteControlPorts } from '../ports.ts';
import { withFreshAtoms } from '../session/withFreshAtoms.ts';

/** A repair that a person is looking at and has not confirmed yet. */
interface Proposal {
  readonly token: string;
  readonly diagnosis: Diagnosis;
}

/** The steps around the commit, which belong to others. */
export interface RepairSteps {
  readonly show: (change: Partial<Pick<Screen, 'view' | 'outcome' | 'canUndo'>>) => void;
  readonly stopAppServer: () => Promise<void>;
  readonly drain: (diagnosis: Diagnosis, plan: RepairPlan) => Promise<void>;
  readonly onBackup: (path: string | null) => void;
}

/** A repair that a person can confirm by its token, or why there is none. */
export type Proposed =
  | { readonly kind: 'proposed'; readonly summary: PlanSummary }
  | { readonly kind: 'impossible'; readonly reason: ProblemReason };

/** "Repair mobile setup": first the plan, then, confirmed by its token, exactly that plan. */
export interface RequestedRepair {
  /** `isContested`: another machine seems to use this one's identity, so a new one is worth offering. */
  propose(result: CheckResult, isContested: boolean): Proposed;
  /** `null`: done. Otherwise why it was not, and then nothing was removed. */
  run(token: string, newIdentity: boolean): Promise<ProblemReason | null>;
}

/** Keeps at most one proposal: a new one replaces it, and each can be run once. */
export function createRequestedRepair(
  { state, readHome, clock, rotateInstallationId, log }: RemoteControlPorts,
  { show, stopAppServer, drain, onBackup }: RepairSteps,
): RequestedRepair {
  let proposal: Proposal | null = null;

  const isStillSignedIn = ({ observation }: Diagnosis): boolean => {
    const { signIn, service } = readHome();
    return (
      signIn.kind === 'signed-in' &&
      isSameAccount(signIn.account, observation.account) &&
      service.kind === 'base-url' &&
      isSameBaseUrl(service.baseUrl, observation.baseUrl)
    );
  };

  return {
    propose(result, isContested) {
      proposal = null;
      if (result.kind === 'unchecked') return { kind: 'impossible', reason: result.reason };
      if (result.kind === 'not-enrolled') return { kind: 'impossible', reason: 'state-changed' };
      if (result.reason !== null && !mayRepairFully(result.reason)) {
        return { kind: 'impossible', reason: result.reason };
      }
      const planned = plan(result.diagnosis, 'full');
      proposal = { token: randomUUID(), diagnosis: result.diagnosis };
      const offerNewIdentity = isContested || result.diagnosis.clone !== null;
      return {
        kind: 'proposed',
        summary: { token: proposal.token, removals: summarise(planned), offerNewIdentity },
      };
    },

    async run(token, newIdentity) {
      const confirmed = proposal?.token === token ? proposal : null;
      proposal = null;
      if (confirmed === null || !isStillSignedIn(confirmed.diagnosis)) return 'state-changed';
      const { diagnosis } = confirmed;
      const planned = plan(withFreshAtoms(state, diagnosis), 'full');
      show({ view: { kind: 'repairing', step: 'removing', progress: null } });
      if (!isEmptyPlan(planned)) {
        const committed = await commitPlan(state, planned, 'full', clock.now());
        if (committed.kind !== 'committed') return reasonOfFailure(committed);
        onBackup(committed.backup);
      }
      show({ view: { kind: 'repairing', step: 'cleaning', progress: null } });
      // A host that is still running would enroll again and make the old records come back.
      await stopAppServer();
      if (newIdentity) {
        try {
          rotateInstallationId();
        } catch {
          log('repair: the new identity could not be written');
          return 'write-failed';
        }
      }
      await drain(diagnosis, planned);
      const kind = isEmptyPlan(planned) && !newIdentity ? 'nothing-to-repair' : 'repaired';
      show({ outcome: { kind, requested: true, removed: removedBy(planned), left: [] } });
      return null;
    },
  };
}
