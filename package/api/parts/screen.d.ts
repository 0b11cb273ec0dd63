import { z } from "zod/mini";
/** Why this computer could not be authorized to control others. */
declare const AUTHORIZATION_REASONS: readonly ['cancelled', 'timed-out', 'signed-out', 'wrong-account', 'second-factor-missing', 'reauthentication-refused', 'port-busy', 'no-browser', 'key-store-unavailable', 'key-store-denied', 'key-store-locked', 'key-missing', 'offline', 'service-unavailable', 'refused', 'not-needed', 'unconfirmed', 'write-failed'];
/**
 * What the window shows, whole: the page draws this value and keeps nothing of its own. Ids, tokens and keys never
 * cross; the pairing code does, because it is what the screen is for.
 */
declare const screenSchema: z.ZodMiniObject<{
  epoch: z.ZodMiniNumber<number>;
  view: z.ZodMiniDiscriminatedUnion<[z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"checking">;
  }, z.core.$strict>, z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"preparing">;
  }, z.core.$strict>, z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"pairing">;
    url: z.ZodMiniString<string>;
    manualCode: z.ZodMiniNullable<z.ZodMiniString<string>>;
    remainingMs: z.ZodMiniNumber<number>;
    reconnecting: z.ZodMiniBoolean<boolean>;
    canGoBack: z.ZodMiniBoolean<boolean>;
  }, z.core.$strict>, z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"connected">;
    phone: z.ZodMiniNullable<z.ZodMiniObject<{
      name: z.ZodMiniNullable<z.ZodMiniString<string>>;
      platform: z.ZodMiniNullable<z.ZodMiniString<string>>;
      lastSeenAt: z.ZodMiniNullable<z.ZodMiniNumber<number>>;
    }, z.core.$strict>>;
    others: z.ZodMiniNumber<number>;
  }, z.core.$strict>, z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"restored">;
  }, z.core.$strict>, z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"problem">;
    reason: z.ZodMiniEnum<{
      "already-online": "already-online";
      "app-running": "app-running";
      "app-server-failed": "app-server-failed";
      "app-server-hangs": "app-server-hangs";
      "app-server-missing": "app-server-missing";
      "bad-base-url": "bad-base-url";
      "bad-shape": "bad-shape";
      certificate: "certificate";
      "clock-wrong": "clock-wrong";
      "clone-suspected": "clone-suspected";
      "config-unreadable": "config-unreadable";
      "feature-unavailable": "feature-unavailable";
      forbidden: "forbidden";
      "home-missing": "home-missing";
      "home-read-only": "home-read-only";
      "identity-failed": "identity-failed";
      "incomplete-list": "incomplete-list";
      "inconsistent-lists": "inconsistent-lists";
      "mfa-required": "mfa-required";
      "no-backup": "no-backup";
      "not-json": "not-json";
      offline: "offline";
      "other-account": "other-account";
      "owners-unreadable": "owners-unreadable";
      redirected: "redirected";
      "save-failed": "save-failed";
      "server-error": "server-error";
      "signed-out": "signed-out";
      "state-changed": "state-changed";
      "state-unreadable": "state-unreadable";
      "still-stuck": "still-stuck";
      throttled: "throttled";
      timeout: "timeout";
      "write-failed": "write-failed";
    }>;
    nextTryInMs: z.ZodMiniNullable<z.ZodMiniNumber<number>>;
  }, z.core.$strict>, z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"repairing">;
    step: z.ZodMiniEnum<{
      checking: "checking";
      cleaning: "cleaning";
      enrolling: "enrolling";
      removing: "removing";
    }>;
    progress: z.ZodMiniNullable<z.ZodMiniObject<{
      done: z.ZodMiniNumber<number>;
      total: z.ZodMiniNumber<number>;
    }, z.core.$strict>>;
  }, z.core.$strict>], "kind">;
  outcome: z.ZodMiniNullable<z.ZodMiniObject<{
    kind: z.ZodMiniEnum<{
      healthy: "healthy";
      "not-enrolled": "not-enrolled";
      "nothing-to-repair": "nothing-to-repair";
      repaired: "repaired";
      restored: "restored";
      unverified: "unverified";
    }>;
    requested: z.ZodMiniBoolean<boolean>;
    removed: z.ZodMiniArray<z.ZodMiniObject<{
      what: z.ZodMiniEnum<{
        atom: "atom";
        "client-enrollment": "client-enrollment";
        environment: "environment";
        "ghost-environment": "ghost-environment";
        "installation-copy": "installation-copy";
        "own-client": "own-client";
        "own-environment": "own-environment";
        "pending-client": "pending-client";
        pointer: "pointer";
        "setup-flag": "setup-flag";
      }>;
      count: z.ZodMiniNumber<number>;
    }, z.core.$strict>>;
    left: z.ZodMiniArray<z.ZodMiniObject<{
      what: z.ZodMiniEnum<{
        atom: "atom";
        "client-enrollment": "client-enrollment";
        environment: "environment";
        "ghost-environment": "ghost-environment";
        "installation-copy": "installation-copy";
        "own-client": "own-client";
        "own-environment": "own-environment";
        "pending-client": "pending-client";
        pointer: "pointer";
        "setup-flag": "setup-flag";
      }>;
      count: z.ZodMiniNumber<number>;
    }, z.core.$strict>>;
  }, z.core.$strict>>;
  canUndo: z.ZodMiniBoolean<boolean>;
  isChecking: z.ZodMiniBoolean<boolean>;
  authorization: z.ZodMiniNullable<z.ZodMiniDiscriminatedUnion<[z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"needed">;
  }, z.core.$strict>, z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"running">;
    step: z.ZodMiniEnum<{
      browser: "browser";
      explaining: "explaining";
      finishing: "finishing";
      preparing: "preparing";
    }>;
  }, z.core.$strict>, z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"failed">;
    reason: z.ZodMiniEnum<{
      cancelled: "cancelled";
      "key-missing": "key-missing";
      "key-store-denied": "key-store-denied";
      "key-store-locked": "key-store-locked";
      "key-store-unavailable": "key-store-unavailable";
      "no-browser": "no-browser";
      "not-needed": "not-needed";
      offline: "offline";
      "port-busy": "port-busy";
      "reauthentication-refused": "reauthentication-refused";
      refused: "refused";
      "second-factor-missing": "second-factor-missing";
      "service-unavailable": "service-unavailable";
      "signed-out": "signed-out";
      "timed-out": "timed-out";
      unconfirmed: "unconfirmed";
      "write-failed": "write-failed";
      "wrong-account": "wrong-account";
    }>;
  }, z.core.$strict>, z.ZodMiniObject<{
    kind: z.ZodMiniLiteral<"hosts">;
    hosts: z.ZodMiniArray<z.ZodMiniObject<{
      name: z.ZodMiniString<string>;
      online: z.ZodMiniBoolean<boolean>;
      paired: z.ZodMiniBoolean<boolean>;
    }, z.core.$strict>>;
  }, z.core.$strict>], "kind">>;
}, z.core.$strict>;
/** What the window shows, whole. */
type Screen = z.infer<typeof screenSchema>;
/** The main part of the window: exactly one at a time. */
type View = Screen['view'];
/** What the last check or repair came to. */
type Outcome = NonNullable<Screen['outcome']>;
/** Everything that can stand in the way of a code. */
type ProblemReason = Extract<View, {
  kind: 'problem';
}>['reason'];
/** What pairing with a typed code came to. `unlisted`: the code was taken, and the computer is not in the list yet. */
declare const HOST_PAIRINGS: readonly ['paired', 'bad-code', 'unlisted', 'offline'];
/** What pairing with a typed code came to. */
type HostPairing = (typeof HOST_PAIRINGS)[number];
/** Why this computer could not be authorized to control others. */
type AuthorizationReason = (typeof AUTHORIZATION_REASONS)[number];
/** The plan as the confirm dialog lists it: kinds of things and how many, never an id. */
declare const planSchema: z.ZodMiniObject<{
  token: z.ZodMiniString<string>;
  removals: z.ZodMiniArray<z.ZodMiniObject<{
    what: z.ZodMiniEnum<{
      atom: "atom";
      "client-enrollment": "client-enrollment";
      environment: "environment";
      "ghost-environment": "ghost-environment";
      "installation-copy": "installation-copy";
      "own-client": "own-client";
      "own-environment": "own-environment";
      "pending-client": "pending-client";
      pointer: "pointer";
      "setup-flag": "setup-flag";
    }>;
    where: z.ZodMiniEnum<{
      account: "account";
      computer: "computer";
    }>;
    count: z.ZodMiniNumber<number>;
  }, z.core.$strict>>;
  isOwnerUnknown: z.ZodMiniBoolean<boolean>;
  offerNewIdentity: z.ZodMiniBoolean<boolean>;
  removalsWithNewIdentity: z.ZodMiniArray<z.ZodMiniObject<{
    what: z.ZodMiniEnum<{
      atom: "atom";
      "client-enrollment": "client-enrollment";
      environment: "environment";
      "ghost-environment": "ghost-environment";
      "installation-copy": "installation-copy";
      "own-client": "own-client";
      "own-environment": "own-environment";
      "pending-client": "pending-client";
      pointer: "pointer";
      "setup-flag": "setup-flag";
    }>;
    where: z.ZodMiniEnum<{
      account: "account";
      computer: "computer";
    }>;
    count: z.ZodMiniNumber<number>;
  }, z.core.$strict>>;
  ghosts: z.ZodMiniArray<z.ZodMiniObject<{
    tick: z.ZodMiniString<string>;
    name: z.ZodMiniNullable<z.ZodMiniString<string>>;
    lastSeenAt: z.ZodMiniNullable<z.ZodMiniNumber<number>>;
  }, z.core.$strict>>;
}, z.core.$strict>;
/** A repair as the dialog lists it. */
type RepairProposal = z.infer<typeof planSchema>;
export { RepairProposal as a, ProblemReason as i, HostPairing as n, Screen as o, Outcome as r, View as s, AuthorizationReason as t };