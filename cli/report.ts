import type { RunningProgram, SignIn } from '../electron/main/codexHome/index.ts';
import {
  MAIN_FILE,
  MIRROR_FILE,
  type Edit,
  type FileReading,
  type GlobalState,
} from '../electron/main/globalState/index.ts';
import type { Detail } from './details.ts';
import type { Change, Report, Status } from './reportSchema.ts';
import type { Findable } from './rows.ts';

export type { Change, RemoteChange, Report, ReportCommand, Status } from './reportSchema.ts';

/** `--new-identity`: the file is replaced as a whole. */
export const IDENTITY_CHANGE: Change = { file: 'installation_id', path: [], op: 'set' };

/** What happened, before it is put into words. */
export type Outcome = Pick<Report, 'command' | 'status'> &
  Partial<Pick<Report, 'reason' | 'findings' | 'changes' | 'remote' | 'backup' | 'diagnostics'>> & {
    readonly detail?: Detail | null;
    /** What the network stack calls the error that came in place of an answer. */
    readonly errorCode?: string | null;
    /** Why no sign-in can be had although there may be one, where that is the reason. */
    readonly signIn?: SignInObstacle | null;
    /** Why the state file's bytes can't be had, where that is the reason. */
    readonly unreadable?: UnreadableCause | null;
    /** What stands in the way, where the reason is `app-running`. */
    readonly program?: RunningProgram | null;
    /** Whether it was a repair of all of this computer's own pairing. */
    readonly isFull?: boolean;
    /** Whether the changes are only planned. */
    readonly isPlan?: boolean;
    /** What was seen, for the rows of a check. */
    readonly seen?: Findable;
  };

/** Why a sign-in can't be used here, where to sign in again would not help: it is in the system's key ring, or only API keys are allowed. */
export type SignInObstacle = 'in-key-ring' | 'api-only';

/** What stands between this tool and a sign-in; `null` where there is one, or none at all. */
export function signInObstacle({ kind }: SignIn): SignInObstacle | null {
  return kind === 'in-key-ring' || kind === 'api-only' ? kind : null;
}

/** Why the bytes of a file can't be had: no permission, something else in its place, or the disk. A backup helps with none of them. */
export type UnreadableCause = 'permission' | 'place' | 'io';

/** Why the state file can't be read, or where there is none its mirror; `null` where it can, or where what it holds is the trouble. */
export function unreadableCause(state: Pick<GlobalState, 'read'>): UnreadableCause | null {
  const main = state.read(MAIN_FILE);
  return causeOf(main.kind === 'absent' ? state.read(MIRROR_FILE) : main);
}

/** The same of one file. */
export function causeOf(reading: FileReading): UnreadableCause | null {
  if (reading.kind !== 'unreadable') return null;
  switch (reading.problem) {
    case 'permission':
    case 'io':
      return reading.problem;
    case 'not-a-file':
    case 'dangling-link':
      return 'place';
    case 'empty':
    case 'nul-filled':
    case 'not-utf8':
    case 'not-json':
    case 'not-an-object':
      return null;
  }
}

/** What is wrong with a certificate whose issuer is not the trouble: it isn't valid at this computer's time, or it is another server's. */
export type CertificateProblem = 'wrong-time' | 'other-name';

/** The problem that an error of the network stack stands for; `null` for all about the issuer. */
export function certificateProblem(errorCode: string | null): CertificateProblem | null {
  switch (errorCode) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return 'wrong-time';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return 'other-name';
    default:
      return null;
  }
}

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

/** Whether anything is other than before, here or at the server. */
export function hasDone({ changes = [], remote = [] }: Pick<Outcome, 'changes' | 'remote'>): boolean {
  return changes.length > 0 || remote.some(({ outcome }) => outcome === 'deleted');
}

/** The edits of a plan as the contract lists them. */
export function changesOf(edits: readonly Edit[]): readonly Change[] {
  return edits.map(({ file, path, op }) => ({ file, path: [...path], op }));
}
