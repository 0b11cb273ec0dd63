import { expect, test } from 'vitest';
import { createAttention } from './attention.ts';

test('the first show and focus of an opening window do not count, the next ones do', () => {
  const passed: string[] = [];
  const attention = createAttention(
    () => 0,
    (kind) => void passed.push(kind),
  );
  for (const kind of ['visible', 'focus', 'focus', 'visible'] as const) attention(kind);
  expect(passed).toEqual(['focus', 'visible']);
});

test('a window that is looked at for the first time long after it was opened is looked at by a person', () => {
  const passed: string[] = [];
  let now = 0;
  const attention = createAttention(
    () => now,
    (kind) => void passed.push(kind),
  );
  attention('visible');
  now = 10_000;
  attention('focus');
  expect(passed).toEqual(['focus']);
});
