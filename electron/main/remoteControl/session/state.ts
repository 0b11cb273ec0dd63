import type { CodexProgram } from '../../../shared/codexProgram.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { Outcome, ProblemReason, View } from '../../../shared/screen.ts';

/** What is tried again when it has failed. Each is counted by itself; only its own success ends its count. */
export type Thing = 'check' | 'app-server' | 'pairing';

/** What touches the files or asks the directory. One at a time: there are never two checks, or two commits. */
export type Activity =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking' }
  /** A proven heal is being written. */
  | ({ readonly kind: 'healing' } & Doubt)
  /** What an earlier repair left at the server is being deleted; once a launch. */
  | ({ readonly kind: 'cleaning' } & Doubt)
  | {
      readonly kind: 'repairing';
      readonly step: Extract<View, { kind: 'repairing' }>['step'];
      readonly progress: Extract<View, { kind: 'repairing' }>['progress'];
    }
  | { readonly kind: 'undoing' };

/** Why something could not be known, if so, and when the server wants to be asked again, in milliseconds. */
export interface Doubt {
  readonly reason: Reason | null;
  readonly retryAfterMs: number | null;
}

/** How far the way to a phone is. */
export type Pairing = 'idle' | 'connecting' | 'looking-for-phones' | 'asking-for-code' | 'waiting-for-phone';

/** Under which environment the app-server is connected: the stored one, another than the stored one, or one while none is stored. */
export type Connection = 'none' | 'stored' | 'other' | 'unstored';

/** The phones that are enrolled for the stored environment. */
export type Phones =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | ({ readonly kind: 'some' } & Pick<Extract<View, { kind: 'connected' }>, 'phone' | 'others'>);

/** A pairing code. */
export interface Code {
  readonly pairingCode: string;
  readonly manualCode: string | null;
  /** By the monotonic clock, in milliseconds, counted from its receipt. */
  readonly until: number;
}

/** What a person has to know. */
export interface Problem {
  readonly reason: ProblemReason;
  readonly thing: Thing;
  /** It is tried again by itself. */
  readonly retries: boolean;
  /** A connection of the app-server ends it. */
  readonly awaitsConnection: boolean;
  /** The Codex program that it is about, where that matters to a person. */
  readonly codex?: CodexProgram;
}

/** All that the session knows. What it does next follows from this and the next event, and from nothing else. */
export interface SessionState {
  readonly isOver: boolean;
  /** Whether this app owns the state files. `free`: not asked for yet. */
  readonly lock: 'free' | 'asking' | 'held' | 'refused';
  /** Closed until there is a verdict, or its deadline has passed. No code is asked for before. */
  readonly gate: 'closed' | 'open';
  readonly activity: Activity;
  readonly pairing: Pairing;
  readonly connection: Connection;
  readonly phones: Phones;
  readonly code: Code | null;
  readonly problem: Problem | null;
  /** `phone`: a connected phone, else a code. `code`: a person wants one more. `new-code`: a repair was made. */
  readonly goal: 'phone' | 'code' | 'new-code';
  readonly failures: Readonly<Record<Thing, number>>;
  /** The one pause before anything that failed is tried again. */
  readonly isPausing: boolean;
  /** The service has asked for that pause, so a network that comes back does not end it. */
  readonly isPauseAskedFor: boolean;
  /** A repair was undone: nothing is healed by itself until the next launch or repair. */
  readonly isHealingPaused: boolean;
  /** The undone repair is what the screen is about. */
  readonly isUndone: boolean;
  readonly outcome: Outcome | null;
  /** Path of the backup that "Undo repair" puts back. */
  readonly backup: string | null;
}

/** Before anything has happened. */
export const FIRST_STATE: SessionState = {
  isOver: false,
  lock: 'free',
  gate: 'closed',
  activity: { kind: 'none' },
  pairing: 'idle',
  connection: 'none',
  phones: { kind: 'unknown' },
  code: null,
  problem: null,
  goal: 'phone',
  failures: { check: 0, 'app-server': 0, pairing: 0 },
  isPausing: false,
  isPauseAskedFor: false,
  isHealingPaused: false,
  isUndone: false,
  outcome: null,
  backup: null,
};

/** Connected is a fact: the app-server, under the stored environment, and a phone that is enrolled for it. */
export function isPhoneConnected({ connection, phones }: SessionState): boolean {
  return connection === 'stored' && phones.kind === 'some';
}
