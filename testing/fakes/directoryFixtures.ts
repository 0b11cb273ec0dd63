import { hostname } from 'node:os';
import { enrollmentKey, enrollmentValue } from '../profiles/profileState.ts';
import type { Reason } from '../../electron/shared/reasons.ts';
import {
  MAIN_FILE,
  MIRROR_FILE,
  type JsonObject,
  PAIRING_KEYS,
} from '../../electron/main/globalState/index.ts';
import type { Account, EnrollmentRow, EnrollmentTable } from '../../electron/main/codexHome/index.ts';
import {
  diagnose,
  type Diagnosis,
  type Observation,
  type LocalFacts,
  classify,
  type Answer,
  type Endpoint,
  type ListReading,
  type Directory,
  type DirectoryClient,
  type DirectoryEnvironment,
  type Answered,
  readLocalPairing,
} from '../../electron/main/remoteControl/index.ts';

/** The signed-in account of every table, and where its service is. */
export const ACCOUNT: Account = { accountId: 'acct', userId: 'user-x', accessToken: 'token' };
/** The service of every table. */
export const BASE_URL = 'https://chatgpt.com/backend-api';
/** This computer's identity. */
export const INSTALLATION_ID = '11111111-1111-4111-8111-111111111111';

/** The service's time in every reading, in unix milliseconds. */
export const NOW = Date.UTC(2026, 4, 4, 12);

/** A list: complete, unless a reason says why not. */
export function list<Item>(items: readonly Item[], incomplete: Reason | null = null): ListReading<Item> {
  return { items, incomplete, evidence: [], retryAfterMs: null };
}

/** A client of a list; enrolled by default. */
export function client(
  client_id: string,
  enrollment_status = 'enrolled_device_key',
  more: Partial<DirectoryClient> = {},
): DirectoryClient {
  return { client_id, enrollment_status, ...more };
}

/** A phone that began to enroll an hour ago and never finished. */
export const ABANDONED = {
  device_type: 'phone',
  platform: 'ios',
  created_at: NOW - 60 * 60_000,
} as const;

/** An environment on the wire; offline, of another computer and without an installation by default. */
export function environment(env_id: string, more: Partial<DirectoryEnvironment> = {}): DirectoryEnvironment {
  return { env_id, online: false, host_name: 'another-computer', installation_id: null, ...more };
}

/** An answer that says yes and nothing more. */
export const OK: Answer = { kind: 'ok', json: {} };
/** The explicit answer that a client is gone. */
export const REVOKED: Answer = { kind: 'revoked' };
/** An answer that proves nothing, for this reason. */
export const failure = (reason: Reason): Answer => ({ kind: 'unknown', reason });

/** One reading of the directory: empty lists, good answers and no own client by default. */
export function reading({
  clients = list([]),
  environments = list([]),
  refreshed = {},
  phones = {},
  mfa = OK,
}: {
  readonly clients?: Directory['clients'];
  readonly environments?: Directory['environments'];
  /** By environment id; of an environment without a list of its own, all clients count. */
  readonly phones?: Readonly<Record<string, Directory['clients']>>;
  /** By client id. */
  readonly refreshed?: Readonly<Record<string, Answer>>;
  readonly mfa?: Answer;
} = {}): Directory {
  return {
    clients,
    environments,
    phones: new Map(Object.entries(phones)),
    readAt: { monotonic: 0, wall: NOW },
    serverTime: NOW,
    clockSkewMs: null,
    mfa: answered('mfa-requirement', mfa),
    mfaRequirement: null,
    refreshed: new Map(
      Object.entries(refreshed).map(([id, answer]) => [id, answered('client-refresh', answer)]),
    ),
  };
}

/** A reading in which the client `c1` is refused with this sentence, as the wire has it. */
export function refusedReading(
  sentence: string,
  lists: Pick<Directory, 'clients' | 'environments'>,
  status = 403,
): Directory {
  const body = JSON.stringify({ detail: sentence });
  const answer = classify('client-refresh', { status, contentType: 'application/json', body });
  return reading({ ...lists, refreshed: { c1: answer } });
}

function answered(endpoint: Endpoint, answer: Answer): Answered {
  const unseen = { status: null, requestId: null, oaiRequestId: null, cfRay: null, serverTime: null };
  const evidence = { endpoint, ...unseen, attempts: 1, isCached: false, clockSkewMs: null, errorCode: null };
  return { answer, evidence, envelope: { isPartial: false, total: null, limit: null }, retryAfterMs: null };
}

/** An entry of the client enrollments: the account's own and of its base URL by default. */
export function entry(
  clientId: string,
  { accountUserId = 'user-x', baseUrl = BASE_URL }: { accountUserId?: string; baseUrl?: string } = {},
): JsonObject {
  return { [enrollmentKey({ baseUrl, accountUserId })]: enrollmentValue({ accountUserId, clientId }) };
}

/** The state of openai/codex#23112, small: one client, one environment, both flags, all pointers, two atoms. */
export function stuck(clientId = 'c1', environmentId = 'e1'): JsonObject {
  return {
    'local-projects': { p1: { name: 'Project' } },
    [PAIRING_KEYS.clientEnrollments]: entry(clientId),
    [PAIRING_KEYS.environmentId]: environmentId,
    [PAIRING_KEYS.installationId]: INSTALLATION_ID,
    [PAIRING_KEYS.setupCompleted]: true,
    [PAIRING_KEYS.hasConnectedDevice]: true,
    [PAIRING_KEYS.addedEnvironmentIds]: [environmentId],
    [PAIRING_KEYS.selectedHostId]: `remote-control:${environmentId}`,
    [PAIRING_KEYS.autoConnectByHostId]: { [`remote-control:${environmentId}`]: true, local: true },
    [PAIRING_KEYS.atoms]: { 'remote-control-setup-step': 'waiting', theme: 'dark' },
  };
}

/** A row of the app-server's table: by default of this account and service, under another host name, and years old. */
export function row(environmentId: string, more: Partial<EnrollmentRow> = {}): EnrollmentRow {
  return {
    environmentId,
    accountId: ACCOUNT.accountId,
    websocketUrl: `${BASE_URL.replace('https', 'wss')}/wham/remote/control/server`,
    serverName: 'another-computer',
    updatedAt: 0,
    ...more,
  };
}

/** The app-server's table with these rows, every database of it readable. */
export function table(...rows: readonly EnrollmentRow[]): EnrollmentTable {
  return { rows, isWhole: true };
}

/** What a test knows of this computer by default: the app-server's table is empty and no app-server runs. */
export const LOCAL_FACTS: LocalFacts = {
  connectedEnvironmentId: null,
  appServerRuns: false,
  installationId: INSTALLATION_ID,
  hostName: hostname(),
  table: { rows: [], isWhole: true },
  justEnrolled: new Set(),
  stored: [],
  waiting: [],
  livePairing: false,
};

/** What a check of `state` (and of its mirror, where there is one) knows after `readings`. */
export function observe(
  state: JsonObject,
  readings: readonly Directory[],
  { mirror, ...facts }: Partial<LocalFacts> & { readonly mirror?: JsonObject } = {},
): Observation {
  return {
    account: ACCOUNT,
    baseUrl: BASE_URL,
    local: [
      readLocalPairing(MAIN_FILE, state),
      ...(mirror === undefined ? [] : [readLocalPairing(MIRROR_FILE, mirror)]),
    ],
    readings,
    facts: { ...LOCAL_FACTS, ...facts },
  };
}

/** The same, judged. */
export function judge(...[state, readings, more]: Parameters<typeof observe>): Diagnosis {
  return diagnose(observe(state, readings, more));
}
