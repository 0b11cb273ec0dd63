import { expect, test } from 'vitest';
import { visibleBounds } from './windowBounds.ts';

const SCREENS = [
  { x: 0, y: 25, width: 1440, height: 875 },
  { x: -1920, y: 0, width: 1920, height: 1080 },
];
const at = (x: number, y: number) => ({ x, y, width: 520, height: 760 });

test.each([
  ['on the first screen', at(100, 100), true],
  ['on the one at its left', at(-1000, 50), true],
  ['half over an edge', at(1340, 100), true],
  ['on a screen that is gone', at(3000, 100), false],
  ['with its title bar above every screen', at(100, -50), false],
  ['with a sliver at the edge', at(1400, 100), false],
])('a window %s: %o is kept: %s', (_name, bounds, isKept) => {
  expect(visibleBounds(bounds, SCREENS)).toEqual(isKept ? bounds : {});
});

test('a window that was never moved is placed by the system', () => {
  expect(visibleBounds(null, SCREENS)).toEqual({});
});
