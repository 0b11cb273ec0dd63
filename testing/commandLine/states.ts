import { enrollmentKey, enrollmentValue, stuckState, type StoredIds } from '../profiles/profile.ts';
import { type JsonObject, PAIRING_KEYS as KEYS, REPAIR_KEY } from '../../electron/main/globalState/index.ts';
import { without, type Scene } from './testBed.ts';

/** Every path that a repair removes from the stuck state. */
export const pathsOf = (ids: StoredIds): readonly (readonly string[])[] => {
  return [
    [KEYS.clientEnrollments, enrollmentKey(ids)],
    [KEYS.environmentId],
    [KEYS.installationId],
    [KEYS.setupCompleted],
    [KEYS.hasConnectedDevice],
    [KEYS.hasCompletedSetup],
    [KEYS.selectedHostId],
    [KEYS.autoConnectByHostId, host(ids.environmentId)],
    [KEYS.atoms, 'remote-control-setup-step'],
    [KEYS.atoms, 'remote_control_connections_state'],
    [KEYS.atoms, 'codex-mobile-onboarding'],
    [KEYS.atoms, 'Electron:Remote-Control-Last-Environment'],
  ];
};

/** The stuck state with nothing of the dead pairing in it. */
export const healed = (ids: StoredIds): JsonObject => ({
  ...without(stuckState(ids), ...pathsOf(ids)),
  [KEYS.addedEnvironmentIds]: [],
});

/** The state file without the record of our own. */
export function stateOf({ profile }: Scene, file?: 'main' | 'mirror'): JsonObject {
  const { [REPAIR_KEY]: _, ...state } = profile.readState(file);
  return state;
}

/** Every file with its facts, without the folder itself: a lock comes and goes in it. */
export const filesOf = (scene: Scene) => without(scene.snapshot() as never, ['.']);

/** How a host id names an environment. */
export const host = (id: string) => `remote-control:${id}`;

/** A controller of the host e9, without an environment of its own. */
export const controller = (ids: StoredIds): JsonObject => ({
  [KEYS.clientEnrollments]: {
    [enrollmentKey(ids)]: enrollmentValue(ids),
    opaque: enrollmentValue({ accountUserId: 'user-another', clientId: 'c-another' }),
  },
  [KEYS.selectedHostId]: host('e9'),
  [KEYS.autoConnectByHostId]: { [host('e9')]: true },
  [KEYS.addedEnvironmentIds]: ['e9'],
});
