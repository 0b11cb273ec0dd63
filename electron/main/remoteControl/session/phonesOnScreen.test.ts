import { expect, it } from 'vitest';
import { phonesOf } from './phonesOnScreen.ts';

const phone = (name: string, lastSeenAt: number | null) => ({ name, platform: 'ios', lastSeenAt });
const listed = (name: string, lastSeenAt: number | null) => ({
  clientId: `id of ${name}`,
  ...phone(name, lastSeenAt),
});

it('names the phone that was seen last, and counts the others', () => {
  expect(phonesOf([listed('old', 1), listed('new', 3), listed('never', null)], false)).toEqual({
    kind: 'some',
    phone: phone('new', 3),
    others: 2,
  });
});

it('an empty list says that there is none, unless a phone has just claimed a code and the list may lag', () => {
  expect([phonesOf([], false), phonesOf([], true), phonesOf(null, false)]).toEqual([
    { kind: 'none' },
    { kind: 'unknown' },
    { kind: 'unknown' },
  ]);
});
