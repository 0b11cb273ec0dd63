import type { Reason } from '../../../shared/reasons.ts';
import { MAIN_FILE, MIRROR_FILE, type GlobalState } from '../../globalState/index.ts';
import { isSameAccount, type Account, type CodexHome, type Owner } from '../../codexHome/index.ts';
import type { Clock } from '../clock.ts';
import {
  diagnose,
  isSuspicious,
  ownEnvironmentIds,
  type Diagnosis,
  type Witness,
} from '../decide/diagnose.ts';
import { readDirectory, type Directory } from '../directory/readDirectory.ts';
import type { Connection, Fetch } from '../directory/request.ts';
import { holdsPairing, readLocalPairing, type LocalPairing } from '../decide/localPairing.ts';
import { reasonOf } from '../decide/reasonPolicy.ts';

/** What a check needs of the world. Everything is asked for anew, nothing is kept. */
export interface CheckPorts {
  readonly state: Pick<GlobalState, 'read' | 'refresh'>;
  readonly readHome: () => CodexHome;
  readonly readOwners: (
    ids: readonly string[],
    account: Account,
    baseUrl: string,
  ) => Promise<ReadonlyMap<string, Owner>>;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly hostName: string;
  /** The environment under which the app-server is connected now, and whether a code of ours is on screen. */
  readonly witness: () => Pick<Witness, 'connectedEnvironmentId' | 'livePairing'>;
}

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
  readonly evenWithoutPairing?: boolean;
  readonly isRecheck?: boolean;
}

/**
 * Checks every stored id against the directory. A healthy check costs one round trip; a suspected death is read a second
 * time at least one second later. `signal` ends it early, and then what was not read is unknown. `evenWithoutPairing` is
 * for a full repair: it also asks where nothing is stored, and whose the environments are that are not proven gone.
 * `isRecheck` sends each request once, because the check is made again in any case. Writes nothing.
 */
export async function check(
  ports: CheckPorts,
  { signal, evenWithoutPairing = false, isRecheck = false }: CheckOptions,
): Promise<CheckResult> {
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
  if (!evenWithoutPairing && !isEnrolled) return { kind: 'not-enrolled' };
  const { signIn, service } = ports.readHome();
  if (service.kind !== 'base-url') return unchecked(service.kind, service.message);
  if (signIn.kind !== 'signed-in') return unchecked('signed-out', signIn.message);

  const { baseUrl } = service;
  let { account } = signIn;
  for (let isLast = false; ; isLast = true) {
    const diagnosis = await inspect(ports, local.files, {
      account,
      baseUrl,
      signal,
      isRecheck,
      evenWithoutPairing,
    });
    const now = ports.readHome();
    const isStillTrue =
      now.signIn.kind === 'signed-in' &&
      isSameAccount(now.signIn.account, account) &&
      now.service.kind === 'base-url' &&
      now.service.baseUrl === baseUrl;
    if (!isStillTrue) {
      return unchecked('state-changed', 'The account or the address changed during the check.');
    }
    const reason = reasonOf(diagnosis);
    const isRefreshed = now.signIn.account.accessToken !== account.accessToken;
    // Someone refreshed the token while it was refused: the refusal was about the old one.
    if (reason !== 'signed-out' || !isRefreshed || isLast) {
      return { kind: 'diagnosed', diagnosis, reason, retryAfterMs: longestWait(diagnosis) };
    }
    ({ account } = now.signIn);
  }
}

/** For whom one look at the directory is, and how far it goes. */
interface Inspection extends Pick<Connection, 'account' | 'baseUrl' | 'signal'> {
  readonly isRecheck: boolean;
  readonly evenWithoutPairing: boolean;
}

async function inspect(
  ports: CheckPorts,
  local: readonly LocalPairing[],
  { account, baseUrl, evenWithoutPairing, isRecheck, signal }: Inspection,
): Promise<Diagnosis> {
  const connection: Connection = {
    fetch: ports.fetch,
    clock: ports.clock,
    baseUrl,
    account,
    signal,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    isRecheck,
  };
  const judge = (readings: readonly Directory[], owners: Witness['owners']) =>
    diagnose({
      account,
      baseUrl,
      local,
      readings,
      witness: {
        ...ports.witness(),
        installationId: ports.readHome().installationId,
        hostName: ports.hostName,
        owners,
      },
    });
  const own = { clientIds: clientIdsToAsk(judge([], new Map())), environmentIds: ownEnvironmentIds(local) };
  const first = await readDirectory(connection, own);
  const suspicion = judge([first], new Map());
  const isDoubted = isSuspicious(suspicion);
  if (!isDoubted && !evenWithoutPairing) return suspicion;

  const [owners] = await Promise.all([
    ports.readOwners(idsNotAlive(suspicion), account, baseUrl),
    isDoubted ? ports.clock.wait(SECOND_READING_AFTER_MS, signal) : null,
  ]);
  if (!isDoubted || signal.aborted) return judge([first], owners);
  return judge([first, await readDirectory(connection, own, first)], owners);
}

function idsNotAlive({ environments }: Diagnosis): readonly string[] {
  return [...environments].flatMap(([id, { kind }]) => (kind === 'alive' ? [] : [id]));
}

/** Only the entries of this account and base URL: another's would be judged by the wrong account. */
function clientIdsToAsk({ enrollments }: Diagnosis): readonly string[] {
  const own = enrollments.filter(({ verdict }) => verdict.kind !== 'foreign');
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
