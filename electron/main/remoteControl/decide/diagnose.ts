import type { Reason } from '../../../shared/reasons.ts';
import type { StateFileName } from '../../globalState/index.ts';
import { isOwnUser, type Account, type Owner, isSameBaseUrl } from '../../codexHome/index.ts';
import type { Directory, DirectoryEnvironment } from '../directory/readDirectory.ts';
import { pointersOf, type ClientEnrollment, type LocalPairing } from './localPairing.ts';
import { enrolledPhonesOf, type Phone } from './phones.ts';
import { verdictOfClient, verdictOfEnvironment, verdictOfPhones, type Verdict } from './verdict.ts';

/** What is known beside the files and the directory. All of it only ever keeps things; none of it proves a death. */
export interface Witness {
  /** The environment under which the app-server is connected right now. */
  readonly connectedEnvironmentId: string | null;
  readonly installationId: string | null;
  readonly hostName: string;
  /** Owners of environment ids that the app-server's table names; an id it does not name is taken for ours. */
  readonly owners: ReadonlyMap<string, Owner>;
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
  readonly witness: Witness;
}

/** An own client entry and what is known of it; `foreign` is another account's or another base URL's. */
export interface JudgedEnrollment {
  readonly file: StateFileName;
  readonly entry: ClientEnrollment;
  readonly verdict: Verdict | { readonly kind: 'foreign' };
}

/** What a check found out about every stored id. */
export interface Diagnosis {
  readonly observation: Observation;
  readonly enrollments: readonly JudgedEnrollment[];
  /** Every environment id that a file names, own or pointed at. */
  readonly environments: ReadonlyMap<string, Verdict | { readonly kind: 'foreign' }>;
  /** `gone`: no enrolled phone is left. */
  readonly phones: Verdict;
  /** The phones that may control this computer's stored environment; `null` where that is not known. */
  readonly enrolledPhones: readonly Phone[] | null;
  /** Mobile clients that never finished enrolling, this desktop's own left out. */
  readonly pendingClientIds: readonly string[];
  /** An environment that another machine keeps online with this computer's installation id. */
  readonly clone: DirectoryEnvironment | null;
}

/** Decides every id. Pure: the same observation gives the same diagnosis. */
export function diagnose(observation: Observation): Diagnosis {
  const { account, baseUrl, local, readings, witness } = observation;
  const enrollments = local.flatMap(({ file, enrollments: entries }) =>
    entries.map((entry): JudgedEnrollment => {
      const isOwn =
        isOwnUser(entry.accountUserId, account) &&
        (entry.baseUrl === null || isSameBaseUrl(entry.baseUrl, baseUrl));
      return {
        file,
        entry,
        verdict: isOwn ? verdictOfClient(readings, entry.clientId) : { kind: 'foreign' },
      };
    }),
  );
  const hasForeign = enrollments.some(({ verdict }) => verdict.kind === 'foreign');
  const clone = findClone(observation);
  const own = new Set(ownEnvironmentIds(local));
  const environments = new Map(
    namedEnvironments(local).map((id) => [id, judgeEnvironment(id, observation, own, hasForeign, clone)]),
  );
  const ownClientIds = new Set(enrollments.map(({ entry }) => entry.clientId));
  const environmentId = ownEnvironmentIds(local)[0] ?? null;
  const isForeignSetup =
    hasForeign || [...own].some((id) => environmentKind({ environments }, id) === 'foreign');
  return {
    observation,
    enrollments,
    environments,
    // The flags name no account: beside another account's entries they may speak of that account's phones.
    phones:
      witness.livePairing || isForeignSetup
        ? { kind: 'alive' }
        : judgePhones(readings, environmentId, environments, ownClientIds),
    enrolledPhones: enrolledPhonesOf(readings.at(-1), environmentId, ownClientIds),
    pendingClientIds: pendingClients(readings.at(-1), ownClientIds),
    clone,
  };
}

/** With its environment every phone of it is gone; a copied computer's flags are not judged by its phones. */
function judgePhones(
  readings: readonly Directory[],
  environmentId: string | null,
  environments: Diagnosis['environments'],
  ownClientIds: ReadonlySet<string>,
): Verdict {
  const verdict = environmentId === null ? undefined : environments.get(environmentId);
  if (verdict?.kind === 'gone' || verdict?.kind === 'suspected') return verdict;
  if (verdict?.kind === 'unknown' && NOT_OURS_FOR_SURE.has(verdict.reason)) return verdict;
  return verdictOfPhones(readings, environmentId, ownClientIds);
}

const NOT_OURS_FOR_SURE: ReadonlySet<Reason> = new Set(['clone-suspected', 'state-unreadable']);

/** What is known of an environment that a file names. */
export function environmentKind({ environments }: Pick<Diagnosis, 'environments'>, id: string) {
  return environments.get(id)?.kind;
}

/** What is known of every stored id, and of the phones where a flag claims one. */
export function verdictsOf({ enrollments, environments, phones, observation }: Diagnosis) {
  const hasSetFlag = observation.local.some(({ flags }) => flags.some(({ value }) => value === true));
  return [
    ...enrollments.map(({ verdict }) => verdict),
    ...environments.values(),
    ...(hasSetFlag ? [phones] : []),
  ];
}

/** Whether some id is missing from one reading, so that a second reading is worth a second. */
export function isSuspicious(diagnosis: Diagnosis): boolean {
  return verdictsOf(diagnosis).some(({ kind }) => kind === 'suspected');
}

function judgeEnvironment(
  id: string,
  { readings, witness }: Observation,
  own: ReadonlySet<string>,
  hasForeign: boolean,
  clone: DirectoryEnvironment | null,
): Verdict | { readonly kind: 'foreign' } {
  const verdict = verdictOfEnvironment(readings, id, witness.connectedEnvironmentId);
  if (verdict.kind === 'alive') return verdict;
  const owner = witness.owners.get(id);
  // A pointer names no account: beside another account's entries it may be that account's.
  if (owner === 'other-account' || (!own.has(id) && hasForeign)) return { kind: 'foreign' };
  // The service leaves a computer's own environments out of its list, and takes a copy for the computer itself.
  if (clone !== null && own.has(id)) return { kind: 'unknown', reason: 'clone-suspected' };
  const isAbsent = verdict.kind === 'gone' || verdict.kind === 'suspected';
  return isAbsent && owner === 'unreadable' ? { kind: 'unknown', reason: 'state-unreadable' } : verdict;
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

/** Another machine with this one's installation id (openai/codex#22950): online, under another name and environment. */
function findClone({ local, readings, witness }: Observation): DirectoryEnvironment | null {
  const known = new Set([
    witness.connectedEnvironmentId,
    ...local.map(({ environment }) => environment?.environmentId ?? null),
  ]);
  const isClone = ({ env_id, online, host_name, installation_id }: DirectoryEnvironment) =>
    online === true &&
    installation_id?.toLowerCase() === witness.installationId &&
    !known.has(env_id) &&
    typeof host_name === 'string' &&
    host_name.toLowerCase() !== witness.hostName.toLowerCase();
  return readings.at(-1)?.environments.items.find(isClone) ?? null;
}

function pendingClients(reading: Directory | undefined, own: ReadonlySet<string>): readonly string[] {
  const pending = (reading?.clients.items ?? []).filter(
    ({ client_id, enrollment_status }) => enrollment_status === 'pending_enrollment' && !own.has(client_id),
  );
  return [...new Set(pending.map(({ client_id }) => client_id))];
}
