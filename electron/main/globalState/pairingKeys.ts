import type { JsonPath } from './jsonText/json.ts';

/**
 * The keys of the state file that hold the pairing identity or point at it, as users reported them
 * (openai/codex#23112, #23865, #30165). Everything else in the file is somebody else's.
 */
export const PAIRING_KEYS = {
  clientEnrollments: 'electron-remote-control-client-enrollments',
  environmentId: 'electron-local-remote-control-environment-id',
  installationId: 'electron-local-remote-control-installation-id',
  setupCompleted: 'codex-mobile-setup-completed',
  hasConnectedDevice: 'codex-mobile-has-connected-device',
  addedEnvironmentIds: 'added-remote-control-env-ids',
  selectedHostId: 'selected-remote-host-id',
  autoConnectByHostId: 'remote-connection-auto-connect-by-host-id',
  atoms: 'electron-persisted-atom-state',
} as const;

/** The one key of the file that is ours: tombstones, outbox and the record of past heals. */
export const REPAIR_KEY = 'mobile-pairing-repair';

/** How a host id names a remote-control environment: this prefix and the environment id. */
export const REMOTE_CONTROL_HOST_PREFIX = 'remote-control:';

/** Whether an atom of `electron-persisted-atom-state` belongs to mobile pairing (the list of openai/codex#23112). */
export function isPairingAtom(name: string): boolean {
  return /remote[-_]control|codex-mobile/i.test(name);
}

const TOP_LEVEL: ReadonlySet<string> = new Set(
  Object.values(PAIRING_KEYS).filter((key) => key !== PAIRING_KEYS.atoms),
);

/** Whether a write to `path` touches the pairing identity, and so needs the current epoch. */
export function isPairingPath(path: JsonPath): boolean {
  const [top, atom] = path;
  if (top === undefined || top === REPAIR_KEY || TOP_LEVEL.has(top)) return true;
  return top === PAIRING_KEYS.atoms && (atom === undefined || isPairingAtom(atom));
}
