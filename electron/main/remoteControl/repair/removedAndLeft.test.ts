import { expect, it } from 'vitest';
import { plan } from '../decide/plan.ts';
import { judge, reading, stuck } from '../../../../testing/fakes/directoryFixtures.ts';
import { removedAndLeft } from './removedAndLeft.ts';

it('tells apart what was removed, what is left, and what cannot be asked for', () => {
  const deletions = [
    ...['a', 'b'].map((id) => ({ kind: 'client', id, role: 'pending-client', outcome: 'deleted' }) as const),
    { kind: 'client', id: 'c', role: 'pending-client', outcome: 'queued' } as const,
    { kind: 'environment', id: 'e', role: 'own', outcome: 'queued' } as const,
    { kind: 'environment', id: 'g', role: 'ghost', outcome: 'deleted' } as const,
    { kind: 'client', id: '..', role: 'own', outcome: 'impossible' } as const,
  ];
  const { removed, left } = removedAndLeft({
    plan: plan(judge(stuck(), [reading(), reading()]), 'automatic'),
    drained: { deletions, retryAfterMs: null },
  });
  expect([removed.slice(-2), removed.length > 2, left]).toEqual([
    [
      { what: 'pending-client', count: 2 },
      { what: 'ghost-environment', count: 1 },
    ],
    true,
    [
      { what: 'pending-client', count: 1 },
      { what: 'own-environment', count: 1 },
    ],
  ]);
});
