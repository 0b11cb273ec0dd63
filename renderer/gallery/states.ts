import { REASONS, WINDOW_REASONS } from '../../electron/shared/reasons.ts';
import {
  AUTHORIZATION_REASONS,
  type Outcome,
  type RepairProposal,
  type ProblemReason,
  type Screen,
  type View,
} from '../../electron/shared/screen.ts';

/** Every reason that a problem can have. */
export const PROBLEM_REASONS: readonly ProblemReason[] = [...REASONS, ...WINDOW_REASONS];

/** The code in the fixtures, as the service would give it. */
export const PAIRING_URL = 'https://chatgpt.com/codex/pair?pairing_code=pc_7f3kq2v9d0m4x8s1';

const PAIRING: Extract<View, { kind: 'pairing' }> = {
  kind: 'pairing',
  url: PAIRING_URL,
  manualCode: 'ABCD-EFGH',
  remainingMs: 600_000,
  reconnecting: false,
  canGoBack: false,
};

const CONNECTED: View = { kind: 'connected', phone: null, others: 0 };

const HOUR = 3_600_000;

const NAMED: View = {
  kind: 'connected',
  phone: { name: 'Kim’s iPhone', platform: 'ios', lastSeenAt: Date.now() - 2 * HOUR },
  others: 0,
};

function screen(view: View, outcome: Outcome | null = null, canUndo = false): Screen {
  return { epoch: 1, view, outcome, canUndo, isChecking: false, authorization: null };
}

function result(kind: Outcome['kind'], requested: boolean, removed: Outcome['removed'] = []): Outcome {
  return { kind, requested, removed, left: [] };
}

const REMOVED: Outcome['removed'] = [
  { what: 'client-enrollment', count: 1 },
  { what: 'environment', count: 1 },
  { what: 'pointer', count: 3 },
  { what: 'pending-client', count: 1 },
];

/** Every state of the page by name, as main would push it. */
export const STATES: Readonly<Record<string, Screen>> = {
  checking: screen({ kind: 'checking' }),
  preparing: screen({ kind: 'preparing' }),
  pairing: screen(PAIRING),
  'pairing-scan-only': screen({ ...PAIRING, manualCode: null }),
  'pairing-expired': screen({ ...PAIRING, remainingMs: 0 }),
  'pairing-half-over': screen({ ...PAIRING, remainingMs: 300_000 }),
  'pairing-long': screen({
    ...PAIRING,
    url: PAIRING_URL.padEnd(300, 'x'),
    remainingMs: 7_200_000,
  }),
  'pairing-reconnecting': screen({ ...PAIRING, reconnecting: true }),
  'pairing-healthy': screen(PAIRING, result('healthy', true)),
  'pairing-not-enrolled': screen(PAIRING, result('not-enrolled', true)),
  'pairing-healed': screen(PAIRING, result('repaired', false, REMOVED.slice(0, 2)), true),
  'pairing-back': screen({ ...PAIRING, canGoBack: true }),
  'pairing-authorize': {
    ...screen(PAIRING, result('repaired', false, REMOVED.slice(0, 2)), true),
    authorization: { kind: 'needed' },
  },
  'pairing-repaired': screen(PAIRING, result('repaired', true, REMOVED), true),
  'pairing-left': screen(
    PAIRING,
    { ...result('repaired', true, REMOVED), left: [{ what: 'pending-client', count: 61 }] },
    true,
  ),
  'pairing-nothing-to-repair': screen(PAIRING, result('nothing-to-repair', true)),
  connected: screen(CONNECTED),
  'connected-named': screen(NAMED),
  'connected-long-name': screen({
    ...NAMED,
    phone: { name: `<b>${'x'.repeat(160)}</b> \u202e`, platform: 'something-new', lastSeenAt: 0 },
  }),
  'connected-several': screen({
    ...NAMED,
    phone: { name: null, platform: 'android', lastSeenAt: null },
    others: 2,
  }),
  'connected-repaired': screen(CONNECTED, result('repaired', true, REMOVED), true),
  'connected-authorize': {
    ...screen({ ...NAMED, others: 2 }, result('repaired', false, REMOVED.slice(0, 2)), true),
    authorization: { kind: 'needed' },
  },
  'connected-authorize-failed': {
    ...screen(NAMED, result('repaired', true, REMOVED), true),
    authorization: { kind: 'failed', reason: 'reauthentication-refused' },
  },
  'problem-authorize': {
    ...screen(
      { kind: 'problem', reason: 'mfa-required', nextTryInMs: 45_000 },
      result('repaired', false, REMOVED),
      true,
    ),
    authorization: { kind: 'needed' },
  },
  restored: screen({ kind: 'restored' }, result('restored', true)),
  ...Object.fromEntries(
    (['checking', 'removing', 'cleaning', 'enrolling'] as const).map((step) => [
      `repairing-${step}`,
      screen({ kind: 'repairing', step, progress: null }),
    ]),
  ),
  'repairing-many': screen({ kind: 'repairing', step: 'cleaning', progress: { done: 17, total: 500 } }),
  ...Object.fromEntries(
    PROBLEM_REASONS.map((reason) => [
      `problem-${reason}`,
      screen({ kind: 'problem', reason, nextTryInMs: null }),
    ]),
  ),
  'problem-too-old-installer': screen({
    kind: 'problem',
    reason: 'app-server-too-old',
    nextTryInMs: null,
    codex: { version: '0.125.0', source: 'windows-installer' },
  }),
  'problem-next-try': screen({ kind: 'problem', reason: 'server-error', nextTryInMs: 45_000 }),
  'problem-checking': {
    ...screen({ kind: 'problem', reason: 'offline', nextTryInMs: null }),
    isChecking: true,
  },
  'problem-repaired': screen(
    { kind: 'problem', reason: 'offline', nextTryInMs: null },
    result('repaired', false, REMOVED.slice(0, 2)),
    true,
  ),
  'problem-after-repair': screen(
    { kind: 'problem', reason: 'still-stuck', nextTryInMs: null },
    result('repaired', true, REMOVED),
    true,
  ),
};

/** Every state of the controller half, beside a code. */
export const AUTHORIZATIONS: Readonly<Record<string, NonNullable<Screen['authorization']>>> = {
  needed: { kind: 'needed' },
  ...Object.fromEntries(
    (['explaining', 'preparing', 'browser', 'finishing'] as const).map((step) => [
      step,
      { kind: 'running', step },
    ]),
  ),
  ...Object.fromEntries(
    AUTHORIZATION_REASONS.map((reason) => [`failed-${reason}`, { kind: 'failed', reason }]),
  ),
  hosts: {
    kind: 'hosts',
    hosts: [
      { name: 'Studio Mac', online: true, paired: true },
      { name: 'Build box', online: false, paired: false },
    ],
  },
  'hosts-none': { kind: 'hosts', hosts: [] },
  'hosts-unknown': { kind: 'hosts', hosts: null },
};

const FULL: RepairProposal['removals'] = [
  { what: 'client-enrollment', where: 'computer', count: 1 },
  { what: 'environment', where: 'computer', count: 1 },
  { what: 'pointer', where: 'computer', count: 2 },
  { what: 'pending-client', where: 'account', count: 1 },
  { what: 'own-environment', where: 'account', count: 1 },
];

/** Plans for the dialog by name. */
export const PLANS: Readonly<Record<string, RepairProposal>> = {
  full: {
    token: 'plan-1',
    removals: FULL,
    isOwnerUnknown: false,
    offerNewIdentity: true,
    removalsWithNewIdentity: FULL,
    ghosts: [],
  },
  ghosts: {
    token: 'plan-3',
    removals: FULL,
    isOwnerUnknown: true,
    offerNewIdentity: false,
    removalsWithNewIdentity: FULL,
    ghosts: [
      { tick: 'tick-1', name: 'MacBook-Air', lastSeenAt: Date.now() - 3 * 86_400_000 },
      { tick: 'tick-2', name: null, lastSeenAt: null },
    ],
  },
  empty: {
    token: 'plan-2',
    removals: [],
    isOwnerUnknown: false,
    offerNewIdentity: false,
    removalsWithNewIdentity: [],
    ghosts: [],
  },
};
