import type { JsonPath } from './jsonText/json.ts';

/**
 * What a key holds, and with that when it may go: an enrollment, the environment and whatever points at one with the id that it names; the copy of
 * the installation id with the environment; a flag with the environment, or when no phone is left for it; an atom by
 * `atomAfter`. Readers switch over it, so that a key of a kind that is not decided does not compile.
 */
export type PairingKind =
  | 'enrollments'
  | 'environment'
  | 'installation'
  | 'flag'
  /** One host id. */
  | 'host'
  /** An object by host id. */
  | 'host-map'
  /** A list of environment ids. */
  | 'environment-list'
  | 'atoms';

/**
 * The keys of the state file that hold the pairing identity or point at it, as users reported them
 * (openai/codex#23112, #23865, #30165). Everything else in the file is another owner's, `host-id-remote-control-allowed`,
 * `remote-connection-analytics-id-by-host-id`, `remote-projects` and the groupings of threads by host included: they name hosts, and are a
 * person's choices or bookkeeping.
 */
const KEYS = {
  clientEnrollments: { key: 'electron-remote-control-client-enrollments', kind: 'enrollments' },
  environmentId: { key: 'electron-local-remote-control-environment-id', kind: 'environment' },
  installationId: { key: 'electron-local-remote-control-installation-id', kind: 'installation' },
  setupCompleted: { key: 'codex-mobile-setup-completed', kind: 'flag' },
  hasConnectedDevice: { key: 'codex-mobile-has-connected-device', kind: 'flag' },
  hasCompletedSetup: { key: 'has-completed-codex-mobile-setup', kind: 'flag' },
  addedEnvironmentIds: { key: 'added-remote-control-env-ids', kind: 'environment-list' },
  selectedHostId: { key: 'selected-remote-host-id', kind: 'host' },
  autoConnectByHostId: { key: 'remote-connection-auto-connect-by-host-id', kind: 'host-map' },
  atoms: { key: 'electron-persisted-atom-state', kind: 'atoms' },
} as const satisfies Readonly<Record<string, { readonly key: string; readonly kind: PairingKind }>>;

type KeyOf<N extends keyof typeof KEYS> = (typeof KEYS)[N]['key'];

/** The keys themselves, by the names that the code calls them. */
export const PAIRING_KEYS = Object.fromEntries(
  Object.entries(KEYS).map(([name, { key }]) => [name, key]),
) as { readonly [N in keyof typeof KEYS]: KeyOf<N> };

const KINDS: ReadonlyMap<string, PairingKind> = new Map(
  Object.values(KEYS).map(({ key, kind }) => [key, kind]),
);

/** What a top-level key holds; `null` where it is none of the pairing's. */
export function pairingKindOf(key: string): PairingKind | null {
  return KINDS.get(key) ?? null;
}

/** All keys of one kind, in the order of the table. */
export function pairingKeysOf(kind: PairingKind): readonly string[] {
  return [...KINDS].filter(([, each]) => each === kind).map(([key]) => key);
}

/** The one key of the file that is ours: tombstones, outbox and the record of past heals. */
export const REPAIR_KEY = 'mobile-pairing-repair';

/** How a host id names a remote-control environment: this prefix and the environment id. */
export const REMOTE_CONTROL_HOST_PREFIX = 'remote-control:';

/**
 * What an atom of `electron-persisted-atom-state` is to the pairing: `copy` where it repeats a pointer of the same name, `setup` where it
 * belongs to the setup (the list of openai/codex#23112), `null` where it is another's.
 */
export function atomKindOf(name: string): 'copy' | 'setup' | null {
  const kind = pairingKindOf(name);
  if (kind === 'host' || kind === 'host-map' || kind === 'environment-list') return 'copy';
  return /remote[-_]control|codex-mobile/i.test(name) ? 'setup' : null;
}

/** Whether an atom may have to go with the pairing or with a host. */
export function isPairingAtom(name: string): boolean {
  return atomKindOf(name) !== null;
}

/** Whether a write to `path` touches the pairing identity, and so needs the current epoch. */
export function isPairingPath(path: JsonPath): boolean {
  const [top, atom] = path;
  if (top === undefined || top === REPAIR_KEY) return true;
  const kind = pairingKindOf(top);
  if (kind !== 'atoms') return kind !== null;
  return atom === undefined || isPairingAtom(atom);
}
