import { PAIRING_KEYS } from '../electron/main/globalState/index.ts';
import { nextCommand } from './invocation.ts';
import { MAX_TIMEOUT_SECONDS } from './commandTable.ts';
import { detailIn } from './details.ts';
import type { Request } from './arguments.ts';
import type { Message, Messages } from './messages/contract.ts';
import { certificateProblem, type Outcome, type Report } from './report.ts';
import { VERSION } from './version.ts';

/** What words need to know beside the outcome. */
export interface Telling {
  readonly messages: Messages;
  readonly request: Pick<
    Request,
    | 'language'
    | 'given'
    | 'full'
    | 'newIdentity'
    | 'dryRun'
    | 'exact'
    | 'quitApp'
    | 'backup'
    | 'launch'
    | 'timeoutSeconds'
  >;
  /** How this tool was started. */
  readonly invocation: string;
}

/** Puts an outcome into words: what happened, what it means, what to do next. */
export function toReport(outcome: Outcome, telling: Telling): Report {
  const { command, status, reason = null, findings = [], changes = [], remote = [], backup = null } = outcome;
  const { diagnostics } = outcome;
  const { message, nextStep } = wordsOf(outcome, telling);
  return {
    schemaVersion: 1,
    version: VERSION,
    command,
    status,
    reason,
    findings,
    changes,
    remote,
    backup,
    message,
    nextStep: [withCommands(nextStep, outcome, telling), authorizeAgain(outcome, telling)]
      .filter(Boolean)
      .join(' '),
    diagnostics: diagnostics ?? basicFacts(),
  };
}

/** Where a person gives this computer its authorization again, where the repair has removed that. */
function authorizeAgain({ status, changes = [] }: Outcome, { messages }: Telling): string {
  const isRemoved = changes.some(
    ({ op, path }) => op === 'remove' && path[0] === PAIRING_KEYS.clientEnrollments,
  );
  // Where something is left to be done, the step ends with a command, and nothing may stand behind that.
  return isRemoved && status === 'repaired' ? messages.authorizeAgain : '';
}

/** What is true of every run. */
function basicFacts(): Report['diagnostics'] {
  return {
    platform: process.platform,
    architecture: process.arch,
    versions: { mobileSetup: VERSION, node: process.versions.node, electron: null },
  };
}

function wordsOf(outcome: Outcome, { messages, request }: Telling): Message {
  const { status, reason = null, changes = [], remote = [], isPlan = false, isFull = false } = outcome;
  const { but, cleanedUp, emptyPlan, fullPlan, fullyRepaired, reasons, statuses } = messages;
  const repaired = isFull ? fullyRepaired : statuses.repaired;
  const obstacle = reason === 'signed-out' ? (outcome.signIn ?? null) : null;
  if (obstacle !== null) return messages.signIns[obstacle];
  const detail = detailIn(outcome.detail ?? null, request.language);
  const told = (): Message => {
    if (reason === null && isPlan && request.full)
      return changes.length + remote.length === 0 ? emptyPlan : fullPlan;
    if (status === 'restored' && request.exact) return messages.restoredExactly;
    if (reason === null && status === 'repaired') return changes.length > 0 ? repaired : cleanedUp;
    if (reason === null) return statuses[status];
    const program = outcome.program ?? null;
    if (program !== null)
      return messages.programs[program.kind](messages.programName(program.name, program.pid));
    const isDone = changes.length > 0 && !isPlan;
    const { errorCode = null, unreadable = null } = outcome;
    const certificate = reason === 'certificate' ? certificateProblem(errorCode) : null;
    const words = certificate === null ? reasons[reason] : messages.certificates[certificate];
    const message = words.message
      .replace('{code}', errorCode === null ? '' : ` (${errorCode})`)
      .replace('{nothing}', isDone ? messages.nothingElse : messages.nothing);
    return {
      message: isDone ? `${repaired.message} ${but}: ${message}` : message,
      nextStep: unreadable === null ? words.nextStep : messages.unreadable[unreadable],
    };
  };
  const { message, nextStep } = told();
  return { message: [message, detail].filter(Boolean).join(' '), nextStep };
}

/** Puts exact commands in the place of `{…}`. What stands behind a `--` of the command line stands there again. */
function withCommands(text: string, outcome: Outcome, { request, invocation }: Telling): string {
  const { backup, launch = [], timeoutSeconds } = request;
  const flags = [
    ...(request.full ? ['--full'] : []),
    ...(request.newIdentity ? ['--new-identity'] : []),
    ...(request.quitApp ? ['--quit-app'] : []),
    ...(request.dryRun ? ['--dry-run'] : []),
    ...(request.exact ? ['--exact'] : []),
  ];
  return text.replaceAll(/\{([^}]+)\}/g, (_, asked: string) => {
    const [first = '', ...more] = asked.split(' ');
    const words = more.map((word) => (word === 'LONGER' ? String(longerThan(timeoutSeconds)) : word));
    if (first === 'again') {
      const isDashed = backup?.startsWith('-') === true;
      const operand = backup === undefined || isDashed ? [] : [backup];
      const behind = isDashed ? [backup] : launch;
      const again = [outcome.command, ...flags, ...operand, ...words];
      return nextCommand(invocation, again, request.given, behind);
    }
    const identity = asked === 'repair --full' && request.newIdentity ? ['--new-identity'] : [];
    return nextCommand(invocation, [first, ...words, ...identity], request.given);
  });
}

/** In seconds: a minute, and where that was not enough twice the time. */
function longerThan(seconds: number): number {
  return seconds < 60 ? 60 : Math.min(Math.ceil(seconds * 2), MAX_TIMEOUT_SECONDS);
}
