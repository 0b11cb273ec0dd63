import { expect, test } from 'vitest';
import { prove } from './secrets.ts';

test('secrets are where they belong and nowhere else (short form)', async () => {
  expect(await prove('short')).toMatchObject({ holds: true, failures: [] });
});
