import * as v from 'valibot';
import { expect, it } from 'vitest';
import { anyObject, finite, integer } from './jsonValues.ts';

it('takes no number that JSON cannot hold, and no array for an object', () => {
  const huge: unknown = JSON.parse('1e999');
  expect([
    v.is(finite, 1.5),
    v.is(finite, huge),
    v.is(integer, 2 ** 53 - 1),
    v.is(integer, 2 ** 53),
    v.is(integer, 1.5),
    v.is(anyObject, {}),
    v.is(anyObject, []),
    v.is(anyObject, null),
  ]).toEqual([true, false, true, false, false, true, false, false]);
});
