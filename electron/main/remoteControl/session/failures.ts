import type { CodexProgram } from '../../../shared/codexProgram.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { ProblemReason } from '../../../shared/screen.ts';
import type { ConnectionErrorReason } from '../appServer/index.ts';
import { REASON_POLICY } from '../decide/reasonPolicy.ts';
import type { StartedAppServer } from '../ports.ts';
import type { Failure } from './events.ts';

/** Whether no waiting ends this error of the app-server: a person has to do something. */
export function isObstacle(reason: ConnectionErrorReason): boolean {
  return Object.hasOwn(REASON_POLICY, reason) && REASON_POLICY[reason as Reason].needsPerson;
}

const PROBLEMS: Partial<Record<ConnectionErrorReason, ProblemReason>> = {
  'expired-code': 'app-server-failed',
  'not-enabled': 'app-server-failed',
  'not-found': 'feature-unavailable',
  'disabled-by-policy': 'forbidden',
  'too-old': 'app-server-too-old',
  unknown: 'app-server-failed',
};

/** The screen for what the app-server says. */
export function problemOfConnectionError(reason: ConnectionErrorReason): ProblemReason {
  return (
    PROBLEMS[reason] ?? (reason as Exclude<ConnectionErrorReason, keyof typeof PROBLEMS> as ProblemReason)
  );
}

/** The screen for an app-server that did not start. */
export function failureOfStart(started: Exclude<StartedAppServer, { kind: 'ok' }>): Failure {
  if (started.kind === 'refused' && started.reason === 'too-old') return tooOld();
  return { thing: 'app-server', reason: reasonOfStart(started), retryAfterMs: null, awaitsConnection: false };
}

function reasonOfStart(started: Exclude<StartedAppServer, { kind: 'ok' }>): ProblemReason {
  switch (started.kind) {
    case 'missing':
      return 'app-server-missing';
    case 'prevented':
      return started.reason;
    case 'timeout':
      return 'app-server-hangs';
    case 'ended':
    case 'refused':
      return 'app-server-failed';
  }
}

/** The screen for a request that the app-server, which is this program, did not fulfil. `now` in Unix milliseconds. */
export function failureOfRequest(
  outcome:
    | { readonly kind: 'refused'; readonly reason: ConnectionErrorReason; readonly message: string }
    | { readonly kind: 'ended' }
    | { readonly kind: 'timeout' },
  now: number,
  program?: CodexProgram,
): Failure {
  const plain = { retryAfterMs: null, awaitsConnection: false };
  switch (outcome.kind) {
    case 'refused':
      if (outcome.reason === 'too-old') return tooOld(program);
      return {
        thing: 'pairing',
        reason: problemOfConnectionError(outcome.reason),
        retryAfterMs: deferredMs(outcome.message, now),
        awaitsConnection: outcome.reason === 'already-online',
      };
    case 'timeout':
      return { thing: 'pairing', reason: 'timeout', ...plain };
    case 'ended':
      return { thing: 'app-server', reason: 'app-server-failed', ...plain };
  }
}

function tooOld(codex?: CodexProgram): Failure {
  return {
    thing: 'app-server',
    reason: 'app-server-too-old',
    retryAfterMs: null,
    awaitsConnection: false,
    ...(codex === undefined ? {} : { codex }),
  };
}

const CLOCK_LIMIT_MS = 5 * 60_000;

/** The app-server trusts its computer's clock: where that is far off, and it fails for no reason that it knows, the clock is the reason. */
export function nameClock(failure: Failure, clockSkewMs: number | null): Failure {
  const isClock = failure.reason === 'app-server-failed' && Math.abs(clockSkewMs ?? 0) > CLOCK_LIMIT_MS;
  return isClock ? { ...failure, reason: 'clock-wrong' } : failure;
}

/** The app-server keeps a `Retry-After` of the service itself, and says until when (0.169.0). */
function deferredMs(message: string, now: number): number | null {
  const [, date, time] = /retry deferred until (\d{4}-\d{2}-\d{2}) ([\d:.]+) \+00/.exec(message) ?? [];
  const left = Date.parse(`${date}T${time}Z`) - now;
  return left > 0 ? left : null;
}
