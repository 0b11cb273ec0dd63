import type { Account, EnrollmentTable } from '../../codexHome/index.ts';
import type { EnvironmentOwner, StateFileName } from '../../globalState/index.ts';
import type { Directory, DirectoryEnvironment } from '../directory/readDirectory.ts';
import { hasOurInstallation, isGhost, isOnlineElsewhere } from './copies.ts';
import { pointersOf, type ClientEnrollment, type LocalPairing } from './localPairing.ts';
import { decideOwnership, type Ownership, type OwnershipFacts } from './ownership.ts';
import { pendingClientsOf } from './pendingClients.ts';
import { enrolledPhonesOf, type Phone } from './phones.ts';
import { isLike, verdictOfClient, verdictOfLists, verdictOfPhones, type Verdict } from './verdict.ts';

/** What is known on this computer, beside the state files and the directory. All of it only ever keeps things; none of it proves anything gone. */
export interface LocalFacts {
  /** The environment under which our own app-server is connected right now. */
  readonly connectedEnvironmentId: string | null;
  /** Whether an app-server of this `CODEX_HOME` runs, our own or another. */
  readonly appServerRuns: boolean;
  readonly installationId: string | null;
  readonly hostName: string;
  /** The app-server's own table; `null` where it was not asked. */
  readonly table: EnrollmentTable | null;
  /** Environments, and clients of this computer, that were enrolled within the last ten minutes: a list may not have them yet. */
  readonly justEnrolled: ReadonlySet<string>;
  /** For whom we have stored environments, and for whom something of an earlier repair waits. */
  readonly stored: readonly EnvironmentOwner[];
  readonly waiting: OwnershipFacts['waiting'];
  /** A pairing code of ours is on screen and a phone may be about to claim it. */
  readonly livePairing: boolean;
}

/** Everything that a check knows, as plain data. */
export interface Observation {
  readonly account: Account;
  readonly baseUrl: string;
  readonly local: readonly LocalPairing[];
  /** One reading, or two at least a second apart. */
  readonly readings: readonly Directory[];
  readonly facts: LocalFacts;
}

/**
 * It belongs to another account, workspace or service, so our lists say nothing of it. Not `isKnown`: nothing tells whose it is, and something on the
 * profile points to another.
 */
export interface OtherAccount {
  readonly kind: 'other-account';
  readonly isKnown: boolean;
}

/** An own client entry and what is known of it. */
export interface JudgedEnrollment {
  readonly file: StateFileName;
  readonly entry: ClientEnrollment;
  readonly verdict: Verdict | OtherAccount;
}

/** What a check found out about every stored id. */
export interface Diagnosis {
  readonly observation: Observation;
  readonly enrollments: readonly JudgedEnrollment[];
  /** Every environment id that a file names, own or pointed at. */
  readonly environments: ReadonlyMap<string, Verdict | OtherAccount>;
  /** For the flags of each file; `gone`: no enrolled phone is left for its environment. */
  readonly phones: ReadonlyMap<StateFileName, Verdict>;
  /** The phones that may control this computer's stored environment; `null` where that is not known. */
  readonly enrolledPhones: readonly Phone[] | null;
  /** Clients that never finished enrolling, this desktop's own left out. */
  readonly pendingClientIds: readonly string[];
  /** Those of them that a full repair may delete: phones and tablets, older than any code that is still good. */
  readonly abandonedClientIds: readonly string[];
  /** An environment that another computer keeps online with this one's identity. */
  readonly clone: DirectoryEnvironment | null;
  /** The clone is online under the very environment that is stored here: what is stored is the other computer's. */
  readonly isCopied: boolean;
  /** What this computer has left behind at the server: same installation and name, offline, and stored nowhere here. */
  readonly ghosts: readonly DirectoryEnvironment[];
}

/** Decides every id. Pure: the same observation gives the same diagnosis. */
export function diagnose(observation: Observation): Diagnosis {
  const { account, baseUrl, local, readings, facts } = observation;
  const ownership = decideOwnership({ account, baseUrl, local, ...facts });
  const enrollments = local.flatMap(({ file, enrollments: entries }) =>
    entries.map((entry): JudgedEnrollment => {
      const isOurs = ownership.ofEnrollment(entry) === 'ours';
      const verdict = isOurs ? judgeClient(entry, observation) : another(true);
      return { file, entry, verdict };
    }),
  );
  const ownClientIds = new Set(enrollments.map(({ entry }) => entry.clientId));
  const own = ownEnvironmentIds(local);
  const named = namedEnvironments(local);
  const clone = findClone(observation, own);
  const environments = new Map(
    named.map((id) => [id, judgeEnvironment(id, observation, ownership, { clone, isOwn: own.includes(id) })]),
  );
  const pending = pendingClientsOf(readings.at(-1), ownClientIds);
  return {
    observation,
    enrollments,
    environments,
    phones: new Map(
      local.map((file) => [file.file, judgePhones(file, observation, ownership, environments, ownClientIds)]),
    ),
    enrolledPhones: enrolledPhonesOf(readings.at(-1), own[0] ?? null, ownClientIds),
    pendingClientIds: pending.ids,
    abandonedClientIds: pending.abandoned,
    clone,
    isCopied: clone !== null && own.includes(clone.env_id),
    ghosts: findGhosts(observation, named),
  };
}

/** What is known of an environment that a file names. */
export function environmentKind({ environments }: Pick<Diagnosis, 'environments'>, id: string) {
  return environments.get(id)?.kind;
}

/** What is known of every stored id, and of the phones where a flag claims one. */
export function verdictsOf({ enrollments, environments, phones, observation }: Diagnosis) {
  const claimed = observation.local.filter(({ flags }) => flags.some(({ value }) => value === true));
  return [
    ...enrollments.map(({ verdict }) => verdict),
    ...environments.values(),
    ...claimed.flatMap(({ file }) => phones.get(file) ?? []),
  ];
}

/** Whether some id is missing from one reading, so that a second reading is worth a second. */
export function isSuspicious(diagnosis: Diagnosis): boolean {
  return verdictsOf(diagnosis).some(({ kind }) => kind === 'suspected');
}

/** Whether all that is stored belongs to another account, workspace or service. */
export function isAllAnothers({ enrollments, environments }: Diagnosis): boolean {
  const verdicts = [...enrollments.map(({ verdict }) => verdict), ...environments.values()];
  return verdicts.length > 0 && verdicts.every(({ kind }) => kind === 'other-account');
}

/** The environments that the files hold as this computer's own, the main file's first, each once. */
export function ownEnvironmentIds(local: readonly LocalPairing[]): readonly string[] {
  return [...new Set(local.flatMap(({ environment }) => environment?.environmentId ?? []))];
}

/** The environments that a file names, in order and each once. */
function namedEnvironments(local: readonly LocalPairing[]): readonly string[] {
  const naming = local.flatMap((file) => [file.environment ?? [], pointersOf(file)].flat());
  return [...new Set(naming.map(({ environmentId }) => environmentId))];
}

const OWNERS_UNREADABLE: Verdict = { kind: 'unknown', reason: 'owners-unreadable' };

/** A client that was enrolled just now is gone by the service's own sentence alone. */
function judgeClient({ clientId }: ClientEnrollment, { readings, facts }: Observation): Verdict {
  const verdict = verdictOfClient(readings, clientId);
  const isAbsent = verdict.kind === 'suspected' || (verdict.kind === 'gone' && verdict.how === 'absent');
  return isAbsent && facts.justEnrolled.has(clientId)
    ? { kind: 'unknown', reason: 'inconsistent-lists' }
    : verdict;
}

function judgeEnvironment(
  id: string,
  { readings, facts }: Observation,
  ownership: Ownership,
  { clone, isOwn }: { readonly clone: DirectoryEnvironment | null; readonly isOwn: boolean },
): Verdict | OtherAccount {
  if (facts.connectedEnvironmentId === id) return { kind: 'alive' };
  if (clone?.env_id === id) return { kind: 'unknown', reason: 'clone-suspected' };
  const verdict = verdictOfLists(
    readings.map(({ environments }) => environments),
    ({ env_id }) => env_id === id,
    ({ env_id }) => isLike(env_id, id),
  );
  // Only our own lists show what is ours: what they hold needs no other word.
  if (verdict.kind === 'alive') return verdict;
  const owner = ownership.ofEnvironment(id);
  if (owner === 'another' || owner === 'unclaimed') return another(owner === 'another');
  // The service leaves a computer's own environments out of its list, and takes a copy for the computer itself.
  if (clone !== null && isOwn) return { kind: 'unknown', reason: 'clone-suspected' };
  if (owner === 'unreadable') return OWNERS_UNREADABLE;
  if (verdict.kind === 'unknown') return verdict;
  // A list that lags would have us remove what was enrolled just now.
  return facts.justEnrolled.has(id) ? { kind: 'unknown', reason: 'inconsistent-lists' } : verdict;
}

/**
 * What the flags of a file claim, judged with the environment that they stand beside: with it every phone of it is gone, and where it is not ours to judge,
 * nor are they.
 */
function judgePhones(
  { environment }: LocalPairing,
  { readings, facts }: Observation,
  ownership: Ownership,
  environments: Diagnosis['environments'],
  ownClientIds: ReadonlySet<string>,
): Verdict {
  if (facts.livePairing) return { kind: 'alive' };
  const id = environment?.environmentId ?? null;
  if (id === null && ownership.ofTheRest === 'unclaimed') return { kind: 'alive' };
  if (id === null && ownership.ofTheRest === 'unreadable') return OWNERS_UNREADABLE;
  const verdict = id === null ? undefined : environments.get(id);
  switch (verdict?.kind) {
    case 'other-account':
      return { kind: 'alive' };
    case 'gone':
    case 'suspected':
      return verdict;
    case 'unknown':
      if (facts.justEnrolled.has(id ?? '')) return verdict;
      if (verdict.reason === 'clone-suspected' || verdict.reason === 'owners-unreadable') return verdict;
      return verdictOfPhones(readings, id, ownClientIds);
    case 'alive':
      // The phone that has just paired may not be in a list that lags.
      return facts.justEnrolled.has(id ?? '') ? verdict : verdictOfPhones(readings, id, ownClientIds);
    case undefined:
      return verdictOfPhones(readings, null, ownClientIds);
  }
}

/**
 * Another computer with this one's identity (openai/codex#22950): online under what is stored here, or with the same installation id, in
 * either reading: a connection may flap.
 */
function findClone({ readings, facts }: Observation, own: readonly string[]): DirectoryEnvironment | null {
  const isClone = (environment: DirectoryEnvironment) =>
    (own.includes(environment.env_id) || hasOurInstallation(environment, facts)) &&
    isOnlineElsewhere(environment, facts);
  return (
    readings
      .toReversed()
      .flatMap(({ environments }) => environments.items)
      .find(isClone) ?? null
  );
}

function findGhosts({ readings, facts }: Observation, named: readonly string[]) {
  const known = new Set([
    ...named,
    ...facts.justEnrolled,
    ...(facts.table?.rows ?? []).map(({ environmentId }) => environmentId),
    facts.connectedEnvironmentId,
  ]);
  return (readings.at(-1)?.environments.items ?? []).filter(
    (environment) => !known.has(environment.env_id) && isGhost(environment, facts),
  );
}

function another(isKnown: boolean): OtherAccount {
  return { kind: 'other-account', isKnown };
}
