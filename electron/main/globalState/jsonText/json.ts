/** Any value that JSON can hold, as `JSON.parse` returns it, read-only. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** The keys that lead from the root of a state file to one value. Keys are taken literally: no dot notation. */
export type JsonPath = readonly string[];

/** Whether `value` is an object, and neither `null` nor an array. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values are the same JSON, at any depth: the order of an object's keys does not count. */
export function equalJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  const waiting: [JsonValue | undefined, JsonValue | undefined][] = [[left, right]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(b, key)) return false;
      waiting.push([(a as JsonObject)[key], (b as JsonObject)[key]]);
    }
  }
  return true;
}

/** Freezes `value` and everything below it, and returns it. Takes any depth that `JSON.parse` takes. */
export function freezeJson<T extends JsonValue>(value: T): T {
  const waiting: JsonValue[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    // Whatever is no object counts as frozen.
    if (Object.isFrozen(next)) continue;
    Object.freeze(next);
    for (const child of Object.values(next as JsonObject)) if (typeof child === 'object') waiting.push(child);
  }
  return value;
}
