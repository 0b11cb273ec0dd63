import { z } from 'zod/mini';
import {
  type StateFileName,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  isPairingAtom,
  PAIRING_KEYS,
  REMOTE_CONTROL_HOST_PREFIX,
} from '../../globalState/index.ts';

/** One value of the state file and where it stands. */
export interface Stored {
  readonly path: readonly [top: string, ...below: string[]];
  readonly value: JsonValue;
}

/** One member of an object of the state file. */
interface Member extends Stored {
  readonly key: string;
}

/** This desktop's own enrollment as a controller of other hosts. */
export interface ClientEnrollment extends Stored {
  readonly clientId: string;
  readonly accountUserId: string;
  /** The base URL that the entry's map key names, or `null` where the key has another form and says nothing. */
  readonly baseUrl: string | null;
}

/** A value that points at an environment. */
export interface Pointer extends Stored {
  readonly environmentId: string;
}

/** The pairing identity as one state file holds it: only what is well-formed, and apart from it what is not. */
export interface LocalPairing {
  readonly file: StateFileName;
  readonly enrollments: readonly ClientEnrollment[];
  readonly environment: (Stored & { readonly environmentId: string }) | null;
  readonly installation: Stored | null;
  /** The two "setup is done" flags, where they are there at all. */
  readonly flags: readonly Stored[];
  readonly atoms: readonly Stored[];
  /** Single pointers: the selected host, and auto-connect choices. */
  readonly pointers: readonly Pointer[];
  /** The list of added environments, whole, because an array is edited whole. */
  readonly added: (Stored & { readonly environmentIds: readonly string[] }) | null;
  readonly malformed: readonly Stored[];
}

const idSchema = z.string().check(z.minLength(1), z.maxLength(512));
const enrollmentSchema = z.looseObject({ clientId: idSchema, accountUserId: idSchema });

/** Reads the pairing identity out of a state file's content. Never throws, whatever the content is. */
export function readLocalPairing(file: StateFileName, state: JsonObject): LocalPairing {
  const malformed: Stored[] = [];
  const top = (key: string): Stored | null => {
    const value = Object.hasOwn(state, key) ? state[key] : undefined;
    return value === undefined || value === null ? null : { path: [key], value };
  };
  const sound = <S extends Stored, T>(stored: S | null, read: (stored: S) => T | null): T | null => {
    if (stored === null) return null;
    const result = read(stored);
    if (result === null) malformed.push(stored);
    return result;
  };
  const members = (stored: Stored | null): readonly Member[] =>
    sound(stored, ({ path, value }) =>
      isJsonObject(value)
        ? Object.entries(value).map(([key, member]) => ({ path: [...path, key], key, value: member }))
        : null,
    ) ?? [];

  return {
    file,
    enrollments: members(top(PAIRING_KEYS.clientEnrollments)).flatMap(
      (entry) => sound(entry, readEnrollment) ?? [],
    ),
    environment: sound(top(PAIRING_KEYS.environmentId), readEnvironment),
    installation: sound(top(PAIRING_KEYS.installationId), (stored) =>
      idSchema.safeParse(stored.value).success ? stored : null,
    ),
    flags: [PAIRING_KEYS.setupCompleted, PAIRING_KEYS.hasConnectedDevice].flatMap(
      (key) => sound(top(key), (stored) => (typeof stored.value === 'boolean' ? stored : null)) ?? [],
    ),
    atoms: members(top(PAIRING_KEYS.atoms)).filter(({ key }) => isPairingAtom(key)),
    pointers: [
      sound(top(PAIRING_KEYS.selectedHostId), (stored) =>
        typeof stored.value === 'string' ? readPointer(stored, stored.value) : null,
      ) ?? [],
      members(top(PAIRING_KEYS.autoConnectByHostId)).map((member) => readPointer(member, member.key)),
    ].flat(2),
    added: sound(top(PAIRING_KEYS.addedEnvironmentIds), (stored) =>
      Array.isArray(stored.value)
        ? { ...stored, environmentIds: stored.value.filter((id) => typeof id === 'string') }
        : null,
    ),
    malformed,
  };
}

/** Whether there is any pairing identity in the file, of whichever account. */
export function holdsPairing(local: LocalPairing): boolean {
  const { enrollments, environment, flags, pointers, added, malformed } = local;
  return (
    enrollments.length + pointers.length + malformed.length > 0 ||
    environment !== null ||
    flags.some(({ value }) => value === true) ||
    (added?.environmentIds.length ?? 0) > 0
  );
}

/** Everything in a file that points at an environment. */
export function pointersOf({
  pointers,
  added,
}: LocalPairing): readonly Pick<Pointer, 'environmentId' | 'path'>[] {
  if (added === null) return pointers;
  return [...pointers, ...added.environmentIds.map((environmentId) => ({ environmentId, path: added.path }))];
}

function readEnrollment(member: Member): ClientEnrollment | null {
  const parsed = enrollmentSchema.safeParse(member.value);
  if (!parsed.success) return null;
  const { clientId, accountUserId } = parsed.data;
  return { ...member, clientId, accountUserId, baseUrl: baseUrlOfKey(member.key) };
}

/** A map key has five newline-joined parts, the third of which is the base URL; a key of any other form is opaque. */
function baseUrlOfKey(key: string): string | null {
  const parts = key.split('\n');
  return parts.length === 5 ? (parts[2] ?? null) : null;
}

function readEnvironment(stored: Stored): LocalPairing['environment'] {
  const parsed = idSchema.safeParse(stored.value);
  return parsed.success ? { ...stored, environmentId: parsed.data } : null;
}

/** A host id of another kind (`local`, `remote-ssh-discovered:…`) is no pointer of ours. */
function readPointer(stored: Stored, hostId: string): Pointer[] {
  return hostId.startsWith(REMOTE_CONTROL_HOST_PREFIX)
    ? [{ ...stored, environmentId: hostId.slice(REMOTE_CONTROL_HOST_PREFIX.length) }]
    : [];
}
