/** Any value that JSON can hold, as `JSON.parse` returns it and as nobody may change it. */
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
