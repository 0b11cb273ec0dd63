import { expect, it } from 'vitest';
import { shortenId } from './events.ts';

it('an id is shortened to eight characters, and says so', () => {
  expect(['', 'env_1234', 'env_12345'].map(shortenId)).toEqual(['', 'env_1234', 'env_1234…']);
});
