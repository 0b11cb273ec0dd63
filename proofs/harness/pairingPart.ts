import {
  isJsonObject,
  type JsonObject,
  isPairingAtom,
  PAIRING_KEYS,
  REPAIR_KEY,
} from '../../electron/main/globalState/index.ts';

const TOP_LEVEL: ReadonlySet<string> = new Set(
  Object.values(PAIRING_KEYS).filter((key) => key !== PAIRING_KEYS.atoms),
);

/** What of a state file is pairing state; the record of repairs is not. */
export function pairingPart(state: JsonObject): JsonObject {
  return split(state, true);
}

/** Everything else, which nothing but its owner may change; the record of repairs is left out too. */
export function unrelatedPart(state: JsonObject): JsonObject {
  return split(state, false);
}

/** Whether `id` stands anywhere in the pairing state of `state`, as a key, a value or a part of one. */
export function pairingMentions(state: JsonObject, id: string): boolean {
  return JSON.stringify(pairingPart(state)).includes(id);
}

function split(state: JsonObject, wanted: boolean): JsonObject {
  const entries = Object.entries(state).flatMap(([key, value]) => {
    if (key === REPAIR_KEY) return [];
    if (key === PAIRING_KEYS.atoms && isJsonObject(value)) {
      const atoms = Object.entries(value).filter(([name]) => isPairingAtom(name) === wanted);
      return [[key, Object.fromEntries(atoms)] as const];
    }
    return TOP_LEVEL.has(key) === wanted ? [[key, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
