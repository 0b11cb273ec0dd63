import { z } from 'zod/mini';
import { REASONS, WINDOW_REASONS } from './reasons.ts';

/** The kinds of things a repair can remove, as a person is told of them. */
const removableSchema = z.enum([
  'client-enrollment',
  'environment',
  'installation-copy',
  'setup-flag',
  'atom',
  'pointer',
  'pending-client',
  'own-client',
  'own-environment',
  'ghost-environment',
]);

/** How many of something were removed, or are left to be removed. */
const countsSchema = () => z.array(z.strictObject({ what: removableSchema, count: z.number() }));

/** The phone that is enrolled for this computer, as the service names it. */
export const phoneSchema = z.strictObject({
  name: z.nullable(z.string()),
  /** As the service says it, such as `ios` or `android`. */
  platform: z.nullable(z.string()),
  /** Unix milliseconds. */
  lastSeenAt: z.nullable(z.number()),
});

/** Why this computer could not be authorized to control others. */
export const AUTHORIZATION_REASONS = [
  'cancelled',
  'timed-out',
  'signed-out',
  'wrong-account',
  'second-factor-missing',
  'reauthentication-refused',
  'port-busy',
  'no-browser',
  'key-store-unavailable',
  'key-store-denied',
  'key-store-locked',
  'key-missing',
  'offline',
  'service-unavailable',
  'refused',
  'not-needed',
  'unconfirmed',
  'write-failed',
] as const;

/** How far "Authorize this computer again" is; `null` where there is nothing to say about it. */
const authorizationSchema = z.nullable(
  z.discriminatedUnion('kind', [
    /** The stored enrollment is proven dead and has been removed: a person has to authorize this computer again. */
    z.strictObject({ kind: z.literal('needed') }),
    z.strictObject({
      kind: z.literal('running'),
      step: z.enum(['explaining', 'preparing', 'browser', 'finishing']),
    }),
    z.strictObject({ kind: z.literal('failed'), reason: z.enum(AUTHORIZATION_REASONS) }),
    /** Authorized: every computer of the account has to be paired again, by a code that it shows. */
    z.strictObject({
      kind: z.literal('hosts'),
      hosts: z.array(z.strictObject({ name: z.string(), online: z.boolean(), paired: z.boolean() })),
    }),
  ]),
);

/**
 * What the window shows, whole: the page draws this value and keeps nothing of its own. Ids, tokens and keys never
 * cross; the pairing code does, because it is what the screen is for.
 */
export const screenSchema = z.strictObject({
  /** The epoch of the state file that this screen speaks of. The page sends it back with every atom it writes. */
  epoch: z.number(),
  view: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('checking') }),
    /** The gate is open; remote control is being enabled and a code asked for. */
    z.strictObject({ kind: z.literal('preparing') }),
    z.strictObject({
      kind: z.literal('pairing'),
      /** What the QR code encodes. */
      url: z.string(),
      /** The code to type, `XXXX-XXXX`, where the service gives one. */
      manualCode: z.nullable(z.string()),
      /** Milliseconds that the code is still good for, from the moment this screen was sent; the page counts down by itself. */
      remainingMs: z.number(),
      /** The code is good, but this computer has lost its connection to the service for now. */
      reconnecting: z.boolean(),
      /** A phone is connected already: there is a way back to it. */
      canGoBack: z.boolean(),
    }),
    z.strictObject({
      kind: z.literal('connected'),
      /** The one that was seen last; `null` where the service has not named it. */
      phone: z.nullable(phoneSchema),
      /** How many more phones are enrolled for this computer. */
      others: z.number(),
    }),
    /** A repair was undone: everything is as before, and nothing is healed until the next launch. */
    z.strictObject({ kind: z.literal('restored') }),
    /** Something a person has to know. No QR code is shown. */
    z.strictObject({
      kind: z.literal('problem'),
      reason: z.enum([...REASONS, ...WINDOW_REASONS]),
      /** Milliseconds until it is tried again by itself, from the moment this screen was sent; `null` where a person has to act. */
      nextTryInMs: z.nullable(z.number()),
    }),
    z.strictObject({
      kind: z.literal('repairing'),
      step: z.enum(['checking', 'removing', 'cleaning', 'enrolling']),
      /** How far a long step is; `null` for a short one. */
      progress: z.nullable(z.strictObject({ done: z.number(), total: z.number() })),
    }),
  ]),
  /** What the last check or repair came to; shown in the status region beside any view. */
  outcome: z.nullable(
    z.strictObject({
      kind: z.enum(['healthy', 'not-enrolled', 'repaired', 'nothing-to-repair', 'restored', 'unverified']),
      /** Whether a person asked for it. */
      requested: z.boolean(),
      removed: countsSchema(),
      /** What could not be removed yet; it is tried again at a later launch. */
      left: countsSchema(),
    }),
  ),
  canUndo: z.boolean(),
  /** Whether a check runs now. */
  isChecking: z.boolean(),
  authorization: authorizationSchema,
});

/** What the window shows, whole. */
export type Screen = z.infer<typeof screenSchema>;
/** The main part of the window: exactly one at a time. */
export type View = Screen['view'];
/** What the last check or repair came to. */
export type Outcome = NonNullable<Screen['outcome']>;
/** Everything that can stand in the way of a code. */
export type ProblemReason = Extract<View, { kind: 'problem' }>['reason'];
/** What pairing with a typed code came to. `unlisted`: the code was taken, and the computer is not in the list yet. */
export const HOST_PAIRINGS = ['paired', 'bad-code', 'unlisted', 'offline'] as const;
/** What pairing with a typed code came to. */
export type HostPairing = (typeof HOST_PAIRINGS)[number];
/** Why this computer could not be authorized to control others. */
export type AuthorizationReason = (typeof AUTHORIZATION_REASONS)[number];
/** A kind of thing that a repair can remove. */
export type Removable = z.infer<typeof removableSchema>;

const removalsSchema = () =>
  z.array(
    z.strictObject({
      what: removableSchema,
      where: z.enum(['computer', 'account']),
      count: z.number(),
    }),
  );

/** The plan as the confirm dialog lists it: kinds of things and how many, never an id. */
export const planSchema = z.strictObject({
  /** Names the plan, so that what is confirmed is what was shown. */
  token: z.string(),
  removals: removalsSchema(),
  /** Whether something is among them of which nothing tells whose it is: it may be another account's. */
  isOwnerUnknown: z.boolean(),
  /** Whether a copied machine or a ghost makes "give this computer a new identity" worth offering. */
  offerNewIdentity: z.boolean(),
  /** What would be removed where that is chosen. */
  removalsWithNewIdentity: removalsSchema(),
  /** What this computer has left behind in the account, each to be ticked by a person; `tick` stands for its id. */
  ghosts: z.array(
    z.strictObject({
      tick: z.string(),
      name: z.nullable(z.string()),
      /** Unix milliseconds. */
      lastSeenAt: z.nullable(z.number()),
    }),
  ),
});

/** A repair as the dialog lists it. */
export type RepairProposal = z.infer<typeof planSchema>;
