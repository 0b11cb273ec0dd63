import type { CodexProgram } from './codexProgram.ts';
import type { Reason, WINDOW_REASONS } from './reasons.ts';

/** The kinds of things a repair can remove, as a person is told of them. */
export const REMOVABLES = [
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
] as const;
/** A kind of thing that a repair can remove, as a person is told of it. */
export type Removable = (typeof REMOVABLES)[number];

/** How many of something were removed, or are left to be removed. */
export interface Count {
  readonly what: Removable;
  readonly count: number;
}

/** The phone that is enrolled for this computer, as the service names it. */
export interface ShownPhone {
  readonly name: string | null;
  /** As the service says it, such as `ios` or `android`. */
  readonly platform: string | null;
  /** Unix milliseconds. */
  readonly lastSeenAt: number | null;
}

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
  'app-running',
] as const;

/** Why this computer could not be authorized to control others. */
export type AuthorizationReason = (typeof AUTHORIZATION_REASONS)[number];

/** The steps of an authorization. */
export const AUTHORIZATION_STEPS = ['explaining', 'preparing', 'browser', 'finishing'] as const;

/** How far "Authorize this computer again" is. */
export type AuthorizationView =
  /** The stored enrollment is proven dead and has been removed: a person has to authorize this computer again. */
  | { readonly kind: 'needed' }
  | { readonly kind: 'running'; readonly step: (typeof AUTHORIZATION_STEPS)[number] }
  | { readonly kind: 'failed'; readonly reason: AuthorizationReason }
  /** Authorized: every computer of the account has to be paired again, by a code that it shows. */
  | {
      readonly kind: 'hosts';
      /** `null`: the service could not be asked which there are. */
      readonly hosts:
        | readonly {
            readonly name: string;
            readonly online: boolean;
            readonly paired: boolean;
          }[]
        | null;
    };

/** Everything that can stand in the way of a code. */
export type ProblemReason = Reason | (typeof WINDOW_REASONS)[number];

/** The steps of a repair. */
export const REPAIR_STEPS = ['checking', 'removing', 'cleaning', 'enrolling'] as const;

/** The main part of the window: exactly one at a time. */
export type View =
  | { readonly kind: 'checking' }
  /** The gate is open; remote control is being enabled and a code asked for. */
  | { readonly kind: 'preparing' }
  | {
      readonly kind: 'pairing';
      /** What the QR code encodes. */
      readonly url: string;
      /** The code to type, `XXXX-XXXX`, where the service gives one. */
      readonly manualCode: string | null;
      /** Milliseconds that the code is still good for, from the moment this screen was sent; the page counts down by itself. */
      readonly remainingMs: number;
      /** The code is good, but this computer has lost its connection to the service for now. */
      readonly reconnecting: boolean;
      /** A phone is connected already: there is a way back to it. */
      readonly canGoBack: boolean;
    }
  | {
      readonly kind: 'connected';
      /** The one that was seen last; `null` where the service has not named it. */
      readonly phone: ShownPhone | null;
      /** How many more phones are enrolled for this computer. */
      readonly others: number;
    }
  /** A repair was undone: everything is as before, and nothing is healed until the next launch. */
  | { readonly kind: 'restored' }
  /** Something a person has to know. No QR code is shown. */
  | {
      readonly kind: 'problem';
      readonly reason: ProblemReason;
      /** Milliseconds until it is tried again by itself, from the moment this screen was sent; `null` where a person has to act. */
      readonly nextTryInMs: number | null;
      /** Which Codex program the reason is about, where that is known and matters. */
      readonly codex?: CodexProgram;
    }
  | {
      readonly kind: 'repairing';
      readonly step: (typeof REPAIR_STEPS)[number];
      /** How far a long step is; `null` for a short one. */
      readonly progress: { readonly done: number; readonly total: number } | null;
    };

/** What a check or repair can come to. */
export const OUTCOMES = ['healthy', 'not-enrolled', 'repaired', 'nothing-to-repair', 'restored'] as const;

/** What the last check or repair came to. */
export interface Outcome {
  readonly kind: (typeof OUTCOMES)[number];
  /** Whether a person asked for it. */
  readonly requested: boolean;
  readonly removed: readonly Count[];
  /** What could not be removed yet; it is tried again at a later launch. */
  readonly left: readonly Count[];
}

/**
 * What the window shows, whole: the page draws this value and keeps nothing of its own. Ids, tokens and keys never
 * cross; the pairing code does, because it is what the screen is for.
 */
export interface Screen {
  /** The epoch of the state file that this screen speaks of. The page sends it back with every atom it writes. */
  readonly epoch: number;
  readonly view: View;
  /** What the last check or repair came to; shown in the status region beside any view. */
  readonly outcome: Outcome | null;
  readonly canUndo: boolean;
  /** Whether a check runs now. */
  readonly isChecking: boolean;
  /** `null` where there is nothing to say about it. */
  readonly authorization: AuthorizationView | null;
}

/**
 * What pairing with a typed code came to. `unlisted`: the code was taken, and the computer is not in the list yet. `not-authorized`: the
 * service does not know this computer any more. `refused`: it does not take the sign-in, or says no for another reason.
 */
export const HOST_PAIRINGS = [
  'paired',
  'bad-code',
  'unlisted',
  'not-authorized',
  'refused',
  'offline',
] as const;
/** What pairing with a typed code came to. */
export type HostPairing = (typeof HOST_PAIRINGS)[number];

/** What a repair would remove of one kind. */
export interface Removal extends Count {
  readonly where: 'computer' | 'account';
}

/** A repair as the confirm dialog lists it: kinds of things and how many, never an id. */
export interface RepairProposal {
  /** Names the plan, so that what is confirmed is what was shown. */
  readonly token: string;
  readonly removals: readonly Removal[];
  /** Whether something is among them of which nothing tells whose it is: it may be another account's. */
  readonly isOwnerUnknown: boolean;
  /** Whether a copied machine or a ghost makes "give this computer a new identity" worth offering. */
  readonly offerNewIdentity: boolean;
  /** What would be removed where that is chosen. */
  readonly removalsWithNewIdentity: readonly Removal[];
  /** What this computer has left behind in the account, each to be ticked by a person; `tick` stands for its id. */
  readonly ghosts: readonly {
    readonly tick: string;
    readonly name: string | null;
    /** Unix milliseconds. */
    readonly lastSeenAt: number | null;
  }[];
}
