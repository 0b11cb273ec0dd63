import { expect, test } from 'vitest';
import { prove } from './badInput.ts';

test('bad input makes nothing throw, hang or lose (short form)', async () => {
  expect(await prove('short')).toMatchObject({ holds: true, failures: [] });
});
