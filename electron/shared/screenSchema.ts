import * as v from 'valibot';
import { CODEX_SOURCES } from './codexProgram.ts';
import { finite } from './jsonValues.ts';
import { REASONS, WINDOW_REASONS } from './reasons.ts';
import {
  AUTHORIZATION_REASONS,
  AUTHORIZATION_STEPS,
  OUTCOMES,
  REMOVABLES,
  REPAIR_STEPS,
  type RepairProposal,
  type Screen,
  type ShownPhone,
} from './screen.ts';

const count = { what: v.picklist(REMOVABLES), count: finite };

/** A phone as the page sends it back. */
export const phoneSchema: v.GenericSchema<unknown, ShownPhone> = v.strictObject({
  name: v.nullable(v.string()),
  platform: v.nullable(v.string()),
  lastSeenAt: v.nullable(finite),
});

const authorizationSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('needed') }),
  v.strictObject({ kind: v.literal('running'), step: v.picklist(AUTHORIZATION_STEPS) }),
  v.strictObject({ kind: v.literal('failed'), reason: v.picklist(AUTHORIZATION_REASONS) }),
  v.strictObject({
    kind: v.literal('hosts'),
    hosts: v.array(v.strictObject({ name: v.string(), online: v.boolean(), paired: v.boolean() })),
  }),
]);

const viewSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('checking') }),
  v.strictObject({ kind: v.literal('preparing') }),
  v.strictObject({
    kind: v.literal('pairing'),
    url: v.string(),
    manualCode: v.nullable(v.string()),
    remainingMs: finite,
    reconnecting: v.boolean(),
    canGoBack: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('connected'), phone: v.nullable(phoneSchema), others: finite }),
  v.strictObject({ kind: v.literal('restored') }),
  v.strictObject({
    kind: v.literal('problem'),
    reason: v.picklist([...REASONS, ...WINDOW_REASONS]),
    nextTryInMs: v.nullable(finite),
    codex: v.exactOptional(
      v.strictObject({ version: v.nullable(v.string()), source: v.picklist(CODEX_SOURCES) }),
    ),
  }),
  v.strictObject({
    kind: v.literal('repairing'),
    step: v.picklist(REPAIR_STEPS),
    progress: v.nullable(v.strictObject({ done: finite, total: finite })),
  }),
]);

/** Takes exactly a `Screen`: one member more, and nothing crosses to the page. */
export const screenSchema: v.GenericSchema<unknown, Screen> = v.strictObject({
  epoch: finite,
  view: viewSchema,
  outcome: v.nullable(
    v.strictObject({
      kind: v.picklist(OUTCOMES),
      requested: v.boolean(),
      removed: v.array(v.strictObject(count)),
      left: v.array(v.strictObject(count)),
    }),
  ),
  canUndo: v.boolean(),
  isChecking: v.boolean(),
  authorization: v.nullable(authorizationSchema),
});

const removals = v.array(v.strictObject({ ...count, where: v.picklist(['computer', 'account']) }));

/** Takes exactly a `RepairProposal`. */
export const planSchema: v.GenericSchema<unknown, RepairProposal> = v.strictObject({
  token: v.string(),
  removals,
  isOwnerUnknown: v.boolean(),
  offerNewIdentity: v.boolean(),
  removalsWithNewIdentity: removals,
  ghosts: v.array(
    v.strictObject({ tick: v.string(), name: v.nullable(v.string()), lastSeenAt: v.nullable(finite) }),
  ),
});
