import { expect, test } from 'vitest';
import { atomOf } from './atoms.ts';

test('only a step that was reached is remembered', () => {
  const name = 'codex-mobile-setup-dialog-step';
  expect(
    atomOf({
      kind: 'pairing',
      url: 'https://example.test',
      manualCode: null,
      remainingMs: 0,
      reconnecting: false,
      canGoBack: false,
    }),
  ).toEqual({
    name,
    value: 'waiting',
  });
  expect(atomOf({ kind: 'connected', phone: null, others: 0 })).toEqual({ name, value: 'connected' });
});

test('a start that is under way, in doubt or undone is not remembered, so that nothing is written', () => {
  expect([
    atomOf({ kind: 'checking' }),
    atomOf({ kind: 'preparing' }),
    atomOf({ kind: 'restored' }),
    atomOf({ kind: 'problem', reason: 'offline', nextTryInMs: null }),
    atomOf({ kind: 'repairing', step: 'removing', progress: null }),
  ]).toEqual([null, null, null, null, null]);
});
