import * as z from 'zod/mini';
import { readMapKey, type MapKey } from './mapKey.ts';
import {
  type StateFileName,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  isPairingAtom,
  PAIRING_KEYS,
  pairingKeysOf,
  pairingKindOf,
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
  /** What the entry's map key says beside. */
  readonly mapKey: MapKey;
}

/** A member of the enrollments that is none: kept, and still a hint whose the profile is. */
export interface MalformedEnrollment extends Stored {
  readonly accountUserId: string | null;
  readonly mapKey: MapKey;
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
  readonly malformedEnrollments: readonly MalformedEnrollment[];
  /** The "setup is done" flags, where they are there at all. */
  readonly flags: readonly Stored[];
  readonly atoms: readonly Stored[];
  /** Single pointers: the selected host, and auto-connect choices. */
  readonly pointers: readonly Pointer[];
  /** The list of added environments, whole, because an array is edited whole. */
  readonly added: (Stored & { readonly environmentIds: readonly string[] }) | null;
  /** The same pointers once more, as atoms: looked at here, and edited with the atoms. */
  readonly copies: readonly Pointer[];
  readonly malformed: readonly Stored[];
}

const idSchema = z.string().check(z.minLength(1), z.maxLength(512));
const enrollmentSchema = z.lazy(() => z.looseObject({ clientId: idSchema, accountUserId: idSchema }));

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
  // The key is asked for first: a value is parsed when it is looked at, and of the atoms most are none of the pairing's.
  const members = (stored: Stored | null, isWanted = (_key: string) => true): readonly Member[] =>
    sound(stored, ({ path, value: object }) =>
      isJsonObject(object)
        ? Object.keys(object)
            .filter(isWanted)
            .map((key) => ({ path: [...path, key], key, value: object[key] as JsonValue }))
        : null,
    ) ?? [];

  const enrollments: ClientEnrollment[] = [];
  const malformedEnrollments: MalformedEnrollment[] = readList(top(PAIRING_KEYS.clientEnrollments));
  for (const member of members(top(PAIRING_KEYS.clientEnrollments))) {
    const enrollment = sound(member, readEnrollment);
    if (enrollment === null) malformedEnrollments.push(readMalformed(member));
    else enrollments.push(enrollment);
  }
  const atoms = members(top(PAIRING_KEYS.atoms), isPairingAtom);

  return {
    file,
    enrollments,
    malformedEnrollments,
    environment: sound(top(PAIRING_KEYS.environmentId), readEnvironment),
    installation: sound(top(PAIRING_KEYS.installationId), (stored) =>
      idSchema.safeParse(stored.value).success ? stored : null,
    ),
    flags: pairingKeysOf('flag').flatMap(
      (key) => sound(top(key), (stored) => (typeof stored.value === 'boolean' ? stored : null)) ?? [],
    ),
    atoms,
    pointers: [
      sound(top(PAIRING_KEYS.selectedHostId), (stored) =>
        typeof stored.value === 'string' ? readPointer(stored, stored.value) : null,
      ) ?? [],
      members(top(PAIRING_KEYS.autoConnectByHostId)).map((member) => readPointer(member, member.key)),
    ].flat(2),
    added: sound(top(PAIRING_KEYS.addedEnvironmentIds), (stored) =>
      Array.isArray(stored.value)
        ? { ...stored, environmentIds: stored.value.filter((id) => isId(id)) }
        : null,
    ),
    copies: atoms.flatMap(readCopies),
    malformed,
  };
}

/** Whether there is any pairing identity in the file, of whichever account. */
export function holdsPairing(local: LocalPairing): boolean {
  const { enrollments, environment, flags, pointers, added, copies, malformed } = local;
  return (
    enrollments.length + pointers.length + copies.length + malformed.length > 0 ||
    environment !== null ||
    flags.some(({ value }) => value === true) ||
    (added?.environmentIds.length ?? 0) > 0
  );
}

/** Everything in a file that points at an environment. */
export function pointersOf({
  pointers,
  added,
  copies,
}: LocalPairing): readonly Pick<Pointer, 'environmentId' | 'path'>[] {
  const listed = added?.environmentIds.map((environmentId) => ({ environmentId, path: added.path })) ?? [];
  return [...pointers, ...listed, ...copies];
}

function isId(value: JsonValue): value is string {
  return idSchema.safeParse(value).success;
}

function readEnrollment(member: Member): ClientEnrollment | null {
  const parsed = enrollmentSchema.safeParse(member.value);
  if (!parsed.success) return null;
  const { clientId, accountUserId } = parsed.data;
  return { ...member, clientId, accountUserId, mapKey: readMapKey(member.key) };
}

/** A list where the map by key should be: it is left as it is, and its items still say whose they are. */
function readList(stored: Stored | null): MalformedEnrollment[] {
  if (stored === null || !Array.isArray(stored.value)) return [];
  const items: readonly JsonValue[] = stored.value;
  return items.map((value) => readMalformed({ path: stored.path, key: '', value }));
}

function readMalformed(member: Member): MalformedEnrollment {
  const accountUserId = isJsonObject(member.value) ? member.value['accountUserId'] : null;
  return {
    ...member,
    accountUserId: typeof accountUserId === 'string' ? accountUserId : null,
    mapKey: readMapKey(member.key),
  };
}

/** The pointers that an atom repeats. */
function readCopies({ key, path, value }: Member): Pointer[] {
  const at = (hostId: string, ...below: string[]) =>
    readPointer({ path: [...path, ...below], value: hostId }, hostId);
  switch (pairingKindOf(key)) {
    case 'host':
      return typeof value === 'string' ? at(value) : [];
    case 'host-map':
      return isJsonObject(value) ? Object.keys(value).flatMap((hostId) => at(hostId, hostId)) : [];
    case 'environment-list':
      return Array.isArray(value)
        ? value.flatMap((id) => (typeof id === 'string' ? at(REMOTE_CONTROL_HOST_PREFIX + id) : []))
        : [];
    case 'enrollments':
    case 'environment':
    case 'installation':
    case 'flag':
    case 'atoms':
    case null:
      return [];
  }
}

function readEnvironment(stored: Stored): LocalPairing['environment'] {
  const parsed = idSchema.safeParse(stored.value);
  return parsed.success ? { ...stored, environmentId: parsed.data } : null;
}

/** A host id of another kind (`local`, `remote-ssh-discovered:…`) is no pointer of ours. */
function readPointer(stored: Stored, hostId: string): Pointer[] {
  if (!hostId.startsWith(REMOTE_CONTROL_HOST_PREFIX)) return [];
  const parsed = idSchema.safeParse(hostId.slice(REMOTE_CONTROL_HOST_PREFIX.length));
  return parsed.success ? [{ ...stored, environmentId: parsed.data }] : [];
}
