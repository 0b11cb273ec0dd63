import type { Reason } from '../../shared/reasons.ts';
import { verdictsOf, type Diagnosis } from './diagnose.ts';
import type { Answer } from './directory/answer.ts';
import type { Directory } from './directory/readDirectory.ts';

/** What a reason means: it could not be verified, the account stands in the way, or we refuse to act. */
export type Standing = 'unverified' | 'blocked' | 'refused';

const BLOCKED: ReadonlySet<Reason> = new Set([
  'signed-out',
  'forbidden',
  'mfa-required',
  'already-online',
  'clone-suspected',
]);

const REFUSED: ReadonlySet<Reason> = new Set([
  'state-unreadable',
  'state-changed',
  'app-running',
  'write-failed',
  'no-backup',
  'config-unreadable',
  'bad-base-url',
]);

/** The status that speaks for a reason. */
export function statusFor(reason: Reason): Standing {
  if (BLOCKED.has(reason)) return 'blocked';
  return REFUSED.has(reason) ? 'refused' : 'unverified';
}

const RANK: readonly Standing[] = ['unverified', 'blocked', 'refused'];

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
