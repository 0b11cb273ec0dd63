import type { CodexProgram } from '../../../shared/codexProgram.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { Outcome, ProblemReason } from '../../../shared/screen.ts';
import type { Activity, Code, Connection, Doubt, Phones } from './state.ts';

/** Why a check is made. All share the one that runs. */
export type Trigger =
  | 'launch'
  | 'button'
  | 'resume'
  | 'online'
  /** The window got the focus, or became visible. At most once a minute. */
  | 'focus'
  | 'visible'
  /** The app-server lost its connection, or has another environment than the stored one. */
  | 'errored'
  | 'revoked'
  /** Another program has changed the state file. */
  | 'adopted'
  /** Another account is signed in. */
  | 'account'
  | 'timer';

/** What a check came to, as far as the session goes by it. */
export type Verdict =
  | { readonly kind: 'not-enrolled' }
  /** Nothing could be asked. */
  | ({ readonly kind: 'unchecked' } & Doubt & { readonly reason: Reason })
  | ({ readonly kind: 'diagnosed' } & Doubt & {
        /** `unknown` where the service did not say; what was known before holds then. */
        readonly phones: Phones;
      });

/** What an automatic heal came to. */
export type Healed =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'healed';
      readonly outcome: Outcome;
      readonly backup: string | null;
      /** The environment of a code on screen went with it. */
      readonly isEnvironmentGone: boolean;
    }
  /** It was healed within the hour and did not help. */
  | { readonly kind: 'held' }
  | { readonly kind: 'failed'; readonly reason: ProblemReason };

/** Why a step on the way to a phone failed. */
export interface Failure {
  readonly thing: 'app-server' | 'pairing';
  readonly reason: ProblemReason;
  readonly retryAfterMs: number | null;
  /** The app-server goes on trying: its connection ends the problem. */
  readonly awaitsConnection: boolean;
  /** The program that it is about, where that matters to a person. */
  readonly codex?: CodexProgram;
}

/** All that can happen to a session. */
export type SessionEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'lock'; readonly isHeld: boolean }
  /** `sinceLastMs`: since the last check began, in milliseconds. */
  | { readonly kind: 'look'; readonly trigger: Trigger; readonly sinceLastMs: number }
  | { readonly kind: 'gate-deadline' }
  | { readonly kind: 'checked'; readonly verdict: Verdict }
  /** `hasLeftovers`: an earlier repair left something at the server, and this launch has not tried to delete it yet. */
  | { readonly kind: 'healed'; readonly healed: Healed; readonly hasLeftovers: boolean }
  | { readonly kind: 'cleaned-up' }
  | { readonly kind: 'pause-over' }
  /** The app-server ended although it was not asked to. */
  | { readonly kind: 'app-server-ended'; readonly ranForMs: number }
  | { readonly kind: 'status'; readonly connection: Connection; readonly isErrored: boolean }
  /** The app-server says why it cannot connect, and no waiting helps. */
  | { readonly kind: 'obstacle'; readonly reason: ProblemReason }
  /** Remote control is enabled; `trouble` is why it is not connected, as far as that is known. */
  | { readonly kind: 'linked'; readonly connection: Connection; readonly trouble: ProblemReason | null }
  | { readonly kind: 'phones'; readonly phones: Phones; readonly failure: Failure | null }
  | { readonly kind: 'code'; readonly code: Code }
  | { readonly kind: 'code-over' }
  | { readonly kind: 'claimed' }
  | ({ readonly kind: 'pairing-failed' } & Failure)
  /** What the session had to remember could not be written. */
  | { readonly kind: 'save-failed'; readonly reason: ProblemReason }
  | { readonly kind: 'account-changed' }
  /** "Add another phone", and the way back from it. */
  | { readonly kind: 'pair' }
  | { readonly kind: 'stop-pairing' }
  | { readonly kind: 'repair'; readonly newIdentity: boolean }
  | { readonly kind: 'repair-step'; readonly activity: Extract<Activity, { kind: 'repairing' }> }
  | {
      readonly kind: 'repaired';
      /** `plan-changed`: nothing was done, because by now it would be something else. */
      readonly answer: 'done' | 'plan-changed' | ProblemReason;
      /** `null` where nothing was done. */
      readonly outcome: Outcome | null;
      /** `null`: none was made. */
      readonly backup: string | null;
    }
  | { readonly kind: 'undo' }
  | { readonly kind: 'undone'; readonly problem: ProblemReason | null }
  | { readonly kind: 'stop' };

/** What the runner does in the world. Each that has an answer gives it as one event, or none where it was cut short. */
export type Effect =
  | { readonly kind: 'take-lock' }
  | { readonly kind: 'open-gate-later' }
  | { readonly kind: 'forget-gate' }
  | { readonly kind: 'start-app-server' }
  | { readonly kind: 'stop-app-server' }
  | { readonly kind: 'check'; readonly trigger: Trigger }
  | { readonly kind: 'cancel-check' }
  | { readonly kind: 'heal' }
  | { readonly kind: 'clean-up' }
  | { readonly kind: 'connect' }
  | { readonly kind: 'look-for-phones' }
  | { readonly kind: 'ask-for-code' }
  | { readonly kind: 'watch-code'; readonly code: Code }
  | { readonly kind: 'remember-phone' }
  /** Ends whichever of the steps before is under way. */
  | { readonly kind: 'end-pairing' }
  | { readonly kind: 'pause'; readonly failures: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'end-pause' }
  | { readonly kind: 'repair'; readonly newIdentity: boolean }
  | { readonly kind: 'undo'; readonly backup: string };
