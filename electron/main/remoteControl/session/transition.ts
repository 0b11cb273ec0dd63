import type { SessionEvent } from './events.ts';
import { FIRST_STATE, type SessionState } from './state.ts';
import {
  changeAccount,
  judge,
  launch,
  look,
  proceed,
  refuseLock,
  settle,
  tryAgain,
} from './steps/checking.ts';
import {
  askForCode,
  endAppServer,
  follow,
  link,
  meet,
  pair,
  showCode,
  stopPairing,
  welcome,
} from './steps/pairing.ts';
import { afterRepair, afterUndo, repair, undo } from './steps/repairing.ts';
import { fail, goOn, isCommitting, stay, to, type Step } from './steps/step.ts';

/**
 * What an event makes of a session: the next state, and the effects to be carried out. Pure: no clock, no chance, no effect of its
 * own. An answer to something that has ended in the meantime changes nothing.
 */
export function transition(state: SessionState, event: SessionEvent): Step {
  if (state.isOver) return stay(state);
  const { activity, pairing } = state;
  switch (event.kind) {
    case 'start':
      // Once, and before anything else.
      return state === FIRST_STATE ? to(state, { lock: 'asking' }, { kind: 'take-lock' }) : stay(state);
    case 'lock':
      if (state.lock !== 'asking') return stay(state);
      return event.isHeld ? launch(state) : refuseLock(state);
    case 'look':
      return look(state, event.trigger, event.sinceLastMs);
    case 'gate-deadline':
      return state.problem === null ? goOn({ ...state, gate: 'open' }) : stay(state);
    case 'checked':
      return activity.kind === 'checking' ? judge(state, event.verdict) : stay(state);
    case 'healed':
      return activity.kind === 'healing'
        ? settle(state, activity, event.healed, event.hasLeftovers)
        : stay(state);
    case 'cleaned-up':
      return activity.kind === 'cleaning' ? proceed(state, activity) : stay(state);
    case 'pause-over':
      return state.isPausing ? tryAgain({ ...state, isPausing: false, isPauseAskedFor: false }) : stay(state);
    case 'app-server-ended':
      return endAppServer(state, event.ranForMs);
    case 'status':
      return follow(state, event.connection, event.isErrored);
    case 'obstacle':
      return state.code === null || activity.kind === 'undoing'
        ? stay(state)
        : fail(state, { ...event, thing: 'pairing', retryAfterMs: null, awaitsConnection: true });
    case 'linked':
      return pairing === 'connecting' ? link(state, event.connection, event.trouble) : stay(state);
    case 'phones': {
      if (pairing !== 'looking-for-phones') return stay(state);
      const phones = event.phones.kind === 'unknown' ? state.phones : event.phones;
      return meet({ ...state, phones }, event.failure);
    }
    case 'code':
      return pairing === 'asking-for-code' ? showCode(state, event.code) : stay(state);
    case 'code-over':
      return pairing === 'waiting-for-phone' ? askForCode(state) : stay(state);
    case 'claimed':
      return pairing === 'waiting-for-phone' ? welcome(state) : stay(state);
    case 'pairing-failed':
      return pairing === 'idle' ? stay(state) : fail(state, event);
    case 'save-failed':
      // A commit that is under way says itself what it could not write.
      return isCommitting(activity)
        ? stay(state)
        : fail(state, { ...event, thing: 'check', retryAfterMs: null, awaitsConnection: false });
    case 'account-changed':
      return changeAccount(state);
    case 'pair':
      return pair(state);
    case 'stop-pairing':
      return stopPairing(state);
    case 'repair':
      return repair(state, event.newIdentity);
    case 'repair-step':
      return activity.kind === 'repairing' ? to(state, { activity: event.activity }) : stay(state);
    case 'repaired':
      return activity.kind === 'repairing' ? afterRepair(state, event) : stay(state);
    case 'undo':
      return undo(state);
    case 'undone':
      return activity.kind === 'undoing' ? afterUndo(state, event.problem) : stay(state);
    case 'stop':
      return to(state, { isOver: true });
  }
}
