import type { Outcome } from '../../../../shared/screen.ts';
import { statusFor } from '../../decide/reasonPolicy.ts';
import type { Healed, Trigger, Verdict } from '../events.ts';
import { isPhoneConnected, type Doubt, type SessionState } from '../state.ts';
import {
  andThen,
  endPairing,
  endPause,
  fail,
  goOn,
  isCommitting,
  postpone,
  stay,
  succeed,
  to,
  type Step,
} from './step.ts';

/** The focus of the window is worth a check so many milliseconds after the last one. */
const LOOK_AGAIN_MS = 60_000;

const IDLE = { kind: 'none' } as const;

/** The state files are ours: the app-server starts beside the check, and the gate has its deadline. */
export function launch(state: SessionState): Step {
  const held = succeed({ ...state, lock: 'held' }, 'check');
  const started = andThen(held, (next) =>
    to(next, {}, { kind: 'start-app-server' }, { kind: 'open-gate-later' }),
  );
  return andThen(started, (next) => look(next, 'launch', 0));
}

/** Another app owns the state files: it is said, and asked again after a pause. */
export function refuseLock(state: SessionState): Step {
  return fail(
    { ...state, lock: 'refused' },
    { thing: 'check', reason: 'app-running', retryAfterMs: null, awaitsConnection: false },
  );
}

/** Joins the running check, or starts one. `sinceLastMs`: since the last one began. */
export function look(state: SessionState, trigger: Trigger, sinceLastMs: number): Step {
  const { lock, activity, isPausing, isPauseAskedFor, failures } = state;
  if (lock === 'asking' || activity.kind === 'repairing' || activity.kind === 'undoing') return stay(state);
  const isPatient = ['focus', 'visible', 'errored', 'revoked', 'adopted'].includes(trigger);
  if (isPatient && isPausing && failures.check > 0) return stay(state);
  // A network that comes and goes is no reason to ask a service that wants to be left alone.
  if (trigger === 'online' && isPauseAskedFor) return stay(state);
  if ((trigger === 'focus' || trigger === 'visible') && sinceLastMs < LOOK_AGAIN_MS) return stay(state);
  return andThen(isPatient ? stay(state) : endPause(state), (next) => {
    if (lock === 'refused') return to(next, { lock: 'asking' }, { kind: 'take-lock' });
    if (activity.kind !== 'none') return stay(next);
    return to(next, { activity: { kind: 'checking' } }, { kind: 'check', trigger });
  });
}

/** The pause is over: what failed is tried again, the check first. */
export function tryAgain(state: SessionState): Step {
  if (state.lock === 'refused' || (state.activity.kind === 'none' && state.failures.check > 0)) {
    return look(state, 'timer', 0);
  }
  return goOn(state);
}

/** A check has come back. What is proven dead is healed, unless a repair was undone. */
export function judge(state: SessionState, verdict: Verdict): Step {
  const known = to(state, { activity: IDLE }, { kind: 'forget-gate' });
  return andThen(known, (idle) => {
    switch (verdict.kind) {
      case 'not-enrolled':
        return proceed({ ...note(idle, 'not-enrolled'), phones: { kind: 'none' } }, KNOWN);
      case 'unchecked':
        return doubt(idle, verdict);
      case 'diagnosed': {
        const { reason, retryAfterMs } = verdict;
        const phones = verdict.phones.kind === 'unknown' ? idle.phones : verdict.phones;
        if (idle.isHealingPaused) return proceed({ ...idle, phones }, verdict);
        return to(
          { ...idle, phones },
          { activity: { kind: 'healing', reason, retryAfterMs } },
          { kind: 'heal' },
        );
      }
    }
  });
}

/** An automatic heal has come to its end. */
export function settle(state: SessionState, known: Doubt, healed: Healed, hasLeftovers: boolean): Step {
  const idle = { ...state, activity: IDLE };
  const check = { thing: 'check', retryAfterMs: null, awaitsConnection: false } as const;
  switch (healed.kind) {
    case 'failed':
      // A code that came while the check was under way has brought its own identity: look again, and leave it on screen.
      return healed.reason === 'state-changed' && idle.code !== null
        ? postpone(idle, 'check', null)
        : fail(idle, { ...check, reason: healed.reason });
    case 'held':
      return fail(idle, { ...check, reason: 'still-stuck' });
    case 'nothing':
      return cleanUpFirst(known.reason === null ? note(idle, 'healthy') : idle, known, hasLeftovers);
    case 'healed': {
      const { outcome, backup } = healed;
      const told = { ...idle, outcome, backup };
      if (!healed.isEnvironmentGone) return cleanUpFirst(told, known, hasLeftovers);
      // A code lives and dies with its environment.
      const connection = told.connection === 'none' ? 'none' : 'unstored';
      return andThen(endPairing({ ...told, connection, phones: { kind: 'none' } }), (next) =>
        cleanUpFirst(next, known, hasLeftovers),
      );
    }
  }
}

/** What an earlier repair could not delete; once a launch, and not while an app-server runs that would enroll again. */
function cleanUpFirst(state: SessionState, known: Doubt, hasLeftovers: boolean): Step {
  if (!hasLeftovers) return proceed(state, known);
  const { reason, retryAfterMs } = known;
  return andThen(endPairing({ ...state, connection: 'none' }), (next) =>
    to(
      next,
      { activity: { kind: 'cleaning', reason, retryAfterMs } },
      { kind: 'stop-app-server' },
      { kind: 'clean-up' },
    ),
  );
}

/** The check and all that follows from it is done. */
export function proceed(state: SessionState, known: Doubt): Step {
  const idle = { ...state, activity: IDLE };
  if (known.reason !== null) return doubt(idle, { ...known, reason: known.reason });
  return andThen(succeed({ ...idle, gate: 'open' }, 'check'), goOn);
}

/** What could not be verified leaves a code, or a connected phone, on screen; what stands in the way is shown at once. */
function doubt(
  state: SessionState,
  { reason, retryAfterMs }: Doubt & { readonly reason: NonNullable<Doubt['reason']> },
): Step {
  if (state.isUndone && state.problem === null) return stay(state);
  const isWell =
    state.problem === null && (state.code !== null || (state.gate === 'open' && isPhoneConnected(state)));
  if (isWell && statusFor(reason) === 'unverified') return postpone(state, 'check', retryAfterMs);
  return fail(state, { thing: 'check', reason, retryAfterMs, awaitsConnection: false });
}

/** Another account is signed in, or none: what was shown was the old one's. */
export function changeAccount(state: SessionState): Step {
  const ended = endPairing({ ...state, phones: { kind: 'unknown' }, connection: 'none' });
  if (isCommitting(state.activity)) return ended;
  return andThen(andThen(ended, endPause), (next) =>
    andThen(
      to(
        next,
        { gate: 'closed', problem: null, goal: 'phone', outcome: null },
        { kind: 'stop-app-server' },
        { kind: 'open-gate-later' },
      ),
      (fresh) => look(fresh, 'account', 0),
    ),
  );
}

const KNOWN: Doubt = { reason: null, retryAfterMs: null };

/** What a check came to. What a repair has done stays to be read: a person may look at the window much later. */
function note(state: SessionState, kind: Outcome['kind']): SessionState {
  if (state.outcome?.kind === 'repaired') return state;
  return { ...state, outcome: { kind, requested: false, removed: [], left: [] } };
}
