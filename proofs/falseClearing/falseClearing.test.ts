import { expect, test } from 'vitest';
import { prove } from './falseClearing.ts';

test('nothing but proof clears (short form)', async () => {
  expect(await prove('short')).toMatchObject({ holds: true, failures: [] });
});
