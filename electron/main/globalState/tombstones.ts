import type { RemoteId } from './record/contract.ts';
import {
  documentText,
  EMPTY_DOCUMENT,
  parseDocument,
  valueAt,
  without,
  withValue,
  type Document,
} from './jsonText/document.ts';
import { isJsonObject, type JsonPath, type JsonValue } from './jsonText/json.ts';
import { atomAfter } from './pairingAtoms.ts';
import { isPairingAtom, isPairingPath, PAIRING_KEYS, REMOTE_CONTROL_HOST_PREFIX } from './pairingKeys.ts';

/**
 * `document` without the retired ids, wherever the app keeps them: enrollment entries by their `clientId`, the
 * environment id, the three kinds of pointers, and what `atomAfter` takes from the atoms. The very same document where none is
 * in it. Everything else may name such an id (a log, a project): it is not pairing state.
 */
export function withoutRetired(document: Document, retired: readonly RemoteId[]): Document {
  if (retired.length === 0) return document;
  const clients = new Set(retired.filter(({ kind }) => kind === 'client').map(({ id }) => id));
  const environments = new Set(retired.filter(({ kind }) => kind === 'environment').map(({ id }) => id));
  const hosts = new Set([...environments].map((id) => REMOTE_CONTROL_HOST_PREFIX + id));

  let next = document;
  const cut = (path: JsonPath) => (next = without(next, path));
  const membersOf = (key: string, isWanted = (_name: string) => true) => {
    const value = valueAt(document, [key]);
    if (!isJsonObject(value)) return [];
    return Object.keys(value)
      .filter(isWanted)
      .map((name) => [name, value[name] as JsonValue] as const);
  };

  for (const [key, entry] of membersOf(PAIRING_KEYS.clientEnrollments)) {
    if (isJsonObject(entry) && holds(clients, entry['clientId'])) cut([PAIRING_KEYS.clientEnrollments, key]);
  }
  if (holds(environments, valueAt(document, [PAIRING_KEYS.environmentId]))) cut([PAIRING_KEYS.environmentId]);
  if (holds(hosts, valueAt(document, [PAIRING_KEYS.selectedHostId]))) cut([PAIRING_KEYS.selectedHostId]);
  for (const [host] of membersOf(PAIRING_KEYS.autoConnectByHostId)) {
    if (hosts.has(host)) cut([PAIRING_KEYS.autoConnectByHostId, host]);
  }
  const added = valueAt(document, [PAIRING_KEYS.addedEnvironmentIds]);
  if (Array.isArray(added) && added.some((id) => holds(environments, id))) {
    const alive = added.filter((id) => !holds(environments, id));
    next = withValue(next, [PAIRING_KEYS.addedEnvironmentIds], alive) ?? next;
  }
  for (const [name, atom] of membersOf(PAIRING_KEYS.atoms, isPairingAtom)) {
    const rest = atomAfter(name, atom, { environments, clients, isWhole: false });
    const path = [PAIRING_KEYS.atoms, name];
    if (rest === undefined) cut(path);
    else if (rest !== atom) next = withValue(next, path, rest) ?? next;
  }
  return next;
}

/** Which of `retired` stand in `document` where the app would use them: as an identity, or as a pointer to one. */
export function retiredIn(document: Document, retired: readonly RemoteId[]): readonly RemoteId[] {
  if (retired.length === 0) return [];
  const enrollments = valueAt(document, [PAIRING_KEYS.clientEnrollments]);
  const clients = Object.values(isJsonObject(enrollments) ? enrollments : {}).map((entry) =>
    isJsonObject(entry) ? entry['clientId'] : undefined,
  );
  const autoConnect = valueAt(document, [PAIRING_KEYS.autoConnectByHostId]);
  const added = valueAt(document, [PAIRING_KEYS.addedEnvironmentIds]);
  const environments = [
    valueAt(document, [PAIRING_KEYS.environmentId]),
    ...(Array.isArray(added) ? (added as readonly JsonValue[]) : []),
    ...[
      valueAt(document, [PAIRING_KEYS.selectedHostId]),
      ...Object.keys(isJsonObject(autoConnect) ? autoConnect : {}),
    ].map((host) => (typeof host === 'string' ? host.slice(REMOTE_CONTROL_HOST_PREFIX.length) : undefined)),
  ];
  const found = { client: new Set(clients), environment: new Set(environments) };
  return retired.filter(({ kind, id }) => found[kind].has(id));
}

function holds(ids: ReadonlySet<string>, value: JsonValue | undefined): boolean {
  return typeof value === 'string' && ids.has(value);
}

/**
 * What is left of a value to be written at `path`: the value itself where it brings no retired id back, the value without
 * the offending entries where others remain, and `undefined` where nothing does.
 */
export function admissible(
  path: JsonPath,
  value: JsonValue,
  retired: readonly RemoteId[],
): JsonValue | undefined {
  const written = retired.length > 0 && isPairingPath(path) ? withValue(EMPTY_DOCUMENT, path, value) : null;
  if (written === null) return value;
  const document = parseDocument(documentText(written));
  const next = withoutRetired(document, retired);
  if (next === document) return value;
  const rest = valueAt(next, path);
  const empty = typeof rest === 'object' && rest !== null && Object.keys(rest).length === 0;
  return empty ? undefined : rest;
}
