import { randomUUID } from 'node:crypto';
import type { RepairProposal, ProblemReason } from '../../../shared/screen.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { mayTakeAnothers, plan } from '../decide/plan.ts';
import { summarise } from '../decide/summary.ts';
import type { CheckResult } from './check.ts';
import type { Confirmed } from './confirmed.ts';
import { decideRepair } from './decideRepair.ts';

/** What "Repair mobile setup" would do, or why it cannot help now. */
export type RepairProposed =
  | { readonly kind: 'proposed'; readonly summary: RepairProposal }
  | { readonly kind: 'impossible'; readonly reason: ProblemReason };

/** The repair that a person is looking at. There is one at the most, and it can be confirmed once. */
export interface RepairProposals {
  /** `isContested`: another machine seems to use this one's identity, so a new one is worth offering. */
  propose(result: CheckResult, isContested: boolean): RepairProposed;
  /** What the latest proposal, named by its token, would do, with the ghosts that are ticked; `null` for any other token. */
  take(token: string, ticked?: readonly string[]): Confirmed | null;
}

interface Proposal {
  readonly token: string;
  readonly diagnosis: Diagnosis;
  /** The environment behind each tick: its id does not cross to the page. */
  readonly ghosts: ReadonlyMap<string, string>;
}

/** Nothing is proposed at first. */
export function createRepairProposals(): RepairProposals {
  let proposal: Proposal | null = null;
  return {
    propose(result, isContested) {
      proposal = null;
      const decided = decideRepair(result, 'full');
      if (decided.kind === 'not-enrolled') {
        const reason = result.kind === 'unchecked' ? result.reason : 'state-changed';
        return { kind: 'impossible', reason };
      }
      if (decided.kind === 'refused') return { kind: 'impossible', reason: decided.reason };
      const { diagnosis } = decided;
      const token = randomUUID();
      const ticks = diagnosis.ghosts.map((ghost) => ({ tick: randomUUID(), ghost }));
      proposal = {
        token,
        diagnosis,
        ghosts: new Map(ticks.map(({ tick, ghost }) => [tick, ghost.env_id])),
      };
      const summary: RepairProposal = {
        token,
        removals: summarise(decided.plan),
        isOwnerUnknown: mayTakeAnothers(diagnosis, decided.plan),
        offerNewIdentity: isContested || diagnosis.clone !== null,
        removalsWithNewIdentity: summarise(plan(diagnosis, 'full', { newIdentity: true })),
        ghosts: ticks.map(({ tick, ghost: { host_name, last_seen_at } }) => ({
          tick,
          name: host_name ?? null,
          lastSeenAt: last_seen_at ?? null,
        })),
      };
      return { kind: 'proposed', summary };
    },
    take(token, ticked = []) {
      const taken = proposal?.token === token ? proposal : null;
      proposal = null;
      if (taken === null) return null;
      const ghosts = ticked.map((tick) => taken.ghosts.get(tick));
      // A tick that was not offered is not of this dialog.
      return ghosts.every((id) => id !== undefined) ? { diagnosis: taken.diagnosis, ghosts } : null;
    },
  };
}
