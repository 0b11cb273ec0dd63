import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DOCUMENT, readChart } from '../../../../tools/chart/sessionChart.ts';
import { collectChanges } from '../../../../testing/session/changesOfView.ts';
import { INVARIANTS } from '../../../../testing/session/invariants.ts';
import { walk, type WalkedStep } from '../../../../testing/session/walk.ts';
import type { Effect, SessionEvent } from './events.ts';
import { screenOf } from './screenOf.ts';
import { FIRST_STATE, type SessionState } from './state.ts';
import { transition } from './transition.ts';

describe('every state that can be reached, with every event', () => {
  const changes = collectChanges();
  const broken = new Map<string, WalkedStep>();
  const states = walk((step) => {
    changes.note(step);
    for (const { name, holds } of INVARIANTS) if (!broken.has(name) && !holds(step)) broken.set(name, step);
  });

  it.each(INVARIANTS.map(({ name }) => name))('%s', (name) => {
    expect(broken.get(name)).toBeUndefined();
  });

  it('is many, and the chart in the docs is theirs', () => {
    expect(states).toBeGreaterThan(10_000);
    expect(readChart(readFileSync(DOCUMENT, 'utf8'))?.chart).toBe(changes.chart());
  });
});

const CODE = { pairingCode: 'a b', manualCode: 'ABCD-EFGH', until: 600_000 };
const PHONE = { kind: 'some', phone: { name: 'Phone', platform: 'ios', lastSeenAt: 1 }, others: 0 } as const;
const SOME = { kind: 'some', phone: null, others: 0 } as const;
const known = (phones: SessionState['phones']): SessionEvent => ({
  kind: 'checked',
  verdict: { kind: 'diagnosed', reason: null, retryAfterMs: null, phones },
});
const WELL: SessionEvent = { kind: 'healed', healed: { kind: 'nothing' }, hasLeftovers: false };
const LINKED = { kind: 'linked', connection: 'stored', trouble: null } as const;
const REFUSED = {
  kind: 'pairing-failed',
  thing: 'pairing',
  reason: 'server-error',
  retryAfterMs: null,
  awaitsConnection: false,
} as const;

/** All that a session does when this happens to it, from the start. */
function play(...events: SessionEvent[]) {
  let state = FIRST_STATE;
  const effects: Effect[] = [];
  for (const event of [
    { kind: 'start' },
    { kind: 'lock', isHeld: true },
    ...events,
  ] satisfies SessionEvent[]) {
    const step = transition(state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  const { view } = screenOf(state, { now: 0, pauseUntil: 1500 });
  return {
    state,
    view,
    did: effects.map(({ kind }) => kind),
    pauses: effects.filter(({ kind }) => kind === 'pause'),
  };
}

const withCode = [known({ kind: 'none' }), WELL, LINKED, { kind: 'code', code: CODE }] as const;
const connected = [known(SOME), WELL, LINKED] as const;

it('a healthy computer asks for no code, and shows its phone once the app-server is connected', () => {
  expect([play(...connected.slice(0, 2)).view, play(...connected).view, play(...connected).did]).toEqual([
    { kind: 'checking' },
    { kind: 'connected', phone: null, others: 0 },
    ['take-lock', 'start-app-server', 'open-gate-later', 'check', 'forget-gate', 'heal', 'connect'],
  ]);
});

it('a phone that is enrolled but cannot reach this computer is no connected phone', () => {
  const { view } = play(
    ...connected,
    { kind: 'status', connection: 'none', isErrored: true },
    { ...LINKED, connection: 'none' },
  );
  expect(view).toEqual({ kind: 'problem', reason: 'offline', nextTryInMs: 1500 });
});

it('a phone that was revoked makes room for a code', () => {
  const look = { kind: 'look', trigger: 'focus', sinceLastMs: 60_000 } as const;
  const { did } = play(...connected, look, known({ kind: 'none' }), WELL, LINKED);
  expect(did.slice(7)).toEqual(['check', 'forget-gate', 'heal', 'connect', 'ask-for-code']);
});

it('pauses grow with the failures of the thing itself: a good check does not shorten those of pairing', () => {
  const again: SessionEvent[] = [{ kind: 'pause-over' }, REFUSED];
  const look: SessionEvent[] = [
    { kind: 'look', trigger: 'button', sinceLastMs: 0 },
    known({ kind: 'none' }),
    WELL,
  ];
  const { pauses, view } = play(...withCode.slice(0, 3), REFUSED, ...again, ...look, REFUSED, ...again);
  expect([pauses, view]).toEqual([
    [1, 2, 3, 4].map((failures) => ({ kind: 'pause', failures, retryAfterMs: null })),
    { kind: 'problem', reason: 'server-error', nextTryInMs: 1500 },
  ]);
});

it('a network that comes back ends a pause of ours, but none that the service has asked for', () => {
  const cases = [
    [null, 'online'],
    [600_000, 'online'],
    [600_000, 'button'],
  ] as const;
  const did = cases.map(([retryAfterMs, trigger]) =>
    play(
      ...withCode.slice(0, 3),
      { ...REFUSED, retryAfterMs },
      { kind: 'look', trigger, sinceLastMs: 0 },
    ).did.slice(-2),
  );
  expect(did).toEqual([
    ['end-pause', 'check'],
    ['end-pairing', 'pause'],
    ['end-pause', 'check'],
  ]);
});

it('a check that failed is made again after a repair that was cut short, whatever is on screen', () => {
  const offline: SessionEvent = {
    kind: 'checked',
    verdict: { kind: 'unchecked', reason: 'offline', retryAfterMs: null },
  };
  const cutShort = { kind: 'repaired', answer: 'plan-changed', outcome: null, backup: null } as const;
  const look = { kind: 'look', trigger: 'focus', sinceLastMs: 60_000 } as const;
  const { did } = play(...withCode, look, offline, { kind: 'repair', newIdentity: false }, cutShort);
  expect(did.slice(-2)).toEqual(['repair', 'check']);
});

it('a code is not to be had by asking for one more phone before the verdict, or past what a check has found', () => {
  const held: SessionEvent = { kind: 'healed', healed: { kind: 'held' }, hasLeftovers: false };
  const views = [[], [known(SOME), held]].map((events) => play(...events, { kind: 'pair' }));
  expect(views.map(({ view, did }) => [view.kind, did.includes('connect')])).toEqual([
    ['checking', false],
    ['problem', false],
  ]);
});

it('what a repair has done stays to be read, whatever the checks after it find', () => {
  const outcome = { kind: 'repaired', requested: false, removed: [], left: [] } as const;
  const healed: SessionEvent = {
    kind: 'healed',
    healed: { kind: 'healed', outcome, backup: 'backup', isEnvironmentGone: true },
    hasLeftovers: false,
  };
  const look = { kind: 'look', trigger: 'focus', sinceLastMs: 60_000 } as const;
  const after = play(known(SOME), healed, look, known({ kind: 'none' }), WELL);
  expect(after.state.outcome).toBe(outcome);
});

const crash = (ranForMs: number): SessionEvent[] => [
  { kind: 'app-server-ended', ranForMs },
  { kind: 'pause-over' },
  LINKED,
  { kind: 'code', code: CODE },
];

it('an app-server that crashes every few seconds is started ever more slowly, one that ran well at once', () => {
  const { pauses } = play(...withCode, ...crash(2000), ...crash(2000), ...crash(2000), ...crash(60_000));
  expect(pauses.map((pause) => pause.kind === 'pause' && pause.failures)).toEqual([1, 2, 3, 1]);
});

it('the screen is steady while something is tried again', () => {
  const views = [[], [{ kind: 'pause-over' }], [{ kind: 'pause-over' }, LINKED]].map(
    (events) => play(...withCode.slice(0, 3), REFUSED, ...(events as SessionEvent[])).view.kind,
  );
  expect(views).toEqual(['problem', 'problem', 'problem']);
});

it('a code that is renewed stays on screen until the new one is there', () => {
  const { view, did } = play(...withCode, { kind: 'code-over' });
  expect([view, did.at(-1)]).toEqual([
    {
      kind: 'pairing',
      url: 'https://chatgpt.com/codex/pair?pairing_code=a%20b',
      manualCode: 'ABCD-EFGH',
      remainingMs: 600_000,
      reconnecting: false,
      canGoBack: false,
    },
    'ask-for-code',
  ]);
});

it('"Add another phone" asks for a code beside a connected phone, and has a way back', () => {
  const added = play(...connected, { kind: 'pair' }, LINKED, { kind: 'code', code: CODE });
  const back = play(
    ...connected,
    { kind: 'pair' },
    LINKED,
    { kind: 'code', code: CODE },
    { kind: 'stop-pairing' },
  );
  expect([added.view, back.view]).toMatchObject([
    { kind: 'pairing', canGoBack: true },
    { kind: 'connected' },
  ]);
});

it('a phone that has just claimed a code is named, whatever the app-server says meanwhile', () => {
  const { view, did } = play(
    ...withCode,
    { kind: 'claimed' },
    { kind: 'status', connection: 'stored', isErrored: false },
    { kind: 'phones', phones: PHONE, failure: null },
  );
  expect([view, did.at(-1)]).toEqual([
    { kind: 'connected', phone: PHONE.phone, others: 0 },
    'look-for-phones',
  ]);
});

it('another account takes the code away, and a check is made for it', () => {
  const { view, did } = play(...withCode, { kind: 'account-changed' });
  expect([view, did.slice(-4)]).toEqual([
    { kind: 'checking' },
    ['end-pairing', 'stop-app-server', 'open-gate-later', 'check'],
  ]);
});

it('where another app owns the files nothing is started, and it is asked again', () => {
  const refused = transition({ ...FIRST_STATE, lock: 'asking' }, { kind: 'lock', isHeld: false });
  const again = transition(refused.state, { kind: 'pause-over' });
  expect([screenOf(refused.state, { now: 0, pauseUntil: 1 }).view, refused.effects, again.effects]).toEqual([
    { kind: 'problem', reason: 'app-running', nextTryInMs: 1 },
    [{ kind: 'pause', failures: 1, retryAfterMs: null }],
    [{ kind: 'take-lock' }],
  ]);
});

it('a repair that was cut short by a change of its plan goes back to what was there', () => {
  const { view, did } = play(
    ...withCode,
    { kind: 'repair', newIdentity: false },
    {
      kind: 'repaired',
      answer: 'plan-changed',
      outcome: null,
      backup: null,
    },
  );
  expect([view.kind, did.slice(-3)]).toEqual(['preparing', ['end-pairing', 'repair', 'connect']]);
});
