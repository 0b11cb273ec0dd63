import { assert, constantFrom, dictionary, jsonValue, property } from 'fast-check';
import { expect, it } from 'vitest';
import { MAIN_FILE, type JsonObject, type JsonValue, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { holdsPairing, readLocalPairing } from './localPairing.ts';
import { BASE_URL, entry, stuck } from '../../../../testing/fakes/directoryFixtures.ts';

const read = (state: JsonObject) => readLocalPairing(MAIN_FILE, state);

it('finds every part of the pairing and where it stands', () => {
  const { enrollments, environment, installation, flags, atoms, pointers, added, malformed } = read(stuck());
  expect({
    enrollments: enrollments.map(({ clientId, accountUserId, mapKey }) => [
      clientId,
      accountUserId,
      mapKey.baseUrl,
    ]),
    environment: [environment?.environmentId, environment?.path],
    installation: installation?.path,
    flags: flags.map(({ path }) => path),
    atoms: atoms.map(({ path }) => path),
    pointers: pointers.map(({ environmentId, path }) => [environmentId, path]),
    added: added?.environmentIds,
    malformed,
  }).toEqual({
    enrollments: [['c1', 'user-x', BASE_URL]],
    environment: ['e1', [KEYS.environmentId]],
    installation: [KEYS.installationId],
    flags: [[KEYS.setupCompleted], [KEYS.hasConnectedDevice]],
    atoms: [[KEYS.atoms, 'remote-control-setup-step']],
    pointers: [
      ['e1', [KEYS.selectedHostId]],
      ['e1', [KEYS.autoConnectByHostId, 'remote-control:e1']],
    ],
    added: ['e1'],
    malformed: [],
  });
});

it('fault 28: finds the third flag, and the atoms that repeat a pointer', () => {
  const { flags, copies } = read({
    [KEYS.hasCompletedSetup]: true,
    [KEYS.atoms]: {
      'selected-remote-host-id': 'remote-control:e1',
      'remote-connection-auto-connect-by-host-id': { 'remote-control:e2': true, local: true },
      'added-remote-control-env-ids': ['e3', 7],
      'remote-control-last': 'remote-control:e4',
    },
  });
  expect([flags.map(({ path }) => path), copies.map(({ environmentId }) => environmentId)]).toEqual([
    [[KEYS.hasCompletedSetup]],
    ['e1', 'e2', 'e3'],
  ]);
});

it.each<[string, JsonValue]>([
  [KEYS.clientEnrollments, 'text'],
  [KEYS.clientEnrollments, []],
  [KEYS.environmentId, 7],
  [KEYS.environmentId, ''],
  [KEYS.environmentId, 'x'.repeat(513)],
  [KEYS.installationId, false],
  [KEYS.setupCompleted, 'true'],
  [KEYS.hasConnectedDevice, 1],
  [KEYS.addedEnvironmentIds, 'e1'],
  [KEYS.selectedHostId, ['remote-control:e1']],
  [KEYS.autoConnectByHostId, 'remote-control:e1'],
  [KEYS.atoms, []],
])('F15: calls a %s of %j malformed, and nothing else', (key, value) => {
  const { malformed } = read({ ...stuck(), [key]: value });
  expect(malformed).toEqual([{ path: [key], value }]);
});

it.each<JsonValue>([{}, { clientId: 'c1' }, { clientId: 7, accountUserId: 'user-x' }, 'text', null, []])(
  'F15: calls an entry of %j malformed and reads the others',
  (odd) => {
    const { enrollments, malformed } = read({ [KEYS.clientEnrollments]: { odd, ...entry('c1') } });
    expect([enrollments.length, malformed.map(({ path }) => path)]).toEqual([
      1,
      [[KEYS.clientEnrollments, 'odd']],
    ]);
  },
);

it.each<[string, JsonObject, boolean]>([
  ['an empty file', {}, false],
  ['user data', { 'local-projects': {}, 'remote-projects': [{ hostId: 'remote-control:e1' }] }, false],
  ['what a repair leaves', { [KEYS.clientEnrollments]: {}, [KEYS.addedEnvironmentIds]: [] }, false],
  ['nulls', Object.fromEntries(Object.values(KEYS).map((key) => [key, null])), false],
  ['flags that say no', { [KEYS.setupCompleted]: false, [KEYS.hasConnectedDevice]: false }, false],
  [
    'hosts of other kinds',
    { [KEYS.selectedHostId]: 'local', [KEYS.autoConnectByHostId]: { local: true } },
    false,
  ],
  ['a flag', { [KEYS.hasConnectedDevice]: true }, true],
  ['an environment', { [KEYS.environmentId]: 'e1' }, true],
  ['an entry', { [KEYS.clientEnrollments]: entry('c1') }, true],
  ['a pointer', { [KEYS.selectedHostId]: 'remote-control:e1' }, true],
  ['an added environment', { [KEYS.addedEnvironmentIds]: ['e1'] }, true],
  ['a malformed value', { [KEYS.environmentId]: 7 }, true],
])('of %s: holds pairing is %j', (_, state, holds) => {
  expect(holdsPairing(read(state))).toBe(holds);
});

it('takes a host or a list item without an id for no pointer', () => {
  const { pointers, added } = read({
    [KEYS.selectedHostId]: 'remote-control:',
    [KEYS.autoConnectByHostId]: { 'remote-control:': true },
    [KEYS.addedEnvironmentIds]: ['', 'e1', 'x'.repeat(513)],
  });
  expect([pointers, added?.environmentIds]).toEqual([[], ['e1']]);
});

it('looks at no atom that is none of the pairing', () => {
  const atoms = Object.defineProperty({ 'remote-control-setup-step': 1 }, 'prompt-history', {
    enumerable: true,
    get: () => {
      throw new Error('It is large.');
    },
  });
  expect(read({ [KEYS.atoms]: atoms }).atoms).toEqual([
    { path: [KEYS.atoms, 'remote-control-setup-step'], key: 'remote-control-setup-step', value: 1 },
  ]);
});

it('reads any content without an error', () => {
  const keys = constantFrom(...Object.values(KEYS));
  const anything = property(dictionary(keys, jsonValue()), (state) =>
    Array.isArray(read(state as JsonObject).malformed),
  );
  expect(() => assert(anything)).not.toThrow();
});
