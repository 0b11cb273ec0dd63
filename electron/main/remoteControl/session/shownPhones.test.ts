import { expect, it } from 'vitest';
import { createShownPhones } from './shownPhones.ts';

const LOOK = { name: 'Phone', platform: 'ios', lastSeenAt: 1 };
const listed = (clientId: string, look: Partial<typeof LOOK> = {}) => ({ clientId, ...LOOK, ...look });

it('finds the phone that was shown, also after it was seen again', () => {
  const shown = createShownPhones();
  shown.note([listed('a'), listed('b', { name: 'Tablet' })], 'e1');
  shown.note([listed('a', { lastSeenAt: 2 })], 'e1');
  expect([shown.find(LOOK), shown.find({ ...LOOK, lastSeenAt: 2 })]).toEqual([
    { clientId: 'a', environmentId: 'e1' },
    { clientId: 'a', environmentId: 'e1' },
  ]);
});

it('finds nothing where several phones look the same, at once or one after the other, or where none did', () => {
  const shown = createShownPhones();
  shown.note([listed('a'), listed('b')], 'e1');
  shown.note([listed('b')], 'e1');
  expect([shown.find(LOOK), shown.find({ ...LOOK, lastSeenAt: 3 })]).toEqual([null, null]);
});
