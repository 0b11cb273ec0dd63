import {
  isJsonObject,
  type JsonObject,
  type JsonPath,
  type JsonValue,
} from '../../electron/main/globalState/index.ts';

/** The value at `path`, or `undefined`. */
export function valueAt(state: JsonObject, path: JsonPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    state,
  );
}

/** `state` with `value` at `path`; objects that are missing on the way are made. */
export function withValue(state: JsonObject, path: JsonPath, value: JsonValue): JsonObject {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return { ...state, [key]: value };
  const inner = state[key];
  return { ...state, [key]: withValue(isJsonObject(inner) ? inner : {}, rest, value) };
}

/** `state` without what stands at `path`. */
export function without(state: JsonObject, path: JsonPath): JsonObject {
  const [key = '', ...rest] = path;
  if (!Object.hasOwn(state, key)) return state;
  if (rest.length > 0) {
    const inner = state[key];
    return isJsonObject(inner) ? { ...state, [key]: without(inner, rest) } : state;
  }
  return Object.fromEntries(Object.entries(state).filter(([other]) => other !== key));
}
