import { z } from 'zod/mini';
import type {
  Commit,
  ControllerChange,
  HealRecord,
  RemoteDeletion,
  RemoteId,
  RepairRecord,
} from './contract.ts';
import { valueAt, without, withValue, type Document } from './jsonText/document.ts';
import { equalJson, freezeJson, isJsonObject, type JsonValue } from './jsonText/json.ts';
import { changeController, controllerIn, EMPTY_CONTROLLER, mergeControllers } from './controllerRecord.ts';
import { REPAIR_KEY } from './pairingKeys.ts';
import { remoteIdKey } from './remoteId.ts';

const remoteId = z.looseObject({
  kind: z.enum(['client', 'environment']),
  id: z.string().check(z.minLength(1)),
});
const SCHEMAS = {
  tombstones: remoteId,
  outbox: z.looseObject({
    ...remoteId.shape,
    accountId: z.string(),
    baseUrl: z.string(),
    role: z.optional(z.enum(['own', 'pending-client', 'ghost'])),
  }),
  heals: z.looseObject({
    at: z.string(),
    mode: z.enum(['automatic', 'repair', 'full']),
    cause: z.string(),
    removed: z.number(),
  }),
};

/** The newest of each that are kept, so that the record cannot grow for ever. */
const LIMITS = { tombstones: 200, outbox: 1000, heals: 20 } as const;

/** The record of a file that no repair has touched. */
export const EMPTY_RECORD: RepairRecord = {
  tombstones: [],
  outbox: [],
  heals: [],
  controller: EMPTY_CONTROLLER,
};

/** The changes of the record that no file holds yet. */
export interface UnsavedRecord {
  readonly lifted: readonly RemoteId[];
  readonly settled: readonly RemoteDeletion[];
  readonly controller: readonly ControllerChange[];
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
  };
}

/** `document` with `record` in it. A part that already says the same is left as it is written. */
export function withRecord(document: Document, record: RepairRecord): Document {
  const held = recordIn(document);
  let next = document;
  for (const part of ['tombstones', 'outbox', 'heals', 'controller'] as const) {
    const items = record[part] as unknown as JsonValue;
    if (equalJson(held[part] as unknown as JsonValue, items)) continue;
    const place = isJsonObject(valueAt(next, [REPAIR_KEY])) ? next : without(next, [REPAIR_KEY]);
    next = withValue(place, [REPAIR_KEY, part], items) ?? place;
  }
  return next;
}

/** `record` after `commit`. What is retired again counts as new. */
export function extendRecord(record: RepairRecord, commit: Commit): RepairRecord {
  const retired = commit.retire.map(({ kind, id }): RemoteId => ({ kind, id }));
  return bounded({
    tombstones: [...subtract(record.tombstones, retired, sameId), ...retired],
    outbox: [...record.outbox, ...commit.outbox],
    heals: commit.heal ? [...record.heals, commit.heal] : record.heals,
    controller: changeController(record.controller, commit.controller ?? []),
  });
}

/**
 * Two records of one history, `theirs` found in a file that somebody else wrote. Where it holds every heal of ours, it is a
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
  });
}

/** `record` without what is lifted and settled, and with the changes of the controller's part; the very same record where that changes nothing. */
export function reduceRecord(
  record: RepairRecord,
  { lifted, settled, controller: changes }: UnsavedRecord,
): RepairRecord {
  const controller = changeController(record.controller, changes);
  const tombstones = subtract(record.tombstones, lifted, sameId);
  const outbox = subtract(record.outbox, settled, sameDeletion);
  const changed =
    tombstones.length !== record.tombstones.length ||
    outbox.length !== record.outbox.length ||
    !equalJson(controller as unknown as JsonValue, record.controller as unknown as JsonValue);
  return changed ? bounded({ ...record, tombstones, outbox, controller }) : record;
}

function wellFormed<T>(items: JsonValue | undefined, schema: z.ZodMiniType): readonly T[] {
  return Array.isArray(items) ? (items.filter((item) => schema.safeParse(item).success) as T[]) : [];
}

function bounded(record: RepairRecord): RepairRecord {
  return freezeJson({
    tombstones: distinct(record.tombstones, remoteIdKey).slice(-LIMITS.tombstones),
    outbox: distinct(record.outbox, (deletion) =>
      JSON.stringify([remoteIdKey(deletion), deletion.accountId, deletion.baseUrl]),
    ).slice(-LIMITS.outbox),
    heals: distinct(record.heals, identityOfHeal).slice(-LIMITS.heals),
    controller: record.controller,
  } as unknown as JsonValue) as unknown as RepairRecord;
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

function subtract<T>(items: readonly T[], gone: readonly T[], same: (a: T, b: T) => boolean): T[] {
  return items.filter((item) => !gone.some((other) => same(item, other)));
}

function sameId(a: RemoteId, b: RemoteId): boolean {
  return remoteIdKey(a) === remoteIdKey(b);
}

function sameDeletion(a: RemoteDeletion, b: RemoteDeletion): boolean {
  return sameId(a, b) && a.accountId === b.accountId && a.baseUrl === b.baseUrl;
}
