import * as v from 'valibot';
import { expect, test } from 'vitest';
import { STATES } from '../../renderer/gallery/states.ts';
import { screenSchema } from './screenSchema.ts';

test.each(Object.entries(STATES))('the screen "%s" crosses to the page as it is', (_name, screen) => {
  expect(v.parse(screenSchema, screen)).toEqual(screen);
});

test('what no screen has does not cross', () => {
  const { checking } = STATES;
  expect(v.safeParse(screenSchema, { ...checking, token: 'secret' }).success).toBe(false);
});
