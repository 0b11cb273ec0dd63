import type { ProblemReason } from '../../../../shared/screen.ts';
import type { Effect, SessionEvent } from '../events.ts';
import type { SessionState } from '../state.ts';
import { look } from './checking.ts';
import { andThen, endPause, fail, goOn, isCommitting, ownsFiles, stay, to, type Step } from './step.ts';

const IDLE = { kind: 'none' } as const;

/** "Repair": all else ends. Not while something is being written. */
export function repair(state: SessionState, newIdentity: boolean): Step {
  if (isCommitting(state.activity) || !ownsFiles(state)) return stay(state);
  return andThen(clearTheWay({ ...state, problem: null }), (ready) =>
    to(
      ready,
      { code: null, activity: { kind: 'repairing', step: 'checking', progress: null } },
      { kind: 'repair', newIdentity },
    ),
  );
}

/** What a repair has come to. Its app-server has been stopped in any case. */
export function afterRepair(
  state: SessionState,
  { answer, outcome, backup }: Omit<Extract<SessionEvent, { kind: 'repaired' }>, 'kind'>,
): Step {
  const told: SessionState = {
    ...state,
    activity: IDLE,
    connection: 'none',
    outcome: outcome ?? state.outcome,
    backup: backup ?? state.backup,
  };
  switch (answer) {
    case 'done':
      return goOn({
        ...told,
        // A check that has failed before was about what is no longer there.
        failures: { ...told.failures, check: 0 },
        gate: 'open',
        goal: 'new-code',
        phones: { kind: 'none' },
        isHealingPaused: false,
        isUndone: false,
      });
    case 'plan-changed':
      return told.gate === 'open' && told.failures.check === 0 ? goOn(told) : look(told, 'timer', 0);
    default:
      return fail(told, { thing: 'check', reason: answer, retryAfterMs: null, awaitsConnection: false });
  }
}

/** "Undo repair": what is on screen stays until it is done. */
export function undo(state: SessionState): Step {
  const { backup, activity } = state;
  if (backup === null || isCommitting(activity) || !ownsFiles(state)) return stay(state);
  return andThen(clearTheWay(state), (ready) =>
    to(ready, { activity: { kind: 'undoing' } }, { kind: 'undo', backup }),
  );
}

/** All is as it was before the repair, and stays so; or why not. */
export function afterUndo(state: SessionState, problem: ProblemReason | null): Step {
  const idle = { ...state, activity: IDLE };
  if (problem !== null) {
    return fail(idle, { thing: 'check', reason: problem, retryAfterMs: null, awaitsConnection: false });
  }
  return stay({
    ...idle,
    code: null,
    problem: null,
    phones: { kind: 'unknown' },
    isHealingPaused: true,
    isUndone: true,
    backup: null,
    outcome: { kind: 'restored', requested: true, removed: [], left: [] },
  });
}

/** Ends the check, the pause, and what is under way to a phone. The code may stay on screen. */
function clearTheWay(state: SessionState): Step {
  const check: Effect[] = state.activity.kind === 'checking' ? [{ kind: 'cancel-check' }] : [];
  const pairing: Effect[] = state.pairing === 'idle' ? [] : [{ kind: 'end-pairing' }];
  return andThen(to(state, { pairing: 'idle' }, ...check, ...pairing), endPause);
}
