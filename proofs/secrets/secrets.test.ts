import { expect, test } from 'vitest';
import { prove } from './secrets.ts';

test('secrets are where they belong and nowhere else (short form)', { timeout: 60_000 }, async () => {
  expect(await prove('short')).toMatchObject({ holds: true, failures: [] });
});
