import type { ProblemReason, Screen } from '../../../shared/screen.ts';
import type { RemoteControlPorts } from '../ports.ts';
import type { Confirmed } from '../repair/confirmed.ts';
import type { RepairAnswer } from './contract.ts';
import { createEffects } from './effects.ts';
import type { SessionEvent, Trigger } from './events.ts';
import { createPublisher } from './publisher.ts';
import type { ShownPhone } from './shownPhones.ts';
import { FIRST_STATE, type SessionState } from './state.ts';
import { isCommitting } from './steps/step.ts';
import { transition } from './transition.ts';
import type { SignIn } from '../../codexHome/index.ts';
import type { Work } from './work.ts';

/** The session in the world: what it decides is carried out, and what comes of that is what it decides on next. */
export interface Runner {
  readonly state: SessionState;
  readonly screen: Screen;
  /** The app-server says that another program is online in its place. */
  readonly isContested: boolean;
  readonly work: Work;
  /** The sign-in that only the app-server can read. */
  readonly readSignIn: (signal: AbortSignal) => Promise<SignIn>;
  onScreen(listener: (screen: Screen) => void): () => void;
  dispatch(event: SessionEvent): void;
  /** Joins the running check, or starts one; resolves when that and all that follows from it is done. */
  look(trigger: Trigger): Promise<void>;
  repair(confirmed: Confirmed, newIdentity: boolean): Promise<RepairAnswer>;
  undo(): Promise<ProblemReason | null>;
  /** Removes a shown phone while nothing is checked or written. Resolves to why it was not done, or to `null`. */
  removePhone(shown: ShownPhone): Promise<ProblemReason | null>;
  /** Resolves when nothing is checked or written any more. */
  idle(): Promise<void>;
  /** Resolves when nothing is written by itself any more. */
  uncommitted(): Promise<void>;
  stop(): Promise<void>;
}

function isIdle({ activity, lock }: SessionState): boolean {
  return activity.kind === 'none' && lock !== 'asking';
}

/** Takes one event at a time, in the order in which they happen. */
export function createRunner(ports: RemoteControlPorts): Runner {
  let state = FIRST_STATE;
  let isDispatching = false;
  const queue: SessionEvent[] = [];
  const waiting = new Set<{
    readonly isOver: (state: SessionState) => boolean;
    readonly resolve: () => void;
  }>();
  const effects = createEffects(ports, { state: () => state, dispatch });
  const publisher = createPublisher(ports, { state: () => state, pauseUntil: effects.pauseUntil });

  function dispatch(event: SessionEvent): void {
    queue.push(event);
    if (isDispatching) return;
    isDispatching = true;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const step = transition(state, next);
      state = step.state;
      for (const effect of step.effects) effects.carryOut(effect);
    }
    isDispatching = false;
    publisher.publish();
    for (const wait of waiting) {
      if (!state.isOver && !wait.isOver(state)) continue;
      waiting.delete(wait);
      wait.resolve();
    }
  }

  const until = (isOver: (state: SessionState) => boolean): Promise<void> =>
    state.isOver || isOver(state)
      ? Promise.resolve()
      : new Promise((resolve) => waiting.add({ isOver, resolve }));

  return {
    get state() {
      return state;
    },
    get screen() {
      return publisher.current;
    },
    get isContested() {
      return effects.isContested;
    },
    work: effects.work,
    readSignIn: effects.readSignIn,
    onScreen: publisher.subscribe,
    dispatch,
    async look(trigger) {
      effects.look(trigger);
      await until(isIdle);
    },
    async repair(confirmed, newIdentity) {
      effects.confirm(confirmed);
      dispatch({ kind: 'repair', newIdentity });
      return state.activity.kind === 'repairing' ? effects.repaired() : 'state-changed';
    },
    async undo() {
      dispatch({ kind: 'undo' });
      return state.activity.kind === 'undoing' ? effects.undone() : 'state-changed';
    },
    removePhone: effects.removePhone,
    idle: () => until(isIdle),
    uncommitted: () => until(({ activity }) => !isCommitting(activity)),
    async stop() {
      dispatch({ kind: 'stop' });
      await effects.stop();
    },
  };
}
