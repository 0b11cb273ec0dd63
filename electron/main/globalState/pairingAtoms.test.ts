import { expect, it } from 'vitest';
import type { JsonValue } from './jsonText/json.ts';
import { atomAfter, type Going } from './pairingAtoms.ts';

const OWN: Going = {
  environments: new Set(['env_e_own']),
  clients: new Set(['cli_own']),
  isWhole: true,
};
/** A dead host was pointed at, and the own environment is alive. */
const ANOTHER: Going = { ...OWN, clients: new Set(), isWhole: false };

const GOES = [
  ['remote-control-setup-step', 'waiting'],
  ['remote_control_connections_state', { available: true }],
  ['Codex-Mobile-Onboarding', {}],
  ['remote-control-last', 'env_e_own'],
  ['remote-control-last', { id: 'remote-control:env_e_own' }],
  ['remote-control-client', 'client:cli_own/step'],
  ['permission-selection-by-host-id:remote-control:env_e_own', 'full'],
  ['thread-client-id-v1:remote-control%3Aenv_e_own%3Athread-1', 'c'],
  ['selected-remote-host-id', 'remote-control:env_e_own'],
  ['remote-control-auto', { 'remote-control:env_e_own': true }],
  ['host-id-remote-control-allowed', ['remote-control:env_e_own']],
  ['host-id-remote-control-allowed', []],
  ['remote-control-added', ['env_e_own']],
  ['remote_control_env_state', 'x'],
  ['remote-control-last', 'remote-control%253Aenv_e_own'],
] as const satisfies readonly (readonly [string, JsonValue])[];

it.each(GOES)('%s of %j goes with the pairing', (name, value) => {
  expect(atomAfter(name, value, OWN)).toBeUndefined();
});

it.each<[string, JsonValue]>([
  ['theme', 'remote-control:env_e_own'],
  ['remote control', 'x'],
  ['permission-selection-by-host-id:remote-control:env_e_friend', 'full'],
  ['permission-selection-by-host-id:remote-control:env_e_own2', 'full'],
  ['thread-client-id-v1:remote-control%3Aenv_e_friend%3Athread-1', 'c'],
  ['thread-client-id-v1:remote-control%253Aenv_e_friend%253Athread-1', 'c'],
  ['thread-client-id-v1:remote-control%25253aENV_E_FRIEND', 'c'],
  ['REMOTE-CONTROL:ENV_E_FRIEND', 'c'],
  ['remote_control_env_e_friend', 'c'],
  ['remote_control:friend', 'c'],
  ['codex-mobile-last', '{\\"hostId\\":\\"remote-control%3Afriend\\"}'],
  ['thread-client-id-v1:remote-ssh-discovered%3Abox%3Aremote-control', 'c'],
  ['host-id-remote-control-allowed', ['build-box', 'remote-ssh-discovered:other']],
  ['host-id-remote-control-allowed', { 'build-box': true }],
  ['remote-control-last', { hostId: 'remote-control:env_e_friend', seen: 'env_e_own' }],
  ['remote-control-last', ['env_e_own', 'env_e_friend']],
  ['remote-control-last', 'remote-ssh-discovered:box'],
  ['selected-remote-host-id', 'remote-control:env_e_friend'],
  ['selected-remote-host-id', 'local'],
  ['remote-connection-auto-connect-by-host-id', { local: true }],
])('fault 27: %s of %j stays', (name, value) => {
  expect(atomAfter(name, value, OWN)).toBe(value);
});

it.each<[string, JsonValue, JsonValue]>([
  [
    'host-id-remote-control-allowed',
    { 'build-box': true, 'remote-control:env_e_own': true, 'remote-control:env_e_friend': false },
    { 'build-box': true, 'remote-control:env_e_friend': false },
  ],
  ['host-id-remote-control-allowed', ['remote-control:env_e_own', 'build-box'], ['build-box']],
  [
    'remote-connection-auto-connect-by-host-id',
    { 'remote-control:env_e_own': true, local: true },
    { local: true },
  ],
  [
    'remote_control_names',
    { 'remote-control:env_e_own': 'a', 'remote-control:env_e_friend': 'b' },
    { 'remote-control:env_e_friend': 'b' },
  ],
  ['added-remote-control-env-ids', ['env_e_own', 'env_e_friend', 7], ['env_e_friend', 7]],
])('fault 27: %s of %j loses its dead members only', (name, value, rest) => {
  expect(atomAfter(name, value, OWN)).toEqual(rest);
});

it('an atom that names no host stays while the setup does', () => {
  const left = GOES.filter(([name, value]) => atomAfter(name, value, ANOTHER) !== undefined);
  expect(left).toEqual([
    ['remote-control-setup-step', 'waiting'],
    ['remote_control_connections_state', { available: true }],
    ['Codex-Mobile-Onboarding', {}],
    ['remote-control-client', 'client:cli_own/step'],
    ['host-id-remote-control-allowed', []],
    ['remote_control_env_state', 'x'],
  ]);
});

it('an id without characters is named by nothing', () => {
  const empty: Going = { environments: new Set(['']), clients: new Set(['']), isWhole: false };
  expect(atomAfter('remote-control-last', 'remote-control:env_e_own', empty)).toBe(
    'remote-control:env_e_own',
  );
});

it('an id of any characters is found where it stands', () => {
  const odd: Going = { environments: new Set(['a"b/ü\ud800']), clients: new Set(), isWhole: false };
  expect(atomAfter('remote-control-last', { id: 'a"b/ü\ud800' }, odd)).toBeUndefined();
});
