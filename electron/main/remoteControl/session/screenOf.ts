import type { Screen, View } from '../../../shared/screen.ts';
import { isPhoneConnected, type SessionState } from './state.ts';

/** Where the moments of a screen come from: it says how long something lasts, from now on. */
export interface Moments {
  /** Now, by the monotonic clock. */
  readonly now: number;
  /** When the pause is over; `null` where there is none. */
  readonly pauseUntil: number | null;
}

/** What the window shows of a session. Nothing else decides about it. */
export function screenOf(state: SessionState, moments: Moments): Omit<Screen, 'epoch' | 'authorization'> {
  const { outcome, backup, activity } = state;
  return {
    view: viewOf(state, moments),
    outcome,
    canUndo: backup !== null,
    isChecking: activity.kind === 'checking' || activity.kind === 'healing' || activity.kind === 'cleaning',
  };
}

function viewOf(state: SessionState, { now, pauseUntil }: Moments): View {
  const { activity, problem, code, goal, phones, connection } = state;
  if (activity.kind === 'repairing') {
    return { kind: 'repairing', step: activity.step, progress: activity.progress };
  }
  if (problem !== null) {
    const nextTryInMs = problem.retries ? Math.max(0, (pauseUntil ?? now) - now) : null;
    const { reason, codex } = problem;
    return { kind: 'problem', reason, nextTryInMs, ...(codex === undefined ? {} : { codex }) };
  }
  if (state.isUndone) return { kind: 'restored' };
  if (code !== null) {
    return {
      kind: 'pairing',
      url: `https://chatgpt.com/codex/pair?pairing_code=${encodeURIComponent(code.pairingCode)}`,
      manualCode: code.manualCode,
      remainingMs: Math.max(0, code.until - now),
      reconnecting: connection === 'none',
      canGoBack: goal === 'code' && isPhoneConnected(state),
    };
  }
  if (state.gate === 'closed') return { kind: 'checking' };
  if (goal === 'new-code') return { kind: 'repairing', step: 'enrolling', progress: null };
  if (goal === 'code' || phones.kind !== 'some') return { kind: 'preparing' };
  return isPhoneConnected(state)
    ? { kind: 'connected', phone: phones.phone, others: phones.others }
    : { kind: 'checking' };
}
