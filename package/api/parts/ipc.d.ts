import { z } from "zod/mini";
/** A failure that crosses to the page: words for a person and nothing else. */
declare const failureSchema: z.ZodMiniObject<{
  what: z.ZodMiniString<string>;
  nextStep: z.ZodMiniString<string>;
}, z.core.$strict>;
/**
 * Every channel of the app, its input and its output. `invoke` channels answer `{ok: true, value}` or
 * `{ok: false, failure}` and never throw.
 */
declare const CHANNELS: {
  readonly 'screen:read': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniObject<{
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
  };
  readonly 'check:run': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  /** From the screen "Mobile connected": a code for one more phone. */
  readonly 'pairing:begin': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  /** The way back from there. */
  readonly 'pairing:stop': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  /** Takes its access to this computer away from the phone that is shown. */
  readonly 'phone:remove': {
    readonly input: z.ZodMiniObject<{
      name: z.ZodMiniNullable<z.ZodMiniString<string>>;
      platform: z.ZodMiniNullable<z.ZodMiniString<string>>;
      lastSeenAt: z.ZodMiniNullable<z.ZodMiniNumber<number>>;
    }, z.core.$strict>;
    readonly output: z.ZodMiniUndefined;
  };
  /** The page's computer is back on a network: only the page is told of that. */
  readonly 'network:online': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  readonly 'repair:plan': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniObject<{
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
  };
  readonly 'repair:run': {
    readonly input: z.ZodMiniObject<{
      token: z.ZodMiniString<string>;
      newIdentity: z.ZodMiniBoolean<boolean>;
      ghosts: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniString<string>>>;
    }, z.core.$strict>;
    /** `plan-changed`: nothing was done, because by now it would be something else; the dialog shows it again. */
    readonly output: z.ZodMiniEnum<{
      done: "done";
      "plan-changed": "plan-changed";
    }>;
  };
  /** Leaves what is still to be deleted at the server to a later launch. */
  readonly 'repair:finish-later': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  readonly 'repair:undo': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  /** Begins to authorize this computer again; the screen says how far it is. */
  readonly 'authorize:begin': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  readonly 'authorize:cancel': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  /** Pairs with the computer that shows this code. */
  readonly 'host:pair': {
    readonly input: z.ZodMiniObject<{
      code: z.ZodMiniString<string>;
    }, z.core.$strict>;
    readonly output: z.ZodMiniEnum<{
      "bad-code": "bad-code";
      offline: "offline";
      paired: "paired";
      unlisted: "unlisted";
    }>;
  };
  readonly 'diagnostics:copy': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  /** The code to type, as it is on screen, goes to the clipboard. */
  readonly 'code:copy': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  readonly 'app:restart': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  readonly 'window:close': {
    readonly input: z.ZodMiniUndefined;
    readonly output: z.ZodMiniUndefined;
  };
  readonly 'atom:write': {
    readonly input: z.ZodMiniObject<{
      epoch: z.ZodMiniInt;
      name: z.ZodMiniString<string>;
      value: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>, z.ZodMiniBoolean<boolean>, z.ZodMiniNull]>;
    }, z.core.$strict>;
    readonly output: z.ZodMiniBoolean<boolean>;
  };
};
/** The name of a channel. */
type Channel = keyof typeof CHANNELS;
/** What a channel takes. */
type Input<C extends Channel> = z.infer<(typeof CHANNELS)[C]['input']>;
/** What a channel resolves to, inside a `Result`. */
type Output<C extends Channel> = z.infer<(typeof CHANNELS)[C]['output']>;
/** A failure in words for a person. */
type Failure = z.infer<typeof failureSchema>;
/** What every call of the page resolves to. */
type Result<T> = {
  readonly ok: true;
  readonly value: T;
} | {
  readonly ok: false;
  readonly failure: Failure;
};
/** What the preload puts on `window.mobileSetup`. */
interface MobileSetupBridge {
  readScreen(): Promise<Result<Output<'screen:read'>>>;
  onScreen(listener: (screen: Output<'screen:read'>) => void): () => void;
  /** The menu asks for the repair dialog. Returns how to unsubscribe. */
  onRepairAsked(listener: () => void): () => void;
  runCheck(): Promise<Result<undefined>>;
  beginPairing(): Promise<Result<undefined>>;
  stopPairing(): Promise<Result<undefined>>;
  removePhone(input: Input<'phone:remove'>): Promise<Result<undefined>>;
  reportOnline(): Promise<Result<undefined>>;
  proposeRepair(): Promise<Result<Output<'repair:plan'>>>;
  runRepair(input: Input<'repair:run'>): Promise<Result<Output<'repair:run'>>>;
  finishRepairLater(): Promise<Result<undefined>>;
  undoRepair(): Promise<Result<undefined>>;
  beginAuthorization(): Promise<Result<undefined>>;
  cancelAuthorization(): Promise<Result<undefined>>;
  pairHost(input: Input<'host:pair'>): Promise<Result<Output<'host:pair'>>>;
  copyDiagnostics(): Promise<Result<undefined>>;
  copyCode(): Promise<Result<undefined>>;
  restartApp(): Promise<Result<undefined>>;
  closeWindow(): Promise<Result<undefined>>;
  /** `false`: the write came from an old screen and was not taken. */
  writeAtom(input: Input<'atom:write'>): Promise<Result<boolean>>;
}
export { Result as a, Output as i, Input as n, MobileSetupBridge as r, Channel as t };