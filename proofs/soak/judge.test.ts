import { expect, test } from 'vitest';
import { whatHasGrown } from './judge.ts';
import type { Reading } from './reading.ts';

const BOUNDS = { warmUp: 20, memory: 1000 };

/** One reading for each of 200 launches, quiet by default. */
function readings(more: (launch: number) => Partial<Reading>): readonly Reading[] {
  const quiet = { counts: { sockets: 2 }, backups: 10, stateBytes: 5000, memory: 1_000_000 };
  return Array.from({ length: 200 }, (_, launch) => ({ ...quiet, ...more(launch) }));
}

test.each<[string, (launch: number) => Partial<Reading>, readonly string[]]>([
  ['nothing grows', () => ({}), []],
  ['what comes and goes is no growth', (launch) => ({ counts: { sockets: 2 + (launch % 7) } }), []],
  [
    'what is there once and for all is no growth',
    (launch) => ({ counts: { sockets: launch < 20 ? 1 : 5 } }),
    [],
  ],
  [
    'one more in fifty launches, under noise',
    (launch) => ({ counts: { sockets: Math.floor(launch / 50) + (launch % 3) } }),
    ['sockets: from 0 to 3'],
  ],
  ['an eleventh backup', (launch) => ({ backups: launch === 30 ? 11 : 10 }), ['backups: 11 are kept']],
  [
    'a record without an end',
    (launch) => ({ stateBytes: launch * 500 }),
    ['the state file: 99500 bytes more'],
  ],
  [
    'memory, a little with each launch',
    (launch) => ({ memory: 1_000_000 + launch * 20 + (launch % 2) }),
    [expect.stringMatching(/^memory: 198\d bytes more over the last half$/)],
  ],
  ['memory that was only taken at first', (launch) => ({ memory: launch < 90 ? launch * 1000 : 90_000 }), []],
])('%s', (_, more, grown) => {
  expect(whatHasGrown(readings(more), BOUNDS)).toEqual(grown);
});
