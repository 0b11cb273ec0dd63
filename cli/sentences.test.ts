import { expect, it } from 'vitest';
import { REASONS } from '../electron/shared/reasons.ts';
import { statusFor } from '../electron/main/remoteControl/index.ts';
import { exitCodeOf, type Outcome, type Status } from './report.ts';
import { toReport } from './sentences.ts';

const STATUSES: readonly Status[] = [
  'healthy',
  'not-enrolled',
  'stale',
  'unverified',
  'blocked',
  'refused',
  'repaired',
  'nothing-to-repair',
  'restored',
];

it('has the exit codes of the contract', () => {
  expect(STATUSES.map((status) => `${status} ${exitCodeOf(status)}`)).toEqual([
    'healthy 0',
    'not-enrolled 0',
    'stale 3',
    'unverified 4',
    'blocked 5',
    'refused 6',
    'repaired 0',
    'nothing-to-repair 0',
    'restored 0',
  ]);
});

it('has one sentence of its own and one next step for every reason and every plain status', () => {
  const plain = STATUSES.filter((status) => !['unverified', 'blocked', 'refused'].includes(status));
  const outcomes: Outcome[] = [
    ...plain.map((status): Outcome => ({ command: 'check', status })),
    ...REASONS.map((reason): Outcome => ({ command: 'check', status: statusFor(reason), reason })),
  ];
  const reports = outcomes.map(toReport);
  expect(new Set(reports.map(({ message }) => message)).size).toBe(outcomes.length);
  const unfit = reports.filter(
    ({ message, nextStep }) => !/^[A-Z].*\.$/.test(message) || !/^[A-Z].{10,}$/.test(nextStep),
  );
  expect(unfit).toEqual([]);
});

const change = { file: '.codex-global-state.json', path: ['key'], op: 'remove' } as const;

it('fills in what an outcome leaves out, in the form of the contract', () => {
  expect(toReport({ command: 'check', status: 'healthy' })).toEqual({
    command: 'check',
    status: 'healthy',
    reason: null,
    findings: [],
    changes: [],
    remote: [],
    backup: null,
    message: 'The mobile setup of this computer is fine.',
    nextStep: 'Nothing to do. If the phone still cannot connect, sign out of and in to the app on the phone.',
  });
});

it('says what was done although something is left, and does not say so of a plan', () => {
  const partly: Outcome = { command: 'repair', status: 'unverified', reason: 'offline', changes: [change] };
  const messages = [partly, { ...partly, isFull: true }, { ...partly, isPlan: true }].map(
    (outcome) => toReport(outcome).message,
  );
  const offline = 'The server could not be reached, so nothing was judged.';
  expect(messages).toEqual([
    `What the server no longer has was removed from this computer. But: ${offline}`,
    `The mobile setup of this computer was reset. But: ${offline}`,
    offline,
  ]);
});

it('adds what is known of this very case', () => {
  const outcome: Outcome = {
    command: 'repair',
    status: 'refused',
    reason: 'app-running',
    detail: ' It is X. ',
  };
  expect(toReport(outcome).message).toBe(
    'The desktop app is running and would write the old values back. It is X.',
  );
});
