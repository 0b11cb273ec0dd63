import { errorName } from '../../../shared/errorName.ts';
import type { SessionEvent, Verdict } from './events.ts';

/** What `result` comes to, and `fallback` where that fails; the log says so. `what` names the step. */
export type OrElse = <T>(result: Promise<T>, what: string, fallback: T) => Promise<T>;

/** An error of our own must not leave a screen that waits forever. */
export function createOrElse(log: (line: string) => void): OrElse {
  return (result, what, fallback) =>
    result.catch((error: unknown) => {
      log(`${what}: ${errorName(error)}`);
      return fallback;
    });
}

/** A check that ended by an error of our own has decided nothing. */
export const UNKNOWN_VERDICT: Verdict = { kind: 'unchecked', reason: 'bad-shape', retryAfterMs: null };

/** The same for a heal. */
export const UNHEALED: Extract<SessionEvent, { kind: 'healed' }> = {
  kind: 'healed',
  healed: { kind: 'failed', reason: 'write-failed' },
  hasLeftovers: false,
};

/** The same for a repair. */
export const UNREPAIRED: Extract<SessionEvent, { kind: 'repaired' }> = {
  kind: 'repaired',
  answer: 'write-failed',
  outcome: null,
  backup: null,
};

/** The same for a step to a phone. */
export const PAIRING_FAILED: Extract<SessionEvent, { kind: 'pairing-failed' }> = {
  kind: 'pairing-failed',
  thing: 'pairing',
  reason: 'app-server-failed',
  retryAfterMs: null,
  awaitsConnection: false,
};
