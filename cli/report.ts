import type { RunningProgram } from '../electron/main/codexHome/index.ts';
import type { Edit } from '../electron/main/globalState/index.ts';
import type { Texts } from './commandTable.ts';
import type { Change, Report, Status } from './reportSchema.ts';
import type { Findable } from './rows.ts';

export type { Change, RemoteChange, Report, ReportCommand, Status } from './reportSchema.ts';

/** `--new-identity`: the file is replaced as a whole. */
export const IDENTITY_CHANGE: Change = { file: 'installation_id', path: [], op: 'set' };

/** What happened, before it is put into words. */
export type Outcome = Pick<Report, 'command' | 'status'> &
  Partial<Pick<Report, 'reason' | 'findings' | 'changes' | 'remote' | 'backup' | 'diagnostics'>> & {
    /** A fact that makes the sentence more exact; a text alone is English. */
    readonly detail?: string | Texts | null;
    /** What stands in the way, where the reason is `app-running`. */
    readonly program?: RunningProgram | null;
    /** Whether it was a repair of all of this computer's own pairing. */
    readonly isFull?: boolean;
    /** Whether the changes are only planned. */
    readonly isPlan?: boolean;
    /** What was seen, for the rows of a check. */
    readonly seen?: Findable;
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
  return edits.map(({ file, path, op }) => ({ file, path: [...path], op }));
}
