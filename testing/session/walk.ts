import type { Outcome } from '../../electron/shared/screen.ts';
import {
  FIRST_STATE,
  transition,
  type SessionEvent,
  type SessionState,
  type Step,
} from '../../electron/main/remoteControl/index.ts';

const CODE = { pairingCode: 'code', manualCode: 'ABCD-EFGH', until: 600_000 };
const PHONE = { kind: 'some', phone: { name: 'Phone', platform: 'ios', lastSeenAt: 1 }, others: 0 } as const;
const REPAIRED: Outcome = { kind: 'repaired', requested: false, removed: [], left: [] };
const PLAIN = { retryAfterMs: null, awaitsConnection: false } as const;
const PHONES = [{ kind: 'unknown' }, { kind: 'none' }, PHONE] as const;

/** Of every kind of event one for each way in which it can matter. A kind that is missing here does not compile. */
const EVENTS: { readonly [Kind in SessionEvent['kind']]: readonly Extract<SessionEvent, { kind: Kind }>[] } =
  {
    start: [{ kind: 'start' }],
    lock: [true, false].map((isHeld) => ({ kind: 'lock', isHeld })),
    look: [
      ...(['button', 'errored', 'resume', 'online'] as const).map(
        (trigger) => ({ kind: 'look', trigger, sinceLastMs: 0 }) as const,
      ),
      { kind: 'look', trigger: 'focus', sinceLastMs: 59_999 },
      { kind: 'look', trigger: 'visible', sinceLastMs: 60_000 },
    ],
    'gate-deadline': [{ kind: 'gate-deadline' }],
    checked: [
      { kind: 'checked', verdict: { kind: 'not-enrolled' } },
      { kind: 'checked', verdict: { kind: 'unchecked', reason: 'signed-out', retryAfterMs: null } },
      ...PHONES.map(
        (phones) =>
          ({
            kind: 'checked',
            verdict: { kind: 'diagnosed', reason: null, retryAfterMs: null, phones },
          }) as const,
      ),
      ...(['offline', 'forbidden'] as const).map(
        (reason) =>
          ({
            kind: 'checked',
            verdict: { kind: 'diagnosed', reason, retryAfterMs: 600_000, phones: { kind: 'unknown' } },
          }) as const,
      ),
    ],
    healed: [
      { kind: 'healed', hasLeftovers: false, healed: { kind: 'nothing' } },
      { kind: 'healed', hasLeftovers: true, healed: { kind: 'nothing' } },
      { kind: 'healed', hasLeftovers: false, healed: { kind: 'held' } },
      { kind: 'healed', hasLeftovers: false, healed: { kind: 'failed', reason: 'state-changed' } },
      { kind: 'healed', hasLeftovers: false, healed: { kind: 'failed', reason: 'write-failed' } },
      ...[true, false].map(
        (isEnvironmentGone) =>
          ({
            kind: 'healed',
            hasLeftovers: false,
            healed: { kind: 'healed', outcome: REPAIRED, backup: 'backup', isEnvironmentGone },
          }) as const,
      ),
    ],
    'cleaned-up': [{ kind: 'cleaned-up' }],
    'pause-over': [{ kind: 'pause-over' }],
    'app-server-ended': [0, 60_000].map((ranForMs) => ({ kind: 'app-server-ended', ranForMs })),
    status: (['none', 'stored', 'other', 'unstored'] as const).flatMap((connection) =>
      [false, true]
        .filter((isErrored) => connection === 'none' || !isErrored)
        .map((isErrored) => ({ kind: 'status', connection, isErrored }) as const),
    ),
    obstacle: [{ kind: 'obstacle', reason: 'already-online' }],
    linked: (['none', 'stored', 'other', 'unstored'] as const).map((connection) => ({
      kind: 'linked',
      connection,
      trouble: null,
    })),
    phones: [
      ...PHONES.map((phones) => ({ kind: 'phones', phones, failure: null }) as const),
      {
        kind: 'phones',
        phones: { kind: 'unknown' },
        failure: { thing: 'pairing', reason: 'server-error', ...PLAIN },
      },
    ],
    code: [{ kind: 'code', code: CODE }],
    'code-over': [{ kind: 'code-over' }],
    claimed: [{ kind: 'claimed' }],
    'pairing-failed': [
      { kind: 'pairing-failed', thing: 'pairing', reason: 'throttled', ...PLAIN, retryAfterMs: 600_000 },
      {
        kind: 'pairing-failed',
        thing: 'pairing',
        reason: 'already-online',
        ...PLAIN,
        awaitsConnection: true,
      },
      { kind: 'pairing-failed', thing: 'app-server', reason: 'app-server-failed', ...PLAIN },
      { kind: 'pairing-failed', thing: 'app-server', reason: 'app-server-missing', ...PLAIN },
      {
        kind: 'pairing-failed',
        thing: 'app-server',
        reason: 'app-server-too-old',
        ...PLAIN,
        codex: { version: '0.125.0', source: 'npm' },
      },
    ],
    'save-failed': [{ kind: 'save-failed', reason: 'save-failed' }],
    'account-changed': [{ kind: 'account-changed' }],
    pair: [{ kind: 'pair' }],
    'stop-pairing': [{ kind: 'stop-pairing' }],
    repair: [{ kind: 'repair', newIdentity: false }],
    'repair-step': [
      {
        kind: 'repair-step',
        activity: { kind: 'repairing', step: 'cleaning', progress: { done: 17, total: 500 } },
      },
    ],
    repaired: (['done', 'plan-changed', 'write-failed'] as const).map((answer) => ({
      kind: 'repaired',
      answer,
      outcome: answer === 'done' ? { ...REPAIRED, requested: true } : null,
      backup: answer === 'done' ? 'backup' : null,
    })),
    undo: [{ kind: 'undo' }],
    undone: [null, 'no-backup' as const].map((problem) => ({ kind: 'undone', problem })),
    stop: [{ kind: 'stop' }],
  };

/** Every event of the walk. */
export const ALL_EVENTS: readonly SessionEvent[] = Object.values(EVENTS).flat();

/** One step of the walk. */
export interface WalkedStep {
  readonly before: SessionState;
  readonly event: SessionEvent;
  readonly after: Step;
}

/**
 * Meets every state that can be reached with every event, breadth first, and answers how many states there are. What differs only
 * in how often something has failed, or in what the last result was, counts as one.
 */
export function walk(visit: (step: WalkedStep) => void): number {
  const seen = new Set([keyOf(FIRST_STATE)]);
  let front: SessionState[] = [FIRST_STATE];
  while (front.length > 0) {
    const next: SessionState[] = [];
    for (const before of front) {
      for (const event of ALL_EVENTS) {
        const after = transition(before, event);
        visit({ before, event, after });
        if (after.state === before) continue;
        const key = keyOf(after.state);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(after.state);
      }
    }
    front = next;
  }
  return seen.size;
}

function keyOf(state: SessionState): string {
  const { failures, problem, activity, phones, outcome: _outcome, ...rest } = state;
  return JSON.stringify([
    rest,
    failures.check > 0,
    problem && [problem.thing, problem.retries, problem.awaitsConnection],
    activity.kind,
    'reason' in activity ? activity.reason : null,
    phones.kind,
  ]);
}
