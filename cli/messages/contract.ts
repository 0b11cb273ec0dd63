import type { RunningProgram } from '../../electron/main/codexHome/index.ts';
import type { Reason } from '../../electron/shared/reasons.ts';
import type {
  CertificateProblem,
  RemoteChange,
  Report,
  SignInObstacle,
  Status,
  UnreadableCause,
} from '../report.ts';
import type { RowName } from '../rows.ts';

/**
 * What happened, and what to do next. `{repair --full}` in a next step becomes the exact command, as this tool was started
 * and with the options given; `{again}` is the command that has just run.
 */
export interface Message {
  readonly message: string;
  readonly nextStep: string;
}

/** What the rows of a check say. */
export interface RowTexts {
  readonly names: Readonly<Record<RowName, string>>;
  readonly notRunning: string;
  readonly running: (name: string, pid: number | null) => string;
  readonly unlisted: string;
  readonly signedIn: string;
  readonly signIns: Readonly<Record<SignInObstacle, string>>;
  readonly answered: string;
  readonly noAnswer: (cause: string) => string;
  readonly notAsked: string;
  readonly notSetUp: string;
  readonly alive: string;
  readonly environmentGone: string;
  readonly pointersGone: string;
  readonly unverified: string;
  readonly stateUnreadable: string;
  readonly otherAccount: string;
  readonly clone: string;
  readonly noAuthorization: string;
  /** A repair has removed it, and a person may give it again. */
  readonly authorizeAgain: string;
  readonly authorized: string;
  readonly revoked: string;
  readonly noPhoneStored: string;
  readonly phones: (names: readonly string[]) => string;
  readonly nameless: string;
  readonly noPhone: string;
  readonly phoneGone: string;
  readonly notNeeded: string;
  readonly readable: string;
  readonly unreadable: string;
}

/** All that the tool says in one language, help aside. */
export interface Messages {
  readonly statuses: Readonly<Record<Status, Message>>;
  readonly reasons: Readonly<Record<Reason, Message>>;
  /** What stands in the way of a write. */
  readonly programs: Readonly<Record<RunningProgram['kind'], (program: string) => Message>>;
  /** How a program is named: by what it is called and the number of its process. */
  readonly programName: (name: string, pid: number | null) => string;
  /** A full repair has been made. */
  readonly fullyRepaired: Message;
  /** Only what was left over at the server was deleted. */
  readonly cleanedUp: Message;
  /** The old bytes are back. */
  readonly restoredExactly: Message;
  /** What a dry run says of a full repair, and of one that has nothing to do. */
  readonly fullPlan: Message;
  readonly emptyPlan: Message;
  /** For `signed-out`, where to sign in again would not help. */
  readonly signIns: Readonly<Record<SignInObstacle, Message>>;
  /** For `certificate`, where another authority would not help. */
  readonly certificates: Readonly<Record<CertificateProblem, Message>>;
  /** The next step for a state file whose bytes can't be had, where a backup would not help. */
  readonly unreadable: Readonly<Record<UnreadableCause, string>>;
  /** After the next step of a repair that has removed this computer's authorization. */
  readonly authorizeAgain: string;
  /** Between what was done and what is left. */
  readonly but: string;
  /** What wasn't changed: all of it, or all beside what was. They take the place of `{nothing}`. */
  readonly nothing: string;
  readonly nothingElse: string;
  readonly findings: Readonly<Record<Report['findings'][number]['kind'], string>>;
  readonly remote: Readonly<Record<RemoteChange['outcome'], string>>;
  readonly found: string;
  readonly changed: string;
  readonly wouldChange: string;
  readonly onServer: string;
  readonly wouldAskServer: string;
  readonly backup: string;
  readonly next: string;
  readonly checking: string;
  /** `report --open`: the form is in the browser, or no browser was found and its address follows. */
  readonly formOpened: string;
  readonly formNotOpened: string;
  readonly rows: RowTexts;
}
