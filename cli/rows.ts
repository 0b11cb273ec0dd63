import type { RunningProgram } from '../electron/main/codexHome/index.ts';
import type { CheckResult, Diagnosis } from '../electron/main/remoteControl/index.ts';
import type { Reason } from '../electron/shared/reasons.ts';
import type { Messages } from './messages/contract.ts';
import type { SignInObstacle } from './report.ts';

/** What a check looks at, in the order of its rows. */
export const ROW_NAMES = [
  'app',
  'signIn',
  'network',
  'computer',
  'authorization',
  'phone',
  'database',
] as const;
/** One of them. */
export type RowName = (typeof ROW_NAMES)[number];

/** How it is with one of them; `none` where there was nothing to look at. */
export type Mark = 'ok' | 'warning' | 'problem' | 'none';

/** One row of a check. */
export interface Row {
  readonly name: RowName;
  readonly mark: Mark;
  readonly text: string;
}

/** What the rows are made of. */
export interface Findable {
  readonly result: CheckResult;
  readonly program: RunningProgram | null;
  /** Why there is no sign-in to be had, where that isn't a matter of signing in. */
  readonly signIn: SignInObstacle | null;
  /** Whether a repair has removed this computer's authorization, and a person may give it again. */
  readonly mustAuthorize: boolean;
}

/** What the network stack calls the error that a check met, such as `ENOTFOUND`; `null` where it met none. */
export function networkErrorOf(result: CheckResult): string | null {
  const readings = result.kind === 'diagnosed' ? result.diagnosis.observation.readings : [];
  const evidence = readings.flatMap(({ clients, environments }) => [
    ...clients.evidence,
    ...environments.evidence,
  ]);
  return evidence.find(({ errorCode }) => errorCode !== null)?.errorCode ?? null;
}

/** These are the sign-in's to answer for; every other reason with which a request ends is the network's. */
const OF_SIGN_IN: ReadonlySet<Reason> = new Set([
  'signed-out',
  'forbidden',
  'mfa-required',
  'feature-unavailable',
]);
const OF_NETWORK: ReadonlySet<Reason> = new Set([
  'offline',
  'certificate',
  'timeout',
  'throttled',
  'server-error',
  'not-json',
  'bad-shape',
  'incomplete-list',
  'inconsistent-lists',
  'redirected',
  'bad-base-url',
  'config-unreadable',
]);

type Cell = readonly [mark: Mark, text: string];

/** The rows of a check, one for everything it looks at. */
export function rowsOf(
  { result, program, signIn, mustAuthorize }: Findable,
  messages: Messages,
): readonly Row[] {
  const { rows: texts } = messages;
  const reason = result.kind === 'not-enrolled' ? null : result.reason;
  const diagnosis = result.kind === 'diagnosed' ? result.diagnosis : null;
  const ofDiagnosis = (look: (diagnosis: Diagnosis) => Cell): Cell => {
    if (diagnosis !== null) return look(diagnosis);
    return result.kind === 'not-enrolled' ? ['none', texts.notSetUp] : ['none', texts.unverified];
  };
  const authorizationRow = (cell: Cell): Cell =>
    mustAuthorize && cell[0] === 'none' ? ['warning', texts.authorizeAgain] : cell;
  const cells: Readonly<Record<RowName, Cell>> = {
    app: appCell(program, messages),
    signIn:
      reason !== null && OF_SIGN_IN.has(reason)
        ? ['problem', sentenceOf(reason, signIn, messages).replace(/\.$/, '')]
        : diagnosis === null
          ? ['none', texts.notAsked]
          : ['ok', texts.signedIn],
    network: networkCell(diagnosis, reason, networkErrorOf(result), messages),
    computer:
      reason === 'state-unreadable'
        ? ['problem', texts.stateUnreadable]
        : ofDiagnosis((known) => computerCell(known, messages)),
    authorization: authorizationRow(ofDiagnosis((known) => authorizationCell(known, messages))),
    phone: ofDiagnosis((known) => phoneCell(known, messages)),
    database: ofDiagnosis((known) => databaseCell(known, messages)),
  };
  return ROW_NAMES.map((name) => ({ name, mark: cells[name][0], text: cells[name][1] }));
}

function sentenceOf(reason: Reason, signIn: SignInObstacle | null, { reasons, rows }: Messages): string {
  return reason === 'signed-out' && signIn !== null ? rows.signIns[signIn] : reasons[reason].message;
}

function appCell(program: RunningProgram | null, { rows }: Messages): Cell {
  if (program === null) return ['ok', rows.notRunning];
  return ['warning', program.kind === 'unlisted' ? rows.unlisted : rows.running(program.name, program.pid)];
}

function networkCell(
  diagnosis: Diagnosis | null,
  reason: Reason | null,
  errorCode: string | null,
  { rows }: Messages,
): Cell {
  if (reason !== null && OF_NETWORK.has(reason)) {
    return ['problem', rows.noAnswer([reason, errorCode].filter(Boolean).join(', '))];
  }
  return diagnosis === null ? ['none', rows.notAsked] : ['ok', rows.answered];
}

function computerCell(diagnosis: Diagnosis, { rows }: Messages): Cell {
  const { clone, environments, observation } = diagnosis;
  if (clone !== null) return ['problem', rows.clone];
  const own = observation.local.flatMap(({ environment }) => environment?.environmentId ?? []);
  const kinds = new Set(own.map((id) => environments.get(id)?.kind ?? 'unknown'));
  if (kinds.has('gone')) return ['problem', rows.environmentGone];
  if (kinds.has('unknown') || kinds.has('suspected')) return ['warning', rows.unverified];
  if (kinds.has('other-account')) return ['warning', rows.otherAccount];
  if ([...environments.values()].some(({ kind }) => kind === 'gone')) return ['warning', rows.pointersGone];
  return kinds.has('alive') ? ['ok', rows.alive] : ['none', rows.notSetUp];
}

function authorizationCell({ enrollments }: Diagnosis, { rows }: Messages): Cell {
  const kinds = new Set(enrollments.map(({ verdict }) => verdict.kind));
  if (kinds.has('gone')) return ['problem', rows.revoked];
  if (kinds.has('unknown') || kinds.has('suspected')) return ['warning', rows.unverified];
  if (kinds.has('alive')) return ['ok', rows.authorized];
  return kinds.has('other-account') ? ['warning', rows.otherAccount] : ['none', rows.noAuthorization];
}

function phoneCell({ enrolledPhones, phones, observation }: Diagnosis, { rows }: Messages): Cell {
  const isRemembered = observation.local.some(({ flags }) => flags.some(({ value }) => value === true));
  if (enrolledPhones !== null && enrolledPhones.length > 0) {
    return ['ok', rows.phones(enrolledPhones.map(({ name }) => name ?? rows.nameless))];
  }
  const kinds = new Set([...phones.values()].map(({ kind }) => kind));
  if (isRemembered && kinds.has('gone')) return ['problem', rows.phoneGone];
  if (isRemembered && (kinds.has('unknown') || kinds.has('suspected'))) return ['warning', rows.unverified];
  if (enrolledPhones !== null) return [isRemembered ? 'warning' : 'none', rows.noPhone];
  return isRemembered ? ['ok', rows.phones([])] : ['none', rows.noPhoneStored];
}

function databaseCell({ observation }: Diagnosis, { rows }: Messages): Cell {
  const { table } = observation.facts;
  if (table === null || (table.isWhole && table.rows.length === 0)) return ['none', rows.notNeeded];
  return table.isWhole ? ['ok', rows.readable] : ['problem', rows.unreadable];
}
