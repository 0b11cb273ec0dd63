import {
  equalJson,
  isJsonObject,
  isPairingAtom,
  isPairingPath,
  PAIRING_KEYS,
  REMOTE_CONTROL_HOST_PREFIX,
  type JsonObject,
  type JsonValue,
  type RemoteId,
  type Write,
} from '../../electron/main/globalState/index.ts';
import { valueAt, withValue } from './plainJson.ts';

/** `state` without `retired`, in each of the places where the app keeps such ids. */
export function purge(state: JsonObject, retired: readonly RemoteId[]): JsonObject {
  const isRetired = (kind: RemoteId['kind'], id: JsonValue | undefined) =>
    retired.some((each) => each.kind === kind && each.id === id);
  const isRetiredHost = (host: JsonValue | undefined) =>
    typeof host === 'string' &&
    host.startsWith(REMOTE_CONTROL_HOST_PREFIX) &&
    isRetired('environment', host.slice(REMOTE_CONTROL_HOST_PREFIX.length));
  const rules: Readonly<Record<string, (value: JsonValue) => JsonValue | undefined>> = {
    [PAIRING_KEYS.environmentId]: (value) => (isRetired('environment', value) ? undefined : value),
    [PAIRING_KEYS.selectedHostId]: (value) => (isRetiredHost(value) ? undefined : value),
    [PAIRING_KEYS.addedEnvironmentIds]: (value) =>
      Array.isArray(value) ? value.filter((id: JsonValue) => !isRetired('environment', id)) : value,
    [PAIRING_KEYS.autoConnectByHostId]: (value) => keep(value, (host) => !isRetiredHost(host)),
    [PAIRING_KEYS.clientEnrollments]: (value) =>
      keep(value, (_, entry) => !(isJsonObject(entry) && isRetired('client', entry['clientId']))),
    [PAIRING_KEYS.atoms]: (value) =>
      keep(
        value,
        (name, atom) => !isPairingAtom(name) || !retired.some(({ id }) => JSON.stringify(atom).includes(id)),
      ),
  };
  return Object.fromEntries(
    Object.entries(state).flatMap(([key, value]) => {
      const left = rules[key] ? rules[key](value) : value;
      return left === undefined ? [] : [[key, left]];
    }),
  );
}

/** What is taken of a write: all of it, what is left without retired ids, or `null` where that is nothing. */
export function admit(write: Write, retired: readonly RemoteId[]): Write | null {
  if (write.op === 'remove' || !isPairingPath(write.path)) return write;
  const left = valueAt(purge(withValue({}, write.path, write.value), retired), write.path);
  if (equalJson(left, write.value)) return write;
  const isEmpty = typeof left === 'object' && left !== null && Object.keys(left).length === 0;
  return left === undefined || isEmpty ? null : { ...write, value: left };
}

function keep(value: JsonValue, isKept: (key: string, member: JsonValue) => boolean): JsonValue {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, member]) => isKept(key, member)));
}
