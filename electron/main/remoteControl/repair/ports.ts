import type { Need, NewIdentity, RunningProgram } from '../../codexHome/index.ts';
import type { GlobalState } from '../../globalState/index.ts';
import type { CheckPorts } from './check.ts';

/** What a repair needs of the world, beside what a check needs. */
export interface RepairPorts extends CheckPorts {
  readonly state: GlobalState;
  /** The program that would undo what is about to be done; `null` where there is none, or where a person said to go on. */
  readonly whoElseRuns: (need: Need) => Promise<RunningProgram | null>;
  /**
   * Gives this computer a new identity; `null` where it has none yet. `stamp`: the time in the name of the state file's backup, where that was
   * changed too: with the same one in the name of the old identity's backup, a restore brings both back.
   * @throws an I/O error, and leaves the old one then
   */
  readonly rotateInstallationId: (stamp?: string) => NewIdentity | null;
  /**
   * How to put back the identity that the repair with this backup of the state file changed; `null` where it changed none. To call it throws an
   * I/O error where that fails. Without this port an undone repair leaves the identity as it is.
   */
  readonly oldIdentity?: (backup: string) => (() => void) | null;
  /** Stops our own app-server, which would enroll again under what is being removed. Resolves when it has ended. */
  readonly stopAppServer: () => Promise<void>;
}
