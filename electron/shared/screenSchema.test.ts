import { expect, test } from 'vitest';
import { STATES } from '../../renderer/gallery/states.ts';
import { screenSchema } from './screenSchema.ts';

test.each(Object.entries(STATES))('the screen "%s" crosses to the page as it is', (_name, screen) => {
  expect(screenSchema.parse(screen)).toEqual(screen);
});

test('what no screen has does not cross', () => {
  const { checking } = STATES;
  expect(screenSchema.safeParse({ ...checking, token: 'secret' }).success).toBe(false);
});
