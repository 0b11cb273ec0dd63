import { randomUUID } from 'node:crypto';
import type { PlanSummary, ProblemReason } from '../../../shared/screen.ts';
import { summarise } from '../decide/summary.ts';
import type { CheckResult } from './check.ts';
import { decideRepair } from './decideRepair.ts';
import type { Confirmed } from './confirmed.ts';

/** What "Repair mobile setup" would do, or why it cannot help now. */
export type Proposed =
  | { readonly kind: 'proposed'; readonly summary: PlanSummary }
  | { readonly kind: 'impossible'; readonly reason: ProblemReason };

/** The repair that a person is looking at. There is one at the most, and it can be confirmed once. */
export interface RepairProposals {
  /** `isContested`: another machine seems to use this one's identity, so a new one is worth offering. */
  propose(result: CheckResult, isContested: boolean): Proposed;
  /** What the latest proposal, named by its token, would do; `null` for any other token. */
  take(token: string): Confirmed | null;
}

/** Nothing is proposed at first. */
export function createRepairProposals(): RepairProposals {
  let proposal: (Confirmed & { readonly token: string }) | null = null;
  return {
    propose(result, isContested) {
      proposal = null;
      const decided = decideRepair(result, 'full');
      if (decided.kind === 'not-enrolled') {
        const reason = result.kind === 'unchecked' ? result.reason : 'state-changed';
        return { kind: 'impossible', reason };
      }
      if (decided.kind === 'refused') return { kind: 'impossible', reason: decided.reason };
      const { diagnosis, plan } = decided;
      proposal = { token: randomUUID(), diagnosis, plan };
      const offerNewIdentity = isContested || diagnosis.clone !== null;
      const removals = summarise(plan);
      return { kind: 'proposed', summary: { token: proposal.token, removals, offerNewIdentity } };
    },
    take(token) {
      const taken = proposal?.token === token ? proposal : null;
      proposal = null;
      return taken;
    },
  };
}
