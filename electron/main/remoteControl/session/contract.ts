import type { ProblemReason, Screen } from '../../../shared/screen.ts';
import type { SignIn } from '../../codexHome/index.ts';
import type { JsonValue } from '../../globalState/index.ts';
import type { RepairProposed } from '../repair/repairProposals.ts';
import type { Trigger } from './events.ts';
import type { ShownPhone } from './shownPhones.ts';

/** `done`. `plan-changed`: by now it would do something else, so it has to be shown again. Otherwise why it was not made, or not whole. */
export type RepairAnswer = 'done' | 'plan-changed' | ProblemReason;

/** What the controller half needs of the session beside it. */
export interface SessionFacts {
  /** The sign-in that only the app-server can read, because it is in the system's key ring. */
  readSignIn(signal: AbortSignal): Promise<SignIn>;
  /** Whether the state files are this app's to write. */
  readonly ownsFiles: boolean;
}

/** The module: self-healing pairing behind one screen. No method rejects. */
export interface RemoteControl {
  readonly screen: Screen;
  onScreen(listener: (screen: Screen) => void): () => void;
  /** Starts the check, and the app-server beside it. The gate opens with the verdict, or at its deadline. */
  start(): void;
  /** Joins the running check, or starts one. Resolves when that and all that follows from it is done. */
  check(trigger: Trigger): Promise<void>;
  /** "Add another phone", and the way back from it. */
  beginPairing(): void;
  stopPairing(): void;
  /** "Remove this phone": takes the access to this computer away from the phone that was shown, and looks again. Resolves to why it was not done, or to `null`. */
  removePhone(shown: ShownPhone): Promise<ProblemReason | null>;
  /** What "Repair mobile setup" would do. Changes nothing, neither in the world nor on screen. */
  proposeRepair(): Promise<RepairProposed>;
  /** Does what the latest proposal, named by its token, has shown, and deletes the ghosts that are ticked, or does nothing. */
  repair(token: string, newIdentity: boolean, ghosts?: readonly string[]): Promise<RepairAnswer>;
  /** Ends a clean-up at the server that takes long: what is done stays done, the rest is tried at a later launch. Does nothing otherwise. */
  finishRepairLater(): void;
  /** Puts the last backup of this launch back and holds automatic healing until the next one. */
  undo(): Promise<ProblemReason | null>;
  /** A pairing atom of the page; `false` where the page's screen was too old, or the name is not one of ours. */
  writeAtom(name: string, value: JsonValue, epoch: number): boolean;
  diagnostics(): Readonly<Record<string, unknown>>;
  /** Ends all work; the app-server is gone when this resolves. */
  stop(): Promise<void>;
}
