import { expect, test } from 'vitest';
import { atomOf } from './atoms.ts';

test('only a step that was reached is remembered', () => {
  const name = 'codex-mobile-setup-dialog-step';
  expect(atomOf({ kind: 'pairing', url: 'https://example.test', manualCode: null, expiresAt: 0 })).toEqual({
    name,
    value: 'waiting',
  });
  expect(atomOf({ kind: 'connected' })).toEqual({ name, value: 'connected' });
});

test('a start that is under way, in doubt or undone is not remembered, so that nothing is written', () => {
  expect([
    atomOf({ kind: 'checking' }),
    atomOf({ kind: 'preparing' }),
    atomOf({ kind: 'restored' }),
    atomOf({ kind: 'problem', reason: 'offline' }),
    atomOf({ kind: 'repairing', step: 'removing' }),
  ]).toEqual([null, null, null, null, null]);
});
