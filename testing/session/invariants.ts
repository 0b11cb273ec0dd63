import { screenOf, type Effect, type SessionState } from '../../electron/main/remoteControl/index.ts';
import type { WalkedStep } from './walk.ts';

/** What must hold after every step. */
interface Invariant {
  readonly name: string;
  readonly holds: (step: WalkedStep) => boolean;
}

const MOMENTS = { now: 0, pauseUntil: 1 };
const WORK: ReadonlySet<Effect['kind']> = new Set(['check', 'heal', 'clean-up', 'repair', 'undo']);
const viewOf = (state: SessionState) => screenOf(state, MOMENTS).view;
const has = ({ after }: WalkedStep, kind: Effect['kind']) =>
  after.effects.some((effect) => effect.kind === kind);

/** Something is under way, or comes by itself: the screen will change without a person. */
function isUnderWay({ activity, pairing, lock, isPausing }: SessionState): boolean {
  return activity.kind !== 'none' || pairing !== 'idle' || lock === 'asking' || isPausing;
}

/** Each is a promise of the design. */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: 'nothing is enabled, and no code asked for, before the gate opens',
    holds: (step) => !(has(step, 'connect') || has(step, 'ask-for-code')) || step.after.state.gate === 'open',
  },
  {
    name: 'the gate opens by a verdict, a repair or its deadline, and by nothing else',
    holds: ({ before, event, after }) =>
      before.gate === after.state.gate ||
      ['checked', 'healed', 'cleaned-up', 'gate-deadline', 'repaired', 'account-changed'].includes(
        event.kind,
      ),
  },
  {
    name: 'there is a QR code only where there is a code, and a code only where one is waited for',
    holds: ({ after: { state } }) =>
      state.code === null
        ? viewOf(state).kind !== 'pairing'
        : ['waiting-for-phone', 'asking-for-code'].includes(state.pairing) ||
          state.activity.kind === 'undoing',
  },
  {
    name: 'there are never two checks or two commits at once',
    holds: ({ before, after }) => {
      const begun = after.effects.filter(({ kind }) => WORK.has(kind));
      if (begun.length === 0) return true;
      const isFree =
        before.activity.kind === 'none' ||
        // The check has just come back, or is cut short, or its heal is over.
        before.activity.kind === 'checking' ||
        (before.activity.kind === 'healing' && begun[0]?.kind === 'clean-up') ||
        (before.activity.kind === 'repairing' && begun[0]?.kind === 'check');
      return begun.length === 1 && isFree;
    },
  },
  {
    name: 'a check that is cut short is told so',
    holds: (step) => {
      const isCut =
        step.before.activity.kind === 'checking' &&
        ['repairing', 'undoing'].includes(step.after.state.activity.kind);
      return has(step, 'cancel-check') === isCut;
    },
  },
  {
    name: 'nothing is healed by itself while that is paused, or while a repair or an undo runs',
    holds: (step) =>
      !has(step, 'heal') || (step.before.activity.kind === 'checking' && !step.before.isHealingPaused),
  },
  {
    name: 'every screen either goes on by itself or says what a person can do',
    holds: ({ before, after: { state } }) => {
      if (state.isOver || before.lock === 'free') return true;
      const view = viewOf(state);
      switch (view.kind) {
        case 'checking':
        case 'preparing':
        case 'repairing':
          return isUnderWay(state);
        case 'problem':
          return view.nextTryInMs === null || isUnderWay(state);
        case 'pairing':
          return state.pairing !== 'idle' || state.activity.kind === 'undoing';
        case 'connected':
        case 'restored':
          return true;
      }
    },
  },
  {
    name: 'connected is shown only where the app-server is connected under the stored environment and a phone is enrolled for it',
    holds: ({ after: { state } }) =>
      viewOf(state).kind !== 'connected' || (state.connection === 'stored' && state.phones.kind === 'some'),
  },
  {
    name: 'no code stays behind a problem',
    holds: ({ after: { state } }) => state.problem === null || state.code === null,
  },
  {
    name: 'a pause begins and ends in the world as it does in the state',
    holds: (step) => {
      const { before, event, after } = step;
      if (after.state.isOver) return true;
      const wasPausing = before.isPausing && event.kind !== 'pause-over';
      if (!wasPausing && after.state.isPausing) return has(step, 'pause');
      if (wasPausing && !after.state.isPausing) return has(step, 'end-pause');
      return true;
    },
  },
  {
    name: 'what is under way to a phone begins and ends in the world as it does in the state',
    holds: (step) => {
      const { before, event, after } = step;
      const kinds = {
        connecting: 'connect',
        'looking-for-phones': 'look-for-phones',
        'asking-for-code': 'ask-for-code',
        'waiting-for-phone': 'watch-code',
      } as const;
      const now = after.state.pairing;
      const isAnswered = ['linked', 'phones', 'code', 'code-over', 'claimed', 'pairing-failed'].includes(
        event.kind,
      );
      if (now === before.pairing) return true;
      if (now !== 'idle')
        return has(step, kinds[now]) && (before.pairing === 'idle' || isAnswered || has(step, 'end-pairing'));
      return isAnswered || after.state.isOver || has(step, 'end-pairing');
    },
  },
  {
    name: 'a check that failed is made again without a person, unless only one can end what is wrong',
    holds: ({ after: { state } }) => {
      const { failures, activity, lock, isPausing, isOver, isHealingPaused, problem } = state;
      if (failures.check === 0 || isOver || isHealingPaused || problem?.retries === false) return true;
      return activity.kind !== 'none' || lock === 'asking' || isPausing;
    },
  },
  {
    name: 'nothing is done after the end, or while another app owns the files',
    holds: ({ before, after }) =>
      (!before.isOver || after.effects.length === 0) &&
      (after.state.lock !== 'refused' ||
        after.effects.every(({ kind }) => !WORK.has(kind) && kind !== 'connect')),
  },
];
