import type { Reason } from '../../../shared/reasons.ts';
import type { HealRecord } from '../../globalState/index.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { holdsPairing } from '../decide/localPairing.ts';
import { plan, type RepairChoices, type RepairPlan } from '../decide/plan.ts';
import { mayRepairFully } from '../decide/reasonPolicy.ts';
import type { CheckResult } from './check.ts';

/** What a repair would do about what a check has found. */
export type RepairDecision =
  /** There is no pairing here. */
  | { readonly kind: 'not-enrolled' }
  /** Nothing can be decided, or a full repair could only take away. */
  | {
      readonly kind: 'refused';
      readonly reason: Reason;
      readonly message: string | null;
      readonly diagnosis: Diagnosis | null;
    }
  | {
      readonly kind: 'act';
      readonly diagnosis: Diagnosis;
      readonly plan: RepairPlan;
      /** The worst that keeps an id of this computer unknown. */
      readonly reason: Reason | null;
      /** Whether there is any pairing here, of whichever account. */
      readonly isEnrolled: boolean;
    };

/** Decides about a reading. Pure: shown by a dry run and by the dialog, carried out by a repair. */
export function decideRepair(
  result: CheckResult,
  mode: HealRecord['mode'],
  choices: RepairChoices = {},
): RepairDecision {
  switch (result.kind) {
    case 'not-enrolled':
      return result;
    case 'unchecked': {
      const { isEnrolled, reason, message } = result;
      return isEnrolled ? { kind: 'refused', reason, message, diagnosis: null } : { kind: 'not-enrolled' };
    }
    case 'diagnosed': {
      const { diagnosis } = result;
      const isEnrolled = diagnosis.observation.local.some(holdsPairing);
      const reason = isEnrolled ? result.reason : null;
      if (mode === 'full' && reason !== null && !mayRepairFully(reason)) {
        return { kind: 'refused', reason, message: null, diagnosis };
      }
      return { kind: 'act', diagnosis, plan: planOf(diagnosis, mode, choices), reason, isEnrolled };
    }
  }
}

/** What a repair in this mode would do. */
export function planOf(diagnosis: Diagnosis, mode: HealRecord['mode'], choices: RepairChoices): RepairPlan {
  return plan(diagnosis, mode === 'full' ? 'full' : 'automatic', choices);
}
