import { expect, it } from 'vitest';
import type { ConnectionErrorReason } from '../appServer/index.ts';
import {
  failureOfRequest,
  failureOfStart,
  isObstacle,
  nameClock,
  problemOfConnectionError,
} from './failures.ts';

const NOW = Date.UTC(2026, 10, 22, 12, 20, 0);

it.each<[ConnectionErrorReason, string, boolean]>([
  ['mfa-required', 'mfa-required', true],
  ['already-online', 'already-online', true],
  ['signed-out', 'signed-out', true],
  ['expired-code', 'app-server-failed', false],
  ['not-enabled', 'app-server-failed', false],
  ['unknown', 'app-server-failed', false],
  ['not-found', 'feature-unavailable', false],
  ['disabled-by-policy', 'forbidden', false],
  ['offline', 'offline', false],
])('%s is the screen %s; only a person can end it: %s', (reason, problem, isOne) => {
  expect([problemOfConnectionError(reason), isObstacle(reason)]).toEqual([problem, isOne]);
});

const refused = (message: string) =>
  failureOfRequest({ kind: 'refused', reason: 'throttled', message }, NOW).retryAfterMs;

it('keeps the time that the app-server defers its next try to', () => {
  expect([
    refused('remote control retry deferred until 2026-11-22 12:26:25.5 +00:00:00'),
    refused('remote control retry deferred until 2026-11-22 12:00:00.1 +00:00:00'),
    refused('HTTP 429 Too Many Requests'),
  ]).toEqual([385_500, null, null]);
});

it.each([
  ['refused', { kind: 'refused', reason: 'already-online', message: '' }, 'pairing', 'already-online', true],
  ['silent', { kind: 'timeout' }, 'pairing', 'timeout', false],
  ['ended', { kind: 'ended' }, 'app-server', 'app-server-failed', false],
] as const)(
  'a request that is %s is a failure of its own',
  (_name, outcome, thing, reason, awaitsConnection) => {
    expect(failureOfRequest(outcome, NOW)).toEqual({ thing, reason, retryAfterMs: null, awaitsConnection });
  },
);

it('says which program is too old for a request, where that is known', () => {
  const outcome = { kind: 'refused', reason: 'too-old', message: '' } as const;
  const codex = { version: '0.125.0', source: 'npm' } as const;
  const failure = {
    thing: 'app-server',
    reason: 'app-server-too-old',
    retryAfterMs: null,
    awaitsConnection: false,
  };
  expect([
    failureOfRequest(outcome, NOW, codex),
    failureOfRequest(outcome, NOW),
    failureOfStart({ ...outcome, code: -32_601 }),
  ]).toEqual([{ ...failure, codex }, failure, failure]);
});

it('names the clock where it is more than five minutes off and nothing else is known', () => {
  const failure = {
    thing: 'pairing',
    reason: 'app-server-failed',
    retryAfterMs: null,
    awaitsConnection: false,
  } as const;
  expect([null, 300_000, 300_001, -7_200_000].map((skew) => nameClock(failure, skew).reason)).toEqual([
    'app-server-failed',
    'app-server-failed',
    'clock-wrong',
    'clock-wrong',
  ]);
  expect(nameClock({ ...failure, reason: 'forbidden' }, 7_200_000).reason).toBe('forbidden');
});
