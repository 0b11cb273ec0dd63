import * as z from 'zod/mini';
import { CODEX_SOURCES } from './codexProgram.ts';
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

const count = { what: z.enum(REMOVABLES), count: z.number() };

const phoneText = z.nullable(z.string().check(z.maxLength(4096)));

/** A phone as the page sends it back. */
export const phoneSchema: z.ZodMiniType<ShownPhone> = z.strictObject({
  name: phoneText,
  platform: phoneText,
  lastSeenAt: z.nullable(z.number()),
});

const authorizationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('needed') }),
  z.strictObject({ kind: z.literal('running'), step: z.enum(AUTHORIZATION_STEPS) }),
  z.strictObject({ kind: z.literal('failed'), reason: z.enum(AUTHORIZATION_REASONS) }),
  z.strictObject({
    kind: z.literal('hosts'),
    hosts: z.nullable(
      z.array(z.strictObject({ name: z.string(), online: z.boolean(), paired: z.boolean() })),
    ),
  }),
]);

const viewSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('checking') }),
  z.strictObject({ kind: z.literal('preparing') }),
  z.strictObject({
    kind: z.literal('pairing'),
    url: z.string(),
    manualCode: z.nullable(z.string()),
    remainingMs: z.number(),
    reconnecting: z.boolean(),
    canGoBack: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('connected'), phone: z.nullable(phoneSchema), others: z.number() }),
  z.strictObject({ kind: z.literal('restored') }),
  z.strictObject({
    kind: z.literal('problem'),
    reason: z.enum([...REASONS, ...WINDOW_REASONS]),
    nextTryInMs: z.nullable(z.number()),
    codex: z.exactOptional(
      z.strictObject({ version: z.nullable(z.string()), source: z.enum(CODEX_SOURCES) }),
    ),
  }),
  z.strictObject({
    kind: z.literal('repairing'),
    step: z.enum(REPAIR_STEPS),
    progress: z.nullable(z.strictObject({ done: z.number(), total: z.number() })),
  }),
]);

/** Takes exactly a `Screen`: one member more, and nothing crosses to the page. */
export const screenSchema: z.ZodMiniType<Screen> = z.strictObject({
  epoch: z.number(),
  view: viewSchema,
  outcome: z.nullable(
    z.strictObject({
      kind: z.enum(OUTCOMES),
      requested: z.boolean(),
      removed: z.array(z.strictObject(count)),
      left: z.array(z.strictObject(count)),
    }),
  ),
  canUndo: z.boolean(),
  isChecking: z.boolean(),
  authorization: z.nullable(authorizationSchema),
});

const removals = z.array(z.strictObject({ ...count, where: z.enum(['computer', 'account']) }));

/** Takes exactly a `RepairProposal`. */
export const planSchema: z.ZodMiniType<RepairProposal> = z.strictObject({
  token: z.string(),
  removals,
  isOwnerUnknown: z.boolean(),
  offerNewIdentity: z.boolean(),
  removalsWithNewIdentity: removals,
  ghosts: z.array(
    z.strictObject({ tick: z.string(), name: z.nullable(z.string()), lastSeenAt: z.nullable(z.number()) }),
  ),
});
