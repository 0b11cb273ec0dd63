import type { ProblemReason } from '../../../../shared/screen.ts';
import type { Effect, Failure } from '../events.ts';
import { isPhoneConnected, type Activity, type SessionState, type Thing } from '../state.ts';

/** A state, and what is to be done now that it is reached. */
export interface Step {
  readonly state: SessionState;
  readonly effects: readonly Effect[];
}

/** The pause no longer grows after so many failures. */
export const MOST_FAILURES = 7;

/** No waiting ends these: only a person, or the next launch. */
const FINAL: ReadonlySet<ProblemReason> = new Set([
  'still-stuck',
  'app-server-missing',
  'app-server-too-old',
]);

/** The app-server that runs will never do better: what has been put in its place, or one that does not hang, has to be started. */
const ONLY_A_NEW_START_HELPS: ReadonlySet<ProblemReason> = new Set([
  'app-server-too-old',
  'app-server-hangs',
]);

/** Nothing happens. */
export function stay(state: SessionState): Step {
  return { state, effects: [] };
}

/** `change` happens, and then these. */
export function to(state: SessionState, change: Partial<SessionState>, ...effects: Effect[]): Step {
  return { state: { ...state, ...change }, effects };
}

/** One step after another, as one. */
export function andThen({ state, effects }: Step, next: (state: SessionState) => Step): Step {
  const then = next(state);
  return { state: then.state, effects: [...effects, ...then.effects] };
}

/** Whether the files are being changed, or the server. Nothing else may begin then. */
export function isCommitting({ kind }: Activity): boolean {
  return kind !== 'none' && kind !== 'checking';
}

/** Whether nothing says that another app owns the state files. */
export function ownsFiles({ lock }: SessionState): boolean {
  return lock === 'free' || lock === 'held';
}

/** Ends what is under way to a phone; a code on screen goes with it. */
export function endPairing(state: SessionState): Step {
  const effects: Effect[] = state.pairing === 'idle' ? [] : [{ kind: 'end-pairing' }];
  return { state: { ...state, pairing: 'idle', code: null }, effects };
}

/** What waits to be tried again is tried now, or need not be any more. */
export function endPause(state: SessionState): Step {
  return state.isPausing
    ? to(state, { isPausing: false, isPauseAskedFor: false }, { kind: 'end-pause' })
    : stay(state);
}

/** The same, but for a check that failed: it is made again, whatever else has ended meanwhile. */
export function endPauseUnlessCheckFailed(state: SessionState): Step {
  return state.failures.check === 0 ? endPause(state) : stay(state);
}

/** One failure more of this thing, and the one pause before anything is tried again. */
export function postpone(state: SessionState, thing: Thing, retryAfterMs: number | null): Step {
  const failures = Math.min(state.failures[thing] + 1, MOST_FAILURES);
  const change = {
    failures: { ...state.failures, [thing]: failures },
    isPausing: true,
    isPauseAskedFor: retryAfterMs !== null || state.isPauseAskedFor,
  };
  return to(state, change, { kind: 'pause', failures, retryAfterMs });
}

/** Shows what stands in the way. It is tried again after a pause, unless only a person can end it. */
export function fail(
  state: SessionState,
  {
    thing,
    reason,
    retryAfterMs,
    awaitsConnection,
    codex,
  }: Omit<Failure, 'thing'> & { readonly thing: Thing },
): Step {
  const retries = !FINAL.has(reason);
  const problem = { reason, thing, retries, awaitsConnection, ...(codex === undefined ? {} : { codex }) };
  const failed = andThen(endPairing({ ...state, problem }), (ended) =>
    retries ? postpone(ended, thing, retryAfterMs) : endPauseUnlessCheckFailed(ended),
  );
  return ONLY_A_NEW_START_HELPS.has(reason)
    ? andThen(failed, (ended) => to(ended, { connection: 'none' }, { kind: 'stop-app-server' }))
    : failed;
}

/** This thing has worked: its count is over, and with it the pause, where nothing else waits. */
export function succeed(state: SessionState, thing: Thing): Step {
  const { problem } = state;
  const isOver =
    problem === null || problem.thing === thing || (thing === 'pairing' && problem.thing !== 'check');
  const better: SessionState = {
    ...state,
    failures: { ...state.failures, [thing]: 0 },
    problem: isOver ? null : problem,
  };
  return better.problem === null ? endPauseUnlessCheckFailed(better) : stay(better);
}

/**
 * On to a phone: the connected one, else a code for one. Nothing where the gate is closed, something stands in the way, a
 * pause is not over, or it is under way already.
 */
export function goOn(state: SessionState): Step {
  const { gate, isUndone, activity, problem, isPausing, goal, pairing } = state;
  const isOpen = gate === 'open' && ownsFiles(state) && !isUndone;
  if (!isOpen || isCommitting(activity) || problem?.thing === 'check') return stay(state);
  if (goal === 'phone' && isPhoneConnected(state)) {
    // A phone that has just claimed a code is still being asked for by name.
    const ended = pairing === 'looking-for-phones' ? stay(state) : endPairing(state);
    return andThen(ended, (next) => succeed(next, 'pairing'));
  }
  if (pairing !== 'idle' || (problem !== null && isPausing)) return stay(state);
  return to(state, { pairing: 'connecting' }, { kind: 'connect' });
}
