import type { ProblemReason } from '../../../../shared/screen.ts';
import type { Failure } from '../events.ts';
import type { Code, Connection, SessionState } from '../state.ts';
import { look } from './checking.ts';
import {
  andThen,
  endPairing,
  endPauseUnlessCheckFailed,
  fail,
  goOn,
  isCommitting,
  ownsFiles,
  stay,
  succeed,
  to,
  type Step,
} from './step.ts';

/** An app-server that ran for so many milliseconds did start well: its end begins a new count. */
const STEADY_MS = 60_000;

/** Remote control is enabled. A phone that is enrolled wants a connection; for a code there may be none yet. */
export function link(state: SessionState, connection: Connection, trouble: ProblemReason | null): Step {
  const linked = { ...state, connection };
  const { phones, goal } = linked;
  if (goal !== 'phone' || phones.kind === 'none') return askForCode(linked);
  switch (connection) {
    case 'none':
      return phones.kind === 'unknown' ? askForCode(linked) : fail(linked, disconnected(trouble));
    case 'stored':
      return phones.kind === 'unknown' ? lookForPhones(linked) : goOn({ ...linked, pairing: 'idle' });
    case 'other':
    case 'unstored':
      return askForCode(linked);
  }
}

/** The phones of the stored environment have been asked for. */
export function meet(state: SessionState, failure: Failure | null): Step {
  switch (state.phones.kind) {
    case 'some':
      return goOn({ ...state, pairing: 'idle' });
    case 'none':
      return askForCode(state);
    case 'unknown':
      return failure === null ? askForCode(state) : fail(state, failure);
  }
}

/** A code is here, and on screen. */
export function showCode(state: SessionState, code: Code): Step {
  const goal = state.goal === 'new-code' ? 'code' : state.goal;
  return andThen(succeed({ ...state, pairing: 'waiting-for-phone', code, goal }, 'pairing'), (shown) =>
    to(shown, {}, { kind: 'watch-code', code }),
  );
}

/** A code; the one on screen stays until it is there. */
export function askForCode(state: SessionState): Step {
  return to(state, { pairing: 'asking-for-code' }, { kind: 'ask-for-code' });
}

/** A phone has claimed the code: it is remembered, and asked for by name. */
export function welcome(state: SessionState): Step {
  const claimed = to(
    state,
    { code: null, goal: 'phone', phones: { kind: 'some', phone: null, others: 0 } },
    { kind: 'remember-phone' },
  );
  return andThen(claimed, lookForPhones);
}

function lookForPhones(state: SessionState): Step {
  return to(state, { pairing: 'looking-for-phones' }, { kind: 'look-for-phones' });
}

/** The app-server says whether it is connected. `isErrored`: for the first time since it was. */
export function follow(state: SessionState, connection: Connection, isErrored: boolean): Step {
  const followed = { ...state, connection };
  if (connection !== 'none' && state.problem?.awaitsConnection) {
    return andThen(endPauseUnlessCheckFailed({ ...followed, problem: null }), goOn);
  }
  const isReplaced = connection === 'other' && state.connection !== 'other';
  if (!isErrored && !isReplaced) return goOn(followed);
  return andThen(look(followed, isErrored ? 'errored' : 'revoked', 0), goOn);
}

/** The app-server ended by itself. Where something depended on it, that is told and it is started again after a pause. */
export function endAppServer(state: SessionState, ranForMs: number): Step {
  const { failures } = state;
  const counted = ranForMs >= STEADY_MS ? { ...failures, 'app-server': 0 } : failures;
  const ended: SessionState = { ...state, connection: 'none', failures: counted };
  const isNeeded = state.gate === 'open' && !isCommitting(state.activity) && !state.isUndone;
  const isTold = state.problem !== null && state.pairing === 'idle';
  if (!isNeeded || isTold) return endPairing(ended);
  return fail(ended, {
    thing: 'app-server',
    reason: 'app-server-failed',
    retryAfterMs: null,
    awaitsConnection: false,
  });
}

/** A person wants a code for one more phone. Not before the gate opens, and not past what a check has found in the way. */
export function pair(state: SessionState): Step {
  const { activity, gate, problem } = state;
  const isBusy = activity.kind === 'repairing' || activity.kind === 'undoing';
  if (isBusy || !ownsFiles(state) || gate === 'closed' || problem?.thing === 'check') return stay(state);
  const wanted: SessionState = { ...state, goal: 'code', isUndone: false, problem: null };
  return andThen(endPairing(wanted), goOn);
}

/** The way back from there. */
export function stopPairing(state: SessionState): Step {
  if (state.goal !== 'code') return stay(state);
  return andThen(endPairing({ ...state, goal: 'phone' }), goOn);
}

function disconnected(trouble: ProblemReason | null): Failure {
  return { thing: 'pairing', reason: trouble ?? 'offline', retryAfterMs: null, awaitsConnection: true };
}
