import { expect, test } from 'vitest';
import type { Screen } from '../../shared/screen.ts';
import { createHealWatch } from './notices.ts';

const screen = (outcome: Screen['outcome']): Screen => ({
  epoch: 1,
  view: { kind: 'preparing' },
  outcome,
  canUndo: false,
  isChecking: false,
  authorization: null,
});

test('a heal is news once, and only where nobody asked for it', () => {
  const isNews = createHealWatch();
  const healed: Screen['outcome'] = { kind: 'repaired', requested: false, removed: [], left: [] };
  expect([
    isNews(screen(null)),
    isNews(screen({ kind: 'healthy', requested: false, removed: [], left: [] })),
    isNews(screen(healed)),
    isNews(screen(healed)),
    isNews(screen({ ...healed })),
    isNews(screen({ ...healed, requested: true })),
  ]).toEqual([false, false, true, false, true, false]);
});
