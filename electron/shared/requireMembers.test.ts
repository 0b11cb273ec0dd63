import { expect, test } from 'vitest';
import { missingMembers, requireMembers } from './requireMembers.ts';

const needs = { folder: 'a string', log: 'a function', state: 'an object' } as const;
const all = ['folder (a string)', 'log (a function)', 'state (an object)'];

test.each([undefined, null, 5, 'text', [], {}, { folder: null, log: {}, state: null }])(
  'of %o everything is missing, each with what it has to be',
  (given) => expect(missingMembers(given, needs)).toEqual(all),
);

test('what is there is not named, inherited or not', () => {
  class Parent {
    log(): void {}
  }
  expect(missingMembers(Object.assign(new Parent(), { folder: '' }), needs)).toEqual(['state (an object)']);
});

test('the error names the function and all that it needs', () => {
  expect(() => requireMembers('open', { state: {} }, needs)).toThrow(
    new TypeError('open needs folder (a string), log (a function).'),
  );
  expect(requireMembers('open', { folder: '', log: () => {}, state: {} }, needs)).toBeUndefined();
});
