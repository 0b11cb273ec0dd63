import * as z from 'zod/mini';
import type { Commit } from '../contract.ts';
import type {
  ControllerChange,
  EnvironmentOwner,
  HealRecord,
  RemoteDeletion,
  RemoteId,
  RepairRecord,
} from './contract.ts';
import { valueAt, without, withValue, type Document } from '../jsonText/document.ts';
import { equalJson, freezeJson, isJsonObject, type JsonValue } from '../jsonText/json.ts';
import { changeController, controllerIn, EMPTY_CONTROLLER, mergeControllers } from './controllerRecord.ts';
import { REPAIR_KEY } from '../pairingKeys.ts';
import { remoteIdKey } from './remoteId.ts';

const idSchema = z.string().check(z.minLength(1));
const remoteId = { kind: z.enum(['client', 'environment']), id: idSchema };
const SCHEMAS = {
  tombstones: z.lazy(() => z.looseObject(remoteId)),
  outbox: z.lazy(() =>
    z.looseObject({
      ...remoteId,
      accountId: z.string(),
      baseUrl: z.string(),
      role: z.optional(z.enum(['own', 'pending-client', 'ghost'])),
    }),
  ),
  owners: z.lazy(() => z.looseObject({ id: idSchema, accountId: z.string(), baseUrl: z.string() })),
  heals: z.lazy(() =>
    z.looseObject({
      at: z.string(),
      mode: z.enum(['automatic', 'repair', 'full']),
      cause: z.string(),
      removed: z.number(),
    }),
  ),
};

/** How many past heals are kept. Tombstones and the outbox have no limit: what is forgotten there comes back, or is never done. */
const HEALS_KEPT = 20;
/** So many of the newest heals say what they wrote, which takes some kilobytes each; an older one is taken back by its likely places. */
const HEALS_IN_FULL = 3;

/** So many environments are remembered; a computer has one at a time. */
const OWNERS_KEPT = 20;

/** The record of a file that no repair has touched. */
export const EMPTY_RECORD: RepairRecord = {
  tombstones: [],
  outbox: [],
  heals: [],
  controller: EMPTY_CONTROLLER,
  owners: [],
};

/** The changes of the record that no file holds yet. */
export interface UnsavedRecord {
  readonly lifted: readonly RemoteId[];
  readonly settled: readonly RemoteDeletion[];
  readonly controller: readonly ControllerChange[];
  readonly owners: readonly EnvironmentOwner[];
}

/**
 * The record that `document` holds. An item of another shape is passed over, one with unknown fields keeps them: the
 * file may have been written by another version.
 */
export function recordIn(document: Document): RepairRecord {
  const value = valueAt(document, [REPAIR_KEY]);
  if (!isJsonObject(value)) return EMPTY_RECORD;
  return {
    tombstones: wellFormed<RemoteId>(value['tombstones'], SCHEMAS.tombstones),
    outbox: wellFormed<RemoteDeletion>(value['outbox'], SCHEMAS.outbox),
    heals: wellFormed<HealRecord>(value['heals'], SCHEMAS.heals),
    controller: controllerIn(value['controller']),
    owners: wellFormed<EnvironmentOwner>(value['owners'], SCHEMAS.owners),
  };
}

/**
 * `document` with `record` in it. A part that already says the same is left as it is written, and of another one the items of another shape stay: another
 * version may have written them.
 */
export function withRecord(document: Document, record: RepairRecord): Document {
  const held = recordIn(document);
  let next = document;
  for (const part of ['tombstones', 'outbox', 'heals', 'controller', 'owners'] as const) {
    const items = record[part] as unknown as JsonValue;
    if (equalJson(held[part] as unknown as JsonValue, items)) continue;
    const place = isJsonObject(valueAt(next, [REPAIR_KEY])) ? next : without(next, [REPAIR_KEY]);
    const written = valueAt(place, [REPAIR_KEY, part]);
    const value = isArray(items) && isArray(written) ? [...passedOver(written, held[part]), ...items] : items;
    next = withValue(place, [REPAIR_KEY, part], value) ?? place;
  }
  return next;
}

function passedOver(written: readonly JsonValue[], held: unknown): readonly JsonValue[] {
  const read = held as readonly JsonValue[];
  return written.filter((item) => !read.some((each) => equalJson(each, item)));
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/**
 * `record` after `commit`, of which a backup of the time `backup` is kept. What is retired again counts as new. What was not
 * proven gone leaves no tombstone.
 */
export function extendRecord(record: RepairRecord, commit: Commit, backup: string): RepairRecord {
  const retired = commit.retire
    .filter(({ proven }) => proven)
    .map(({ kind, id }): RemoteId => ({ kind, id }));
  const wrote = commit.edits.map(({ file, path, ...edit }) => ({
    file,
    path,
    ...(edit.op === 'set' && { value: edit.value }),
  }));
  return bounded({
    tombstones: [...withoutIds(record.tombstones, retired), ...retired],
    outbox: [...record.outbox, ...commit.outbox],
    heals: commit.heal ? [...record.heals, { ...commit.heal, backup, wrote }] : record.heals,
    controller: changeController(record.controller, commit.controller ?? []),
    owners: record.owners,
  });
}

/**
 * Two records of one history, `theirs` found in a file that another program wrote. Where it holds every heal of ours, it is a
 * later one: another process of ours has lifted what it lacks. Otherwise another program wrote its old memory, which may
 * have lost what we wrote, and a lost tombstone would let a dead id back in: then all that stands in either.
 */
export function mergeRecords(ours: RepairRecord, theirs: RepairRecord): RepairRecord {
  const known = new Set(theirs.heals.map(identityOfHeal));
  if (ours.heals.length > 0 && ours.heals.every((heal) => known.has(identityOfHeal(heal)))) return theirs;
  return bounded({
    tombstones: [...theirs.tombstones, ...ours.tombstones],
    outbox: [...theirs.outbox, ...ours.outbox],
    heals: [...theirs.heals, ...ours.heals].toSorted((a, b) => a.at.localeCompare(b.at)),
    controller: mergeControllers(ours.controller, theirs.controller),
    owners: [...theirs.owners, ...ours.owners],
  });
}

/** `record` without what is lifted and settled, and with the changes of the controller's part; the very same record where that changes nothing. */
export function reduceRecord(
  record: RepairRecord,
  { lifted, settled, controller: changes, owners: noted }: UnsavedRecord,
): RepairRecord {
  const controller = changeController(record.controller, changes);
  const tombstones = withoutIds(record.tombstones, lifted);
  const outbox = withoutDeletions(record.outbox, settled);
  const changed =
    tombstones.length !== record.tombstones.length ||
    outbox.length !== record.outbox.length ||
    noted.length > 0 ||
    !equalJson(controller as unknown as JsonValue, record.controller as unknown as JsonValue);
  return changed
    ? bounded({ ...record, tombstones, outbox, controller, owners: [...record.owners, ...noted] })
    : record;
}

function wellFormed<T>(items: JsonValue | undefined, schema: z.ZodMiniType): readonly T[] {
  return Array.isArray(items) ? (items.filter((item) => schema.safeParse(item).success) as T[]) : [];
}

function bounded(record: RepairRecord): RepairRecord {
  return freezeJson({
    tombstones: distinct(record.tombstones, remoteIdKey),
    outbox: distinct(record.outbox, deletionKey),
    heals: withoutOldPlaces(distinct(record.heals, identityOfHeal).slice(-HEALS_KEPT)),
    controller: record.controller,
    // The last word about an environment counts.
    owners: distinct(record.owners.toReversed(), ({ id }) => id)
      .slice(0, OWNERS_KEPT)
      .toReversed(),
  } as unknown as JsonValue) as unknown as RepairRecord;
}

function withoutOldPlaces(heals: readonly HealRecord[]): readonly HealRecord[] {
  return heals.map((heal, index) => {
    if (index >= heals.length - HEALS_IN_FULL || heal.wrote === undefined) return heal;
    const { wrote: _, ...rest } = heal;
    return rest;
  });
}

function identityOfHeal({ at, mode, cause }: HealRecord): string {
  return JSON.stringify([at, mode, cause]);
}

function distinct<T>(items: readonly T[], identity: (item: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const item of items) {
    const name = identity(item);
    if (!seen.has(name)) seen.set(name, item);
  }
  return [...seen.values()];
}

/** `ids` without those of `gone`. */
export function withoutIds<T extends RemoteId>(ids: readonly T[], gone: readonly RemoteId[]): readonly T[] {
  const keys = new Set(gone.map(remoteIdKey));
  return keys.size === 0 ? ids : ids.filter((id) => !keys.has(remoteIdKey(id)));
}

function withoutDeletions(
  all: readonly RemoteDeletion[],
  done: readonly RemoteDeletion[],
): readonly RemoteDeletion[] {
  const keys = new Set(done.map(deletionKey));
  return all.filter((deletion) => !keys.has(deletionKey(deletion)));
}

function deletionKey(deletion: RemoteDeletion): string {
  return JSON.stringify([remoteIdKey(deletion), deletion.accountId, deletion.baseUrl]);
}
