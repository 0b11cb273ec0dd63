import { expect, it } from 'vitest';
import { shortenId } from './events.ts';

it('of an id at most eight characters are told, and never more than half of it', () => {
  expect(['', 'a', 'cli_own', 'env_e_own', 'env_e_0123456789'].map(shortenId)).toEqual([
    '',
    '…',
    'cli…',
    'env_…',
    'env_e_01…',
  ]);
});
