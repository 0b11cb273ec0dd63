import { describe, expect, it } from 'vitest';
import { PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { isSuspicious } from './diagnose.ts';
import {
  client,
  entry,
  environment,
  judge,
  list,
  OK,
  reading,
} from '../../../../testing/fakes/directoryFixtures.ts';

const phone = client('phone');
const there = {
  clients: list([client('c1'), phone]),
  environments: list([environment('e1')]),
  refreshed: { c1: OK },
};
const own = { [KEYS.clientEnrollments]: entry('c1'), [KEYS.environmentId]: 'e1' };
const noPhone = { ...there, clients: list([client('c1')]) };

it('decides each environment that a file names, once', () => {
  const main = {
    [KEYS.selectedHostId]: 'remote-control:e-selected',
    [KEYS.addedEnvironmentIds]: ['e-added', 'e-selected'],
  };
  const { environments } = judge(main, [reading()], { mirror: { ...main, [KEYS.environmentId]: 'e1' } });
  expect([...environments.keys()]).toEqual(['e-selected', 'e-added', 'e1']);
});

describe('a second reading is made', () => {
  it.each([
    ['for a client that is missing', own, { ...there, clients: list([phone]), refreshed: {} }],
    ['for an environment that is missing', own, { ...there, environments: list([]) }],
    ['for a set flag where no phone is left', { ...own, [KEYS.hasConnectedDevice]: true }, noPhone],
    [
      'for one set flag beside one that is not',
      { ...own, [KEYS.setupCompleted]: false, [KEYS.hasConnectedDevice]: true },
      noPhone,
    ],
  ])('%s', (_, state, seen) => {
    expect(isSuspicious(judge(state, [reading(seen)]))).toBe(true);
  });

  it('for a flag of the mirror alone', () => {
    const mirror = { [KEYS.setupCompleted]: true };
    expect(isSuspicious(judge(own, [reading(noPhone)], { mirror }))).toBe(true);
  });
});

describe('no second reading is made', () => {
  it.each([
    ['where all is alive', { ...own, [KEYS.hasConnectedDevice]: true }, there],
    ['for phones that no flag claims', own, noPhone],
    ['for phones that a flag denies', { ...own, [KEYS.hasConnectedDevice]: false }, noPhone],
    ['for what a failing list cannot prove', own, { ...there, environments: list([], 'offline') }],
  ] as const)('%s', (_, state, seen) => {
    expect(isSuspicious(judge(state, [reading(seen)]))).toBe(false);
  });
});
