import { expect, test, vi } from 'vitest';
import { prove } from './door.ts';

vi.mock('electron', () => ({ default: {}, clipboard: { writeText: () => undefined } }));

test('the page has one door (short form)', { timeout: 60_000 }, async () => {
  expect(await prove('short')).toMatchObject({ holds: true, failures: [] });
});
