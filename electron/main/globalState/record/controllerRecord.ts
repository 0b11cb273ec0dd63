import * as z from 'zod/mini';
import type {
  Authorization,
  AuthorizationPlace,
  ControllerChange,
  ControllerRecord,
  EnrolledClient,
  KeyDeletion,
} from './contract.ts';
import { isJsonObject, type JsonValue } from '../jsonText/json.ts';

const text = z.string().check(z.minLength(1));
const keyDeletionSchema = z.lazy(() => z.looseObject({ keyId: text, clientId: text }));
const enrolledSchema = z.lazy(() => z.looseObject({ clientId: text, at: text }));
const enrollmentSchema = z.lazy(() =>
  z.looseObject({
    accountUserId: text,
    algorithm: text,
    clientId: text,
    keyId: text,
    protectionClass: text,
    publicKeySpkiDerBase64: text,
  }),
);
const place = { mapKey: text, accountId: text, accountUserId: text, baseUrl: text };
const authorizationSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('needed'), ...place }),
    z.looseObject({ kind: z.enum(['prepared', 'unconfirmed']), ...place, enrollment: enrollmentSchema }),
  ]),
);

/** The newest of each that are kept. A person has one or two of either. */
const LIMIT = 100;

/** The record of a computer whose controller half was never repaired. */
export const EMPTY_CONTROLLER: ControllerRecord = { keyDeletions: [], authorizations: [], enrolled: [] };

/** The controller's part of the record; an item of another shape is passed over. */
export function controllerIn(value: JsonValue | undefined): ControllerRecord {
  if (!isJsonObject(value)) return EMPTY_CONTROLLER;
  return {
    keyDeletions: wellFormed<KeyDeletion>(value['keyDeletions'], keyDeletionSchema),
    authorizations: wellFormed<Authorization>(value['authorizations'], authorizationSchema),
    enrolled: wellFormed<EnrolledClient>(value['enrolled'], enrolledSchema),
  };
}

/** `record` after `changes`, in their order. Applying the same changes twice gives the same record. */
export function changeController(
  record: ControllerRecord,
  changes: readonly ControllerChange[],
): ControllerRecord {
  return changes.reduce(changeOnce, record);
}

function changeOnce(record: ControllerRecord, change: ControllerChange): ControllerRecord {
  const { keyDeletions, authorizations, enrolled } = record;
  switch (change.kind) {
    case 'queue-key':
      return { ...record, keyDeletions: withItem(keyDeletions, change.deletion, ({ keyId }) => keyId) };
    case 'key-deleted':
      return { ...record, keyDeletions: keyDeletions.filter(({ keyId }) => keyId !== change.keyId) };
    case 'put': {
      const { authorization } = change;
      const replaced = authorizations.find((other) => placeOf(other) === placeOf(authorization));
      return {
        ...record,
        keyDeletions: withKeyOf(keyDeletions, replaced, authorization),
        authorizations: withItem(authorizations, authorization, placeOf),
      };
    }
    case 'need': {
      const open = authorizations.find((other) => placeOf(other) === placeOf(change.authorization));
      return open === undefined || open.kind === 'needed'
        ? changeOnce(record, { ...change, kind: 'put' })
        : record;
    }
    case 'drop':
      return {
        ...record,
        authorizations: authorizations.filter((other) => placeOf(other) !== placeOf(change.place)),
      };
    case 'enrolled':
      return { ...record, enrolled: withItem(enrolled, change.client, ({ clientId }) => clientId) };
  }
}

function placeOf({ mapKey, accountId, baseUrl }: AuthorizationPlace): string {
  return JSON.stringify([mapKey, accountId, baseUrl]);
}

/** An attempt that another one takes the place of, or that has failed, leaves its key to be deleted; the new one keeps its own. */
function withKeyOf(
  keyDeletions: readonly KeyDeletion[],
  replaced: Authorization | undefined,
  by: Authorization,
): readonly KeyDeletion[] {
  const kept = by.kind === 'needed' ? null : by.enrollment.keyId;
  const others = keyDeletions.filter(({ keyId }) => keyId !== kept);
  if (replaced === undefined || replaced.kind === 'needed') return others;
  const { keyId, clientId } = replaced.enrollment;
  return keyId === kept ? others : withItem(others, { keyId, clientId }, (deletion) => deletion.keyId);
}

/** All that stands in either record; where both speak of the same thing, ours is the newer one. */
export function mergeControllers(ours: ControllerRecord, theirs: ControllerRecord): ControllerRecord {
  return changeController(theirs, [
    ...ours.keyDeletions.map((deletion) => ({ kind: 'queue-key', deletion }) as const),
    ...ours.authorizations.map((authorization) => ({ kind: 'put', authorization }) as const),
    ...ours.enrolled.map((client) => ({ kind: 'enrolled', client }) as const),
  ]);
}

function withItem<T>(items: readonly T[], item: T, identity: (item: T) => string): readonly T[] {
  return [...items.filter((other) => identity(other) !== identity(item)), item].slice(-LIMIT);
}

function wellFormed<T>(items: JsonValue | undefined, schema: z.ZodMiniType): readonly T[] {
  return Array.isArray(items) ? (items.filter((item) => schema.safeParse(item).success) as T[]) : [];
}
