import { MAIN_FILE, type StateFileName } from '../disk/place.ts';
import type { EnvironmentOwner, HealRecord, RepairedPlace, RepairRecord } from './contract.ts';
import { valueAt, without, withValue, type Document } from '../jsonText/document.ts';
import { equalJson, isJsonObject, type JsonObject, type JsonPath, type JsonValue } from '../jsonText/json.ts';
import type { ValueText } from '../jsonText/objectText.ts';
import { isPairingPath, PAIRING_KEYS, pairingKeysOf, pairingKindOf, REPAIR_KEY } from '../pairingKeys.ts';
import { remoteIdKey } from './remoteId.ts';
import { recordIn, withoutIds, withRecord } from './repairRecord.ts';
import { retiredIn } from '../tombstones.ts';

/** What is known of the repair that is to be taken back. */
export interface Repaired {
  readonly file: StateFileName;
  /** `null` where nothing is known of it any more: then all that belongs to pairing, and what is not there at all any more, counts as its. */
  readonly heal: HealRecord | null;
  /** The environments that this app has stored itself. */
  readonly owners: readonly EnvironmentOwner[];
}

/**
 * `now` with what a repair did to it taken back, and all that was saved since kept: what it removed is there again, as in
 * `old`, and a list or a map has again what it lost. Where something else was saved since in a place that it cleared, that stays: it may be a
 * pairing that lives, and what was there is proven dead. Where nothing else has changed since, the very document `old`.
 */
export function takeBack(now: Document, old: Document, { file, heal, owners }: Repaired): Document {
  const places = heal?.wrote?.filter((place) => place.file === file) ?? likelyPlaces(old, now);
  const isOpen = isWithoutPhone(now, owners);
  const merged = places.reduce((document, place) => takeBackAt(document, old, place, isOpen), now);
  if (holdsTheSame(merged, old)) return old;
  return withRecord(merged, recordBefore(merged, old, heal));
}

function takeBackAt(
  now: Document,
  old: Document,
  { path, value: wrote }: RepairedPlace,
  isOpen: boolean,
): Document {
  const [before, found] = [valueAt(old, path), valueAt(now, path)];
  // The repair put something where nothing was: that goes, unless it has become something else.
  if (before === undefined) return equalJson(found, wrote) ? without(now, path) : now;
  const kind = pairingKindOf(path[0] ?? '');
  const isOfRepair = isOpen && (kind === 'environment' || kind === 'installation');
  const back = isOfRepair ? before : mergeSince(before, wrote, found);
  return back === undefined ? now : (withValue(now, path, back) ?? now);
}

/** Whether this app has enrolled after the repair and no phone was paired since: that was the end of the repair, and goes with it. */
function isWithoutPhone(now: Document, owners: readonly EnvironmentOwner[]): boolean {
  const environmentId = valueAt(now, [PAIRING_KEYS.environmentId]);
  const flags = pairingKeysOf('flag').map((flag) => valueAt(now, [flag]));
  return owners.some(({ id }) => id === environmentId) && !flags.includes(true);
}

/** What was there before, with what was saved since; `undefined` where that is nothing. */
function mergeSince(
  before: JsonValue,
  wrote: JsonValue | undefined,
  found: JsonValue | undefined,
): JsonValue | undefined {
  if (equalJson(found, wrote)) return before;
  if (isArray(before) && (isArray(found) || found === undefined)) return mergeLists(before, wrote, found);
  const now = found === undefined ? {} : found;
  return isJsonObject(before) && isJsonObject(wrote) && isJsonObject(now)
    ? mergeMaps(before, wrote, now)
    : found;
}

function memberOf(map: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function mergeMaps(before: JsonObject, wrote: JsonObject, now: JsonObject): JsonObject {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return Object.fromEntries(
    keys.flatMap((key): [string, JsonValue][] => {
      const [old, found] = [memberOf(before, key), memberOf(now, key)];
      const value = equalJson(found, memberOf(wrote, key)) ? old : found;
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** `before` without what was taken out of the list since, and with what was put into it since. */
function mergeLists(
  before: readonly JsonValue[],
  wrote: JsonValue | undefined,
  now: JsonValue | undefined,
): JsonValue {
  const has = (list: JsonValue | undefined, item: JsonValue) =>
    isArray(list) && list.some((each) => equalJson(each, item));
  const kept = before.filter((item) => !has(wrote, item) || has(now, item));
  const added = isArray(now) ? now.filter((item) => !has(before, item)) : [];
  return [...kept, ...added];
}

/** Every place of `old` that belongs to pairing (each member of its maps, its other keys whole), and every key that `now` lacks. */
function likelyPlaces(old: Document, now: Document): readonly RepairedPlace[] {
  const paths = Object.values(PAIRING_KEYS).flatMap((key): JsonPath[] => {
    const value = valueAt(old, [key]);
    if (value === undefined) return [];
    return isJsonObject(value) ? Object.keys(value).map((member) => [key, member]) : [[key]];
  });
  const kept = new Set([REPAIR_KEY, ENVELOPE_KEY, ...now.members.map(({ key }) => key)]);
  const missing = old.members.filter(({ key }) => !kept.has(key)).map(({ key }): JsonPath => [key]);
  return [...paths.filter(isPairingPath), ...missing].map((path) => ({
    file: MAIN_FILE,
    path,
    ...(mayBePruned(path, valueAt(old, path)) && { value: {} }),
  }));
}

/** An atom that is a map by host may have lost some members, and is then taken for one that has lost them all. */
function mayBePruned([key]: JsonPath, value: JsonValue | undefined): boolean {
  return key === PAIRING_KEYS.atoms && isJsonObject(value);
}

/** Issued by the server, and never turned back. */
const ENVELOPE_KEY = 'electron-integrity-state-envelope';

/** Whether both hold the same values but for our own record. */
function holdsTheSame(a: Document, b: Document): boolean {
  const [left, right] = [valuesOf(a), valuesOf(b)];
  return (
    left.size === right.size &&
    [...left].every(([key, value]) => {
      const other = right.get(key);
      return other !== undefined && (value.bytes.equals(other.bytes) || equalJson(value.value, other.value));
    })
  );
}

/** The record without what the repair put into it: its tombstones, its deletions, and itself. */
function recordBefore(merged: Document, old: Document, heal: HealRecord | null): RepairRecord {
  const record = recordIn(merged);
  const back = retiredIn(merged, [...record.tombstones, ...record.outbox]);
  const isNewest = heal === null || record.heals.at(-1)?.at === heal.at;
  const before = new Set(recordIn(old).outbox.map(remoteIdKey));
  return {
    ...record,
    tombstones: withoutIds(record.tombstones, back),
    outbox: withoutIds(record.outbox, back).filter(
      (deletion) => !isNewest || before.has(remoteIdKey(deletion)),
    ),
    heals: record.heals.filter(({ at, cause }) => heal === null || at !== heal.at || cause !== heal.cause),
  };
}

function valuesOf({ members }: Document): ReadonlyMap<string, ValueText> {
  return new Map(members.filter(({ key }) => key !== REPAIR_KEY).map(({ key, value }) => [key, value]));
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
