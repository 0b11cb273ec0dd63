/** Where a Codex program can come from, as far as it matters how it is updated. */
declare const CODEX_SOURCES: readonly [
/** It is part of this app. */
'this-app', 'npm', 'pnpm', 'bun', 'homebrew',
/** Codex's own installer. */
'installer', 'windows-installer',
/** It is part of the Codex desktop app. */
'desktop-app',
/** `CODEX_CLI_PATH` names it, and nothing tells more. */
'chosen', 'unknown'];
/** One of `CODEX_SOURCES`. */
type CodexSource = (typeof CODEX_SOURCES)[number];
/** Which Codex program was started. */
interface CodexProgram {
  /** As it calls itself, such as `0.169.0`; `null` where it did not say. */
  readonly version: string | null;
  readonly source: CodexSource;
}
/** What updates a program that came by this way, to be typed as it stands: what Codex offers itself (`update_action.rs` of openai/codex), and for pnpm its own command. */
declare const UPDATE_COMMANDS: {
  readonly npm: 'npm install -g @openai/codex';
  readonly pnpm: 'pnpm add -g @openai/codex';
  readonly bun: 'bun install -g @openai/codex';
  readonly homebrew: 'brew upgrade --cask codex';
  readonly installer: 'curl -fsSL https://chatgpt.com/codex/install.sh | sh';
  readonly 'windows-installer': 'powershell -c "irm https://chatgpt.com/codex/install.ps1|iex"';
};
/** What only words can say how to update. */
type UpdatedByHand = Exclude<CodexSource, keyof typeof UPDATE_COMMANDS>;
/** Why a check or a repair did not end as a plain success. The names are part of the command line contract. */
declare const REASONS: readonly ['offline', 'certificate', 'timeout', 'throttled', 'server-error', 'not-json', 'bad-shape', 'incomplete-list', 'inconsistent-lists', 'feature-unavailable', 'redirected', 'signed-out', 'forbidden', 'mfa-required', 'already-online', 'clone-suspected', 'other-account', 'owners-unreadable', 'state-unreadable', 'state-changed', 'app-running', 'write-failed', 'identity-failed', 'no-backup', 'config-unreadable', 'bad-base-url'];
/** One of `REASONS`. */
type Reason = (typeof REASONS)[number];
/** What only the window can meet: it alone runs the app-server and stays open. */
declare const WINDOW_REASONS: readonly ['app-server-missing', 'app-server-failed',
/** It started and never answered. */
'app-server-hangs',
/** It does not know what connects a phone. */
'app-server-too-old',
/** The folder that `CODEX_HOME` names is not there, or cannot be written. */
'home-missing', 'home-read-only',
/** The computer's clock is far from the server's, and what failed depends on it. */
'clock-wrong',
/** What the window has to remember could not be saved. */
'save-failed', 'still-stuck'];
/** The kinds of things a repair can remove, as a person is told of them. */
declare const REMOVABLES: readonly ['client-enrollment', 'environment', 'installation-copy', 'setup-flag', 'atom', 'pointer', 'pending-client', 'own-client', 'own-environment', 'ghost-environment'];
/** A kind of thing that a repair can remove, as a person is told of it. */
type Removable = (typeof REMOVABLES)[number];
/** How many of something were removed, or are left to be removed. */
interface Count {
  readonly what: Removable;
  readonly count: number;
}
/** The phone that is enrolled for this computer, as the service names it. */
interface ShownPhone {
  readonly name: string | null;
  /** As the service says it, such as `ios` or `android`. */
  readonly platform: string | null;
  /** Unix milliseconds. */
  readonly lastSeenAt: number | null;
}
/** Why this computer could not be authorized to control others. */
declare const AUTHORIZATION_REASONS: readonly ['cancelled', 'timed-out', 'signed-out', 'wrong-account', 'second-factor-missing', 'reauthentication-refused', 'port-busy', 'no-browser', 'key-store-unavailable', 'key-store-denied', 'key-store-locked', 'key-missing', 'offline', 'service-unavailable', 'refused', 'not-needed', 'unconfirmed', 'write-failed', 'app-running'];
/** Why this computer could not be authorized to control others. */
type AuthorizationReason = (typeof AUTHORIZATION_REASONS)[number];
/** The steps of an authorization. */
declare const AUTHORIZATION_STEPS: readonly ['explaining', 'preparing', 'browser', 'finishing'];
/** How far "Authorize this computer again" is. */
type AuthorizationView =
/** The stored enrollment is proven dead and has been removed: a person has to authorize this computer again. */
{
  readonly kind: 'needed';
} | {
  readonly kind: 'running';
  readonly step: (typeof AUTHORIZATION_STEPS)[number];
} | {
  readonly kind: 'failed';
  readonly reason: AuthorizationReason;
} |
/** Authorized: every computer of the account has to be paired again, by a code that it shows. */
{
  readonly kind: 'hosts';
  /** `null`: the service could not be asked which there are. */
  readonly hosts: readonly {
    readonly name: string;
    readonly online: boolean;
    readonly paired: boolean;
  }[] | null;
};
/** Everything that can stand in the way of a code. */
type ProblemReason = Reason | (typeof WINDOW_REASONS)[number];
/** The steps of a repair. */
declare const REPAIR_STEPS: readonly ['checking', 'removing', 'cleaning', 'enrolling'];
/** The main part of the window: exactly one at a time. */
type View = {
  readonly kind: 'checking';
} |
/** The gate is open; remote control is being enabled and a code asked for. */
{
  readonly kind: 'preparing';
} | {
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
} | {
  readonly kind: 'connected';
  /** The one that was seen last; `null` where the service has not named it. */
  readonly phone: ShownPhone | null;
  /** How many more phones are enrolled for this computer. */
  readonly others: number;
} |
/** A repair was undone: everything is as before, and nothing is healed until the next launch. */
{
  readonly kind: 'restored';
} |
/** Something a person has to know. No QR code is shown. */
{
  readonly kind: 'problem';
  readonly reason: ProblemReason;
  /** Milliseconds until it is tried again by itself, from the moment this screen was sent; `null` where a person has to act. */
  readonly nextTryInMs: number | null;
  /** Which Codex program the reason is about, where that is known and matters. */
  readonly codex?: CodexProgram;
} | {
  readonly kind: 'repairing';
  readonly step: (typeof REPAIR_STEPS)[number];
  /** How far a long step is; `null` for a short one. */
  readonly progress: {
    readonly done: number;
    readonly total: number;
  } | null;
};
/** What a check or repair can come to. */
declare const OUTCOMES: readonly ['healthy', 'not-enrolled', 'repaired', 'nothing-to-repair', 'restored'];
/** What the last check or repair came to. */
interface Outcome {
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
interface Screen {
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
declare const HOST_PAIRINGS: readonly ['paired', 'bad-code', 'unlisted', 'not-authorized', 'refused', 'offline'];
/** What pairing with a typed code came to. */
type HostPairing = (typeof HOST_PAIRINGS)[number];
/** What a repair would remove of one kind. */
interface Removal extends Count {
  readonly where: 'computer' | 'account';
}
/** A repair as the confirm dialog lists it: kinds of things and how many, never an id. */
interface RepairProposal {
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
export { RepairProposal as a, View as c, CodexSource as d, UpdatedByHand as f, ProblemReason as i, Reason as l, HostPairing as n, Screen as o, Outcome as r, ShownPhone as s, AuthorizationReason as t, CodexProgram as u };