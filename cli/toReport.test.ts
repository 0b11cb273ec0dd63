import { describe, expect, it } from 'vitest';
import { PAIRING_KEYS } from '../electron/main/globalState/index.ts';
import { REASONS } from '../electron/shared/reasons.ts';
import { statusFor } from '../electron/main/remoteControl/index.ts';
import { readArguments } from './arguments.ts';
import { ENGLISH } from './messages/english.ts';
import { GERMAN } from './messages/german.ts';
import { exitCodeOf, type Outcome, type Status } from './report.ts';
import { reportSchema } from './reportSchema.ts';
import { toReport } from './toReport.ts';

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

const tell = (outcome: Outcome, words = 'check', messages = ENGLISH) => {
  const parsed = readArguments(words.split(' '), {});
  if (parsed.kind !== 'request') throw new Error('not a command');
  return toReport(outcome, { messages, request: parsed.request, invocation: 'mobile-setup' });
};

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

it.each([
  ['English', ENGLISH],
  ['German', GERMAN],
])(
  'has one sentence of its own and one next step for every reason and every plain status, in %s',
  (_, messages) => {
    const plain = STATUSES.filter((status) => !['unverified', 'blocked', 'refused'].includes(status));
    const outcomes: Outcome[] = [
      ...plain.map((status): Outcome => ({ command: 'check', status })),
      ...REASONS.map((reason): Outcome => ({ command: 'check', status: statusFor(reason), reason })),
    ];
    const reports = outcomes.map((outcome) => tell(outcome, 'check', messages));
    expect(new Set(reports.map(({ message }) => message)).size).toBe(outcomes.length);
    const unfit = reports.filter(
      ({ message, nextStep }) =>
        !/^\p{Lu}.*\.$/u.test(message) || !/^\p{Lu}.{10,}$/u.test(nextStep) || /[{}]/.test(nextStep),
    );
    expect(unfit).toEqual([]);
  },
);

const change = { file: '.codex-global-state.json', path: ['key'], op: 'remove' } as const;

it('fills in what an outcome leaves out, in the form of the published schema', () => {
  const report = tell({ command: 'check', status: 'healthy' });
  expect(reportSchema.parse(report)).toEqual({
    schemaVersion: 1,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    command: 'check',
    status: 'healthy',
    reason: null,
    findings: [],
    changes: [],
    remote: [],
    backup: null,
    message: "This computer's mobile setup is fine.",
    nextStep:
      "Nothing to do here. If your phone still can't connect, sign out of the app on the phone and in again.",
    diagnostics: expect.objectContaining({ platform: process.platform }),
  });
});

it('says what was done although something is left, and does not say so of a plan', () => {
  const partly: Outcome = { command: 'repair', status: 'unverified', reason: 'offline', changes: [change] };
  const messages = [partly, { ...partly, isFull: true }, { ...partly, isPlan: true }].map(
    (outcome) => tell(outcome, 'repair').message,
  );
  const left = "But: Couldn't reach the server, so nothing else was changed.";
  expect(messages).toEqual([
    `Fixed: the deleted pairing was removed from this computer. ${left}`,
    `Fixed: this computer's mobile setup was reset. ${left}`,
    "Couldn't reach the server, so nothing was changed.",
  ]);
});

it('names the error of the network where there is one', () => {
  const outcome: Outcome = {
    command: 'check',
    status: 'unverified',
    reason: 'offline',
    errorCode: 'ENOTFOUND',
  };
  expect([tell(outcome).message, tell(outcome, 'check', GERMAN).message]).toEqual([
    "Couldn't reach the server (ENOTFOUND), so nothing was changed.",
    'Der Server ist nicht erreichbar (ENOTFOUND), deshalb wurde nichts geändert.',
  ]);
});

it('asks for another authority only where the authority is the trouble', () => {
  const outcome: Outcome = { command: 'check', status: 'unverified', reason: 'certificate' };
  const steps = [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'CERT_NOT_YET_VALID',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ].map((errorCode) => tell({ ...outcome, errorCode }));
  expect(
    steps.map(({ nextStep }) => /NODE_EXTRA_CA_CERTS|date and time|network/.exec(nextStep)?.[0]),
  ).toEqual(['NODE_EXTRA_CA_CERTS', 'date and time', 'date and time', 'network']);
  expect(steps.map(({ message }) => /\((\w+)\)/.exec(message)?.[1])).toEqual([
    'SELF_SIGNED_CERT_IN_CHAIN',
    'CERT_NOT_YET_VALID',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ]);
});

it('sends no one to a backup where a backup would not help', () => {
  const outcome: Outcome = { command: 'repair', status: 'refused', reason: 'state-unreadable' };
  const steps = ([null, 'permission', 'place', 'io'] as const).map(
    (unreadable) => tell({ ...outcome, unreadable }, 'repair').nextStep,
  );
  expect(steps.map((step) => /run: .*|restore$/.exec(step)?.[0])).toEqual([
    'restore',
    ...Array.from({ length: 3 }, () => 'run: mobile-setup repair'),
  ]);
});

it('says how to authorize again only where no command is left to be run', () => {
  const path = [PAIRING_KEYS.clientEnrollments, 'key'];
  const changes = [{ ...change, path }];
  const steps = [
    tell({ command: 'repair', status: 'repaired', changes }, 'repair'),
    tell({ command: 'repair', status: 'unverified', reason: 'offline', changes }, 'repair'),
    tell({ command: 'repair', status: 'stale', changes, isPlan: true }, 'repair'),
  ].map(
    ({ nextStep }) =>
      nextStep.endsWith(ENGLISH.authorizeAgain) || / mobile-setup repair$/.exec(nextStep)?.[0],
  );
  expect(steps).toEqual([true, ' mobile-setup repair', ' mobile-setup repair']);
});

it('adds what is known of this very case; a fact that is English alone is left out of other languages', () => {
  const outcome: Outcome = { command: 'repair', status: 'refused', reason: 'app-running' };
  const inGerman = 'repair --lang de';
  expect([
    tell({ ...outcome, detail: ' It is X. ' }, 'repair').message,
    tell({ ...outcome, detail: 'It is X.' }, inGerman, GERMAN).message,
    tell({ ...outcome, detail: { en: 'It is X.', de: 'Es ist X.' } }, inGerman, GERMAN).message,
  ]).toEqual([
    `${ENGLISH.reasons['app-running'].message} It is X.`,
    GERMAN.reasons['app-running'].message,
    `${GERMAN.reasons['app-running'].message} Es ist X.`,
  ]);
});

const next = (outcome: Outcome, words: string) => tell(outcome, words).nextStep;

describe('the next step is an exact command', () => {
  const stale = { command: 'check', status: 'stale' } as const;
  const plan = { command: 'repair', status: 'healthy', isPlan: true } as const;

  it.each([
    [stale, 'check --codex-home /x', 'mobile-setup repair --codex-home /x'],
    [
      { ...stale, command: 'repair', isPlan: true },
      'repair --dry-run --force',
      'mobile-setup repair --force',
    ],
    [{ ...plan, changes: [change] }, 'repair --full --dry-run', 'mobile-setup repair --full'],
    [
      { ...plan, changes: [change] },
      'repair --full --new-identity --dry-run',
      'mobile-setup repair --full --new-identity',
    ],
    [
      { ...plan, status: 'stale', changes: [change] },
      'repair --full --dry-run',
      'mobile-setup repair --full',
    ],
    [
      { command: 'repair', status: 'unverified', reason: 'offline' },
      'repair --full',
      'mobile-setup repair --full',
    ],
    [
      { command: 'repair', status: 'unverified', reason: 'timeout' },
      'repair --timeout 5',
      'mobile-setup repair --timeout 60',
    ],
    [
      { command: 'check', status: 'unverified', reason: 'timeout' },
      'check --timeout 90',
      'mobile-setup check --timeout 180',
    ],
    [
      { command: 'check', status: 'unverified', reason: 'timeout' },
      'check --timeout 3600',
      'mobile-setup check --timeout 3600',
    ],
    [
      { command: 'launch', status: 'unverified', reason: 'timeout' },
      'launch --codex-home dir -- app --timeout 3',
      'mobile-setup launch --timeout 60 --codex-home dir -- app --timeout 3',
    ],
    [
      { command: 'restore', status: 'refused', reason: 'state-changed' },
      'restore --exact --codex-home dir -- -name',
      'mobile-setup restore --exact --codex-home dir -- -name',
    ],
    [
      { command: 'restore', status: 'refused', reason: 'app-running' },
      'restore name',
      'mobile-setup restore name --force',
    ],
    [
      { command: 'repair', status: 'refused', reason: 'app-running' },
      'repair --quit-app',
      'mobile-setup repair --quit-app --force',
    ],
  ] as const)('%j after %s', (outcome, words, command) => {
    expect(next(outcome, words)).toMatch(new RegExp(`: ${command}$`));
  });

  it('of a full plan with nothing in it is the code', () => {
    expect(next(plan, 'repair --full --dry-run')).toBe(ENGLISH.emptyPlan.nextStep);
  });
});
