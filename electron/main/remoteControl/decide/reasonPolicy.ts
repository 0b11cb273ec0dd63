import type { Reason } from '../../../shared/reasons.ts';
import type { ProblemReason } from '../../../shared/screen.ts';
import { isAllAnothers, verdictsOf, type Diagnosis } from './diagnose.ts';
import type { Answer } from '../directory/answer.ts';
import type { Directory } from '../directory/readDirectory.ts';

/**
 * How bad a reason is: nothing is wrong and it is only told, it could not be verified, something about the account blocks it, or we
 * refuse to act.
 */
export type Severity = 'healthy' | 'unverified' | 'blocked' | 'refused';

/** Everything that is decided about one reason. */
export interface ReasonPolicy {
  readonly severity: Severity;
  /** It may pass by itself within seconds, so a request is tried again within the same check. */
  readonly transient: boolean;
  /** A full repair could only take away: nothing new could be enrolled, and nothing cleaned up at the server. */
  readonly preventsFullRepair: boolean;
  /** No waiting ends it: a person has to do something, so it is shown at once. */
  readonly needsPerson: boolean;
  /** Two computers or programs seem to share one identity, so a new one is worth offering. */
  readonly identityConflict: boolean;
}

const UNVERIFIED: ReasonPolicy = {
  severity: 'unverified',
  transient: false,
  preventsFullRepair: false,
  needsPerson: false,
  identityConflict: false,
};
const UNREACHABLE: ReasonPolicy = { ...UNVERIFIED, preventsFullRepair: true };
const PASSING: ReasonPolicy = { ...UNREACHABLE, transient: true };
const BLOCKED: ReasonPolicy = { ...UNREACHABLE, severity: 'blocked', needsPerson: true };
const CONFLICT: ReasonPolicy = { ...BLOCKED, preventsFullRepair: false, identityConflict: true };
const REFUSED: ReasonPolicy = { ...UNVERIFIED, severity: 'refused' };

/** What is decided about each reason. One that is not decided does not compile. */
export const REASON_POLICY: Readonly<Record<Reason, ReasonPolicy>> = {
  offline: PASSING,
  certificate: UNREACHABLE,
  timeout: PASSING,
  throttled: PASSING,
  'server-error': PASSING,
  'not-json': UNREACHABLE,
  'bad-shape': UNVERIFIED,
  'incomplete-list': UNVERIFIED,
  'inconsistent-lists': UNVERIFIED,
  'feature-unavailable': UNVERIFIED,
  redirected: UNREACHABLE,
  'signed-out': BLOCKED,
  forbidden: BLOCKED,
  'mfa-required': BLOCKED,
  'already-online': CONFLICT,
  'clone-suspected': { ...CONFLICT, needsPerson: false },
  // What is another's is left alone, and that is all: there is nothing to verify and nothing to mend.
  'other-account': { ...UNVERIFIED, severity: 'healthy' },
  'owners-unreadable': UNVERIFIED,
  'state-unreadable': REFUSED,
  'state-changed': REFUSED,
  'app-running': REFUSED,
  'write-failed': REFUSED,
  'identity-failed': REFUSED,
  'no-backup': REFUSED,
  'config-unreadable': REFUSED,
  'bad-base-url': REFUSED,
};

/** Whether a reason keeps anything from being known or done; what is only told does not. */
export function standsInTheWay(reason: Reason | null): reason is Reason {
  return reason !== null && REASON_POLICY[reason].severity !== 'healthy';
}

/** The status that speaks for a reason. */
export function statusFor(reason: Reason): Severity {
  return REASON_POLICY[reason].severity;
}

/** Whether a problem on screen is two computers or programs with one identity. */
export function isIdentityConflict(reason: ProblemReason): boolean {
  return Object.hasOwn(REASON_POLICY, reason) && REASON_POLICY[reason as Reason].identityConflict;
}

/** Whether a full repair makes sense although the check ended with `reason`. */
export function mayRepairFully(reason: Reason): boolean {
  return !REASON_POLICY[reason].preventsFullRepair;
}

const RANK: readonly Severity[] = ['healthy', 'unverified', 'blocked', 'refused'];

/** The reason that speaks for a diagnosis: the worst of all that kept an id unknown, or `null` where all is known. */
export function reasonOf(diagnosis: Diagnosis): Reason | null {
  const { clone, observation } = diagnosis;
  const reasons = [
    ...observation.readings.flatMap(accountReasons),
    ...observation.readings.flatMap(({ clients, environments: list }) => [
      clients.incomplete,
      list.incomplete,
    ]),
    clone === null ? null : ('clone-suspected' as const),
    isAllAnothers(diagnosis) ? ('other-account' as const) : null,
    ...verdictsOf(diagnosis).map((verdict): Reason | null => {
      if (verdict.kind === 'suspected') return 'timeout';
      return verdict.kind === 'unknown' ? verdict.reason : null;
    }),
  ];
  return worst(reasons);
}

/** The worst of several reasons; among equals the first. */
export function worst(reasons: readonly (Reason | null)[]): Reason | null {
  return reasons.reduce((most, reason) => (rank(reason) > rank(most) ? reason : most), null);
}

function rank(reason: Reason | null): number {
  return reason === null ? -1 : RANK.indexOf(statusFor(reason));
}

/** What concerns the account as a whole is told whichever request it came from. */
function accountReasons({ mfa, refreshed }: Directory): Reason[] {
  const answers: Answer[] = [mfa.answer, ...[...refreshed.values()].map(({ answer }) => answer)];
  return answers.flatMap((answer) =>
    answer.kind === 'unknown' && ['signed-out', 'mfa-required', 'already-online'].includes(answer.reason)
      ? [answer.reason]
      : [],
  );
}
