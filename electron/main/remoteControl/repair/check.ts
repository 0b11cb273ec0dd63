import type { Reason } from '../../../shared/reasons.ts';
import { requireMembers, type Needs } from '../../../shared/requireMembers.ts';
import { MAIN_FILE, MIRROR_FILE, type EnrolledClient, type GlobalState } from '../../globalState/index.ts';
import { isSameAccount, type CodexHome, type EnrollmentTable, type SignIn } from '../../codexHome/index.ts';
import type { Clock } from '../ports.ts';
import {
  diagnose,
  isSuspicious,
  ownEnvironmentIds,
  type Diagnosis,
  type LocalFacts,
} from '../decide/diagnose.ts';
import { readDirectory, type Directory } from '../directory/readDirectory.ts';
import type { Connection, Fetch } from '../directory/request.ts';
import { holdsPairing, readLocalPairing, type LocalPairing } from '../decide/localPairing.ts';
import { reasonOf } from '../decide/reasonPolicy.ts';

/** What a check needs of the world. Everything is asked for again, nothing is kept. */
export interface CheckPorts {
  readonly state: Pick<GlobalState, 'read' | 'record' | 'refresh'>;
  readonly readHome: () => CodexHome;
  /** The sign-in that only the app-server can read (`getAuthStatus`). Asked where `readHome` says that it may have one. */
  readonly readSignIn?: (signal: AbortSignal) => Promise<SignIn>;
  readonly readEnrollmentTable: () => Promise<EnrollmentTable>;
  /** Whether an app-server of this `CODEX_HOME` runs beside our own. Asked only where a copied computer is suspected. */
  readonly appServerRuns?: () => Promise<boolean>;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly hostName: string;
  /** The environment under which the app-server is connected now, and whether a code of ours is on screen. */
  readonly localFacts: () => Pick<LocalFacts, 'connectedEnvironmentId' | 'livePairing'>;
}

/** What a check can't do without. */
export const CHECK_PORTS = {
  state: 'an object',
  readHome: 'a function',
  readEnrollmentTable: 'a function',
  fetch: 'a function',
  clock: 'an object',
  hostName: 'a string',
  localFacts: 'a function',
} as const satisfies Needs;

/** What a check came to. */
export type CheckResult =
  /** No pairing identity here: there is nothing to ask the server about. */
  | { readonly kind: 'not-enrolled' }
  /** The check could not be made; nothing is known. */
  | {
      readonly kind: 'unchecked';
      readonly reason: Reason;
      readonly message: string;
      /** Whether there is any pairing here, as far as that can be read. */
      readonly isEnrolled: boolean;
    }
  | {
      readonly kind: 'diagnosed';
      readonly diagnosis: Diagnosis;
      /** The worst that kept an id unknown, or `null` where all is known. */
      readonly reason: Reason | null;
      /** Milliseconds after which the server wants to be asked again. */
      readonly retryAfterMs: number | null;
    };

/** Between the two readings that make an absence count. */
export const SECOND_READING_AFTER_MS = 1000;
const REQUEST_TIMEOUT_MS = 8000;

/** How far a check goes, and until when. */
interface CheckOptions {
  readonly signal: AbortSignal;
  readonly includeUnpaired?: boolean;
  readonly singleAttempt?: boolean;
}

/**
 * Checks every stored id against the directory. A healthy check costs one round trip; a suspected death is read a second
 * time at least one second later. `signal` ends it early, and then what was not read is unknown. `includeUnpaired` is
 * for a full repair: it also asks where nothing is stored, and whose the environments are that are not proven gone.
 * `singleAttempt` sends each request once, because the check is made again in any case. Writes nothing.
 * @throws TypeError where a port or an option is missing; nothing else
 */
export async function check(ports: CheckPorts, options: CheckOptions): Promise<CheckResult> {
  requireMembers('check', ports, CHECK_PORTS);
  requireMembers('check', options, { signal: 'an object' });
  const { signal, includeUnpaired = false, singleAttempt = false } = options;
  await ports.state.refresh();
  const local = readLocal(ports.state);
  const isEnrolled = local.kind === 'unreadable' || local.files.some(holdsPairing);
  const unchecked = (reason: Reason, message: string): CheckResult => ({
    kind: 'unchecked',
    reason,
    message,
    isEnrolled,
  });
  if (local.kind === 'unreadable') return unchecked('state-unreadable', local.message);
  if (!includeUnpaired && !isEnrolled) return { kind: 'not-enrolled' };
  const { service, ...home } = ports.readHome();
  if (service.kind !== 'base-url') return unchecked(service.kind, service.message);
  const signIn = await signedInAs(ports, home.signIn, signal);
  if (signIn.kind !== 'signed-in') return unchecked('signed-out', signIn.message);

  const { baseUrl } = service;
  let { account } = signIn;
  let { installationId } = home;
  for (let isLast = false; ; isLast = true) {
    const diagnosis = await inspect(ports, local.files, {
      account,
      baseUrl,
      installationId,
      signal,
      singleAttempt,
      includeUnpaired,
    });
    const now = ports.readHome();
    const nowAs = await signedInAs(ports, now.signIn, signal);
    const isStillTrue =
      nowAs.kind === 'signed-in' &&
      isSameAccount(nowAs.account, account) &&
      now.service.kind === 'base-url' &&
      now.service.baseUrl === baseUrl;
    if (!isStillTrue) {
      return unchecked('state-changed', 'The account or the address changed during the check.');
    }
    const reason = reasonOf(diagnosis);
    const isRefreshed = nowAs.account.accessToken !== account.accessToken;
    // Someone refreshed the token while it was refused: the refusal was about the old one.
    if (reason !== 'signed-out' || !isRefreshed || isLast) {
      return { kind: 'diagnosed', diagnosis, reason, retryAfterMs: longestWait(diagnosis) };
    }
    ({ account } = nowAs);
    ({ installationId } = now);
  }
}

/** For whom one look at the directory is, and how far it goes. */
interface Inspection extends Pick<Connection, 'account' | 'baseUrl' | 'signal'> {
  readonly installationId: string | null;
  readonly singleAttempt: boolean;
  readonly includeUnpaired: boolean;
}

async function inspect(
  ports: CheckPorts,
  local: readonly LocalPairing[],
  { account, baseUrl, installationId, includeUnpaired, singleAttempt, signal }: Inspection,
): Promise<Diagnosis> {
  const connection: Connection = {
    fetch: ports.fetch,
    clock: ports.clock,
    baseUrl,
    account,
    signal,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    singleAttempt,
  };
  const judge = (readings: readonly Directory[], known: Partial<LocalFacts> = {}) =>
    diagnose({
      account,
      baseUrl,
      local,
      readings,
      facts: {
        ...ports.localFacts(),
        appServerRuns: false,
        table: null,
        justEnrolled: new Set(),
        installationId,
        hostName: ports.hostName,
        stored: ports.state.record.owners,
        waiting: [...ports.state.record.outbox, ...ports.state.record.controller.authorizations],
        ...known,
      },
    });
  const own = { clientIds: clientIdsToAsk(judge([])), environmentIds: ownEnvironmentIds(local) };
  const first = await readDirectory(connection, own);
  const suspicion = judge([first]);
  const isDoubted = isSuspicious(suspicion);
  if (!isDoubted && suspicion.clone === null && !includeUnpaired) return suspicion;

  const [table, appServerRuns] = await Promise.all([
    ports.readEnrollmentTable(),
    suspicion.clone !== null && ports.appServerRuns?.(),
    isDoubted ? ports.clock.wait(SECOND_READING_AFTER_MS, signal) : null,
  ]);
  const known = {
    table,
    appServerRuns: appServerRuns === true,
    justEnrolled: justEnrolled(table, ports.state.record.controller.enrolled, ports.clock),
  };
  if (!isDoubted || signal.aborted) return judge([first], known);
  return judge([first, await readDirectory(connection, own, first)], known);
}

/** A list may lag behind what was enrolled within so many milliseconds. */
const LAG_MS = 10 * 60_000;
/** By so many milliseconds a clock may have been fast that was set right since: what is dated later than now may be of this moment. */
const FAST_MS = 24 * 60 * 60_000;

function justEnrolled(
  { rows }: EnrollmentTable,
  clients: readonly EnrolledClient[],
  clock: Clock,
): ReadonlySet<string> {
  const now = clock.now();
  const isRecent = (at: number | null) => at !== null && now - at < LAG_MS && at - now < FAST_MS;
  return new Set([
    ...rows.filter(({ updatedAt }) => isRecent(updatedAt)).map(({ environmentId }) => environmentId),
    ...clients.filter(({ at }) => isRecent(Date.parse(at))).map(({ clientId }) => clientId),
  ]);
}

/** The sign-in of the file, or where that has none and the system's key ring may, the one that the app-server hands over. */
async function signedInAs(
  { readSignIn }: Pick<CheckPorts, 'readSignIn'>,
  signIn: SignIn,
  signal: AbortSignal,
): Promise<SignIn> {
  if (signIn.kind !== 'in-key-ring' || readSignIn === undefined) return signIn;
  const handed = await readSignIn(signal);
  return handed.kind === 'signed-in' ? handed : signIn;
}

/** Only the entries of this account and base URL: another's would be judged by the wrong account. */
function clientIdsToAsk({ enrollments }: Diagnosis): readonly string[] {
  const own = enrollments.filter(({ verdict }) => verdict.kind !== 'other-account');
  return [...new Set(own.map(({ entry }) => entry.clientId))];
}

function readLocal(
  state: CheckPorts['state'],
): { kind: 'read'; files: readonly LocalPairing[] } | { kind: 'unreadable'; message: string } {
  const main = state.read(MAIN_FILE);
  if (main.kind === 'unreadable') return main;
  const mirror = state.read(MIRROR_FILE);
  // Without the file the mirror is all there is; beside a good one a damaged mirror is left alone.
  if (main.kind === 'absent' && mirror.kind === 'unreadable') return mirror;
  return {
    kind: 'read',
    files: [
      ...(main.kind === 'read' ? [readLocalPairing(MAIN_FILE, main.value)] : []),
      ...(mirror.kind === 'read' ? [readLocalPairing(MIRROR_FILE, mirror.value)] : []),
    ],
  };
}

function longestWait({ observation }: Diagnosis): number | null {
  const waits = observation.readings.flatMap(({ clients, environments, phones, mfa, refreshed }) =>
    [clients, environments, mfa, ...phones.values(), ...refreshed.values()].flatMap(
      ({ retryAfterMs }) => retryAfterMs ?? [],
    ),
  );
  return waits.length === 0 ? null : Math.max(...waits);
}
