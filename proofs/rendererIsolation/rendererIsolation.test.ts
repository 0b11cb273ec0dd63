import { expect, test, vi } from 'vitest';
import { prove } from './rendererIsolation.ts';

vi.mock('electron', () => ({ default: {}, clipboard: { writeText: () => undefined } }));

test('the page is isolated (short form)', async () => {
  expect(await prove('short')).toMatchObject({ holds: true, failures: [] });
});
