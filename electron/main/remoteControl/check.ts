import type { Reason } from '../../shared/reasons.ts';
import type { CodexHome } from '../codexHome.ts';
import { MAIN_FILE, MIRROR_FILE, type GlobalState } from '../globalState/contract.ts';
import { isSameAccount, type Account } from './account.ts';
import { diagnose, isSuspicious, type Diagnosis, type Owner, type Witness } from './diagnose.ts';
import { readDirectory, type Directory } from './directory/readDirectory.ts';
import type { Connection, Fetch } from './directory/request.ts';
import { holdsPairing, readLocalPairing, type LocalPairing } from './localPairing.ts';
import { reasonOf } from './status.ts';

/** Time as the module sees it: milliseconds since 1970, and a wait that `signal` cuts short without an error. */
export interface Clock {
  now(): number;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** What a check needs of the world. Everything is asked for anew, nothing is kept. */
export interface CheckPorts {
  readonly state: Pick<GlobalState, 'read'>;
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
  | { readonly kind: 'unchecked'; readonly reason: Reason; readonly message: string | null }
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

/**
 * Checks every stored id against the directory. A healthy check costs one round trip; a suspected death is read a second
 * time at least one second later. `signal` ends it early, and then what was not read is unknown. Writes nothing.
 */
export async function check(
  ports: CheckPorts,
  { signal, evenWithoutPairing = false }: { signal: AbortSignal; evenWithoutPairing?: boolean },
): Promise<CheckResult> {
  const local = readLocal(ports.state);
  if (local.kind === 'unreadable') return unchecked('state-unreadable', local.message);
  if (!evenWithoutPairing && !local.files.some(holdsPairing)) return { kind: 'not-enrolled' };
  const { signIn, service } = ports.readHome();
  if (service.kind !== 'base-url') return unchecked(service.kind, service.message);
  if (signIn.kind !== 'signed-in') return unchecked('signed-out', signIn.message);

  const first = await inspect(ports, local.files, signIn.account, service.baseUrl, signal);
  const now = ports.readHome();
  const after = now.signIn.kind === 'signed-in' ? now.signIn.account : null;
  const isStillTrue =
    after !== null &&
    isSameAccount(after, signIn.account) &&
    now.service.kind === 'base-url' &&
    now.service.baseUrl === service.baseUrl;
  if (!isStillTrue) return unchecked('state-changed', 'The account or the address changed during the check.');
  const isRefreshed = after.accessToken !== signIn.account.accessToken;
  // Someone refreshed the token while it was refused: the refusal was about the old one.
  const diagnosis =
    reasonOf(first) === 'signed-out' && isRefreshed
      ? await inspect(ports, local.files, after, service.baseUrl, signal)
      : first;
  return { kind: 'diagnosed', diagnosis, reason: reasonOf(diagnosis), retryAfterMs: longestWait(diagnosis) };
}

async function inspect(
  ports: CheckPorts,
  local: readonly LocalPairing[],
  account: Account,
  baseUrl: string,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const connection: Connection = {
    fetch: ports.fetch,
    baseUrl,
    account,
    signal,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
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
  const ownClientIds = clientIdsToAsk(judge([], new Map()));
  const first = await readDirectory(connection, ownClientIds);
  const suspicion = judge([first], new Map());
  if (!isSuspicious(suspicion)) return suspicion;

  const [owners] = await Promise.all([
    ports.readOwners([...suspicion.environments.keys()], account, baseUrl),
    ports.clock.wait(SECOND_READING_AFTER_MS, signal),
  ]);
  if (signal.aborted) return judge([first], owners);
  return judge([first, await readDirectory(connection, ownClientIds)], owners);
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
  if (main.kind === 'unreadable') return { kind: 'unreadable', message: main.message };
  const mirror = state.read(MIRROR_FILE);
  return {
    kind: 'read',
    files: [
      ...(main.kind === 'read' ? [readLocalPairing(MAIN_FILE, main.value)] : []),
      ...(mirror.kind === 'read' ? [readLocalPairing(MIRROR_FILE, mirror.value)] : []),
    ],
  };
}

function longestWait({ observation }: Diagnosis): number | null {
  const waits = observation.readings.flatMap(({ clients, environments, mfa, refreshed }) =>
    [clients, environments, mfa, ...refreshed.values()].flatMap(({ retryAfterMs }) => retryAfterMs ?? []),
  );
  return waits.length === 0 ? null : Math.max(...waits);
}

function unchecked(reason: Reason, message: string | null): CheckResult {
  return { kind: 'unchecked', reason, message };
}
