import { expect, it } from 'vitest';
import { REASONS } from '../../shared/reasons.ts';
import { statusFor, worst } from './status.ts';

it('gives every reason its standing', () => {
  expect(REASONS.map((reason) => `${reason}: ${statusFor(reason)}`)).toEqual([
    'offline: unverified',
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
    'state-unreadable: refused',
    'state-changed: refused',
    'app-running: refused',
    'write-failed: refused',
    'no-backup: refused',
    'config-unreadable: refused',
    'bad-base-url: refused',
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
