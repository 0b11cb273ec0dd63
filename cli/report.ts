import type { Reason } from '../electron/shared/reasons.ts';
import type { Edit, StateFileName, JsonPath } from '../electron/main/globalState/index.ts';
import type { Finding } from '../electron/main/remoteControl/index.ts';

/** A command that ends with a report. */
export type CommandName = 'check' | 'repair' | 'restore';

/** How a command ended. The names are part of the command line contract. */
export type Status =
  | 'healthy'
  | 'not-enrolled'
  | 'stale'
  | 'unverified'
  | 'blocked'
  | 'refused'
  | 'repaired'
  | 'nothing-to-repair'
  | 'restored';

/** One change of one file, made or (in a dry run) planned. */
export interface Change {
  readonly file: StateFileName | 'installation_id';
  readonly path: JsonPath;
  readonly op: Edit['op'];
}

/** `--new-identity`: the file is replaced as a whole. */
export const IDENTITY_CHANGE: Change = { file: 'installation_id', path: [], op: 'set' };

/** One deletion at the server. */
export interface RemoteChange {
  readonly kind: 'client' | 'environment';
  readonly id: string;
  /** `queued`: it did not work now and is kept for the next repair. `impossible`: no request can name this id. */
  readonly outcome: 'deleted' | 'queued' | 'impossible' | 'planned';
}

/** What a command found and did: the one object that `--json` prints. Holds no token, code or key. */
export interface Report {
  readonly command: CommandName;
  readonly status: Status;
  readonly reason: Reason | null;
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly remote: readonly RemoteChange[];
  /** Absolute path of the backup that was made, or put back. */
  readonly backup: string | null;
  readonly message: string;
  readonly nextStep: string;
  /** Only of `check`: facts for a bug report. */
  readonly diagnostics?: unknown;
}

/** What happened, before it is put into words. */
export type Outcome = Pick<Report, 'command' | 'status'> &
  Partial<Omit<Report, 'command' | 'status' | 'message' | 'nextStep'>> & {
    /** A fact that makes the sentence more exact. */
    readonly detail?: string | null;
    /** Whether it was a repair of all of this computer's own pairing. */
    readonly isFull?: boolean;
    /** Whether the changes are only planned. */
    readonly isPlan?: boolean;
  };

const EXIT_CODES: Readonly<Record<Status, number>> = {
  healthy: 0,
  'not-enrolled': 0,
  repaired: 0,
  'nothing-to-repair': 0,
  restored: 0,
  stale: 3,
  unverified: 4,
  blocked: 5,
  refused: 6,
};

/** The exit code of a status; 2 is a usage error and 1 a bug. */
export function exitCodeOf(status: Status): number {
  return EXIT_CODES[status];
}

/** The edits of a plan as the contract lists them. */
export function changesOf(edits: readonly Edit[]): readonly Change[] {
  return edits.map(({ file, path, op }) => ({ file, path, op }));
}
