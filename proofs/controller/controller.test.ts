import { expect, test } from 'vitest';
import { prove } from './controller.ts';

test('an authorization survives a kill at each effect, and any answer (short form)', async () => {
  expect(await prove('short')).toMatchObject({ holds: true, failures: [] });
});
