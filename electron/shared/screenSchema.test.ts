import { expect, test } from 'vitest';
import { STATES } from '../../renderer/gallery/states.ts';
import { phoneSchema, screenSchema } from './screenSchema.ts';

test.each(Object.entries(STATES))('the screen "%s" crosses to the page as it is', (_name, screen) => {
  expect(screenSchema.parse(screen)).toEqual(screen);
});

test('what no screen has does not cross', () => {
  const { checking } = STATES;
  expect(screenSchema.safeParse({ ...checking, token: 'secret' }).success).toBe(false);
});

test('a phone crosses with a name of any length that a directory passes on, and with no longer one', () => {
  const taken = [4096, 4097].map(
    (length) => phoneSchema.safeParse({ name: 'x'.repeat(length), platform: null, lastSeenAt: null }).success,
  );
  expect(taken).toEqual([true, false]);
});
