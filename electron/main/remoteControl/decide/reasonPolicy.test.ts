import { describe, expect, it } from 'vitest';
import { REASONS } from '../../../shared/reasons.ts';
import { PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { REASON_POLICY, reasonOf, statusFor, worst } from './reasonPolicy.ts';
import { client, entry, failure, judge, list, reading } from '../../../../testing/fakes/directoryFixtures.ts';

it('gives every reason its severity', () => {
  expect(REASONS.map((reason) => `${reason}: ${statusFor(reason)}`)).toEqual([
    'offline: unverified',
    'certificate: unverified',
    'timeout: unverified',
    'throttled: unverified',
    'server-error: unverified',
    'not-json: unverified',
    'bad-shape: unverified',
    'incomplete-list: unverified',
    'inconsistent-lists: unverified',
    'feature-unavailable: unverified',
    'redirected: unverified',
    'signed-out: blocked',
    'forbidden: blocked',
    'mfa-required: blocked',
    'already-online: blocked',
    'clone-suspected: blocked',
    'other-account: healthy',
    'owners-unreadable: unverified',
    'state-unreadable: refused',
    'state-changed: refused',
    'app-running: refused',
    'write-failed: refused',
    'identity-failed: refused',
    'no-backup: refused',
    'config-unreadable: refused',
    'bad-base-url: refused',
  ]);
});

it('tries again what may pass within seconds, and nothing else', () => {
  expect(REASONS.filter((reason) => REASON_POLICY[reason].transient)).toEqual([
    'offline',
    'timeout',
    'throttled',
    'server-error',
  ]);
});

it('lets the worst speak, and among equals the first', () => {
  expect([
    worst([]),
    worst([null, null]),
    worst([null, 'timeout', 'offline']),
    worst(['offline', 'forbidden', 'signed-out']),
    worst(['forbidden', 'state-unreadable', 'offline']),
  ]).toEqual([null, null, 'timeout', 'forbidden', 'state-unreadable']);
});

const flag = (value: boolean) => ({ [KEYS.setupCompleted]: false, [KEYS.hasConnectedDevice]: value });
const twice = (seen: Parameters<typeof reading>[0]) => [reading(seen), reading(seen)];

describe('the reason of a check', () => {
  const readings = [reading({ clients: list([client('phone')]) }), reading()];

  it.each([
    ['is that phones come and go where a flag claims one', judge(flag(true), readings), 'inconsistent-lists'],
    [
      'is the same where only the mirror claims one',
      judge({}, readings, { mirror: flag(true) }),
      'inconsistent-lists',
    ],
    ['is none where no flag does', judge(flag(false), readings), null],
    [
      'is a lack of time where phones are missing from the only list',
      judge(flag(true), [reading()]),
      'timeout',
    ],
  ])('%s', (_, diagnosis, reason) => {
    expect(reasonOf(diagnosis)).toBe(reason);
  });

  it.each(['signed-out', 'mfa-required', 'already-online'] as const)(
    'is %s by whichever request that was said, although nothing depends on it',
    (reason) => {
      const state = { [KEYS.clientEnrollments]: entry('c1') };
      expect([
        reasonOf(judge(state, twice({ mfa: failure(reason) }))),
        reasonOf(judge(state, twice({ refreshed: { c1: failure(reason) } }))),
        reasonOf(judge(state, twice({ mfa: failure('forbidden') }))),
      ]).toEqual([reason, reason, null]);
    },
  );
});
