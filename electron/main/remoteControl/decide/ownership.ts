import {
  isOwnUser,
  isSameBaseUrl,
  isSocketOf,
  type Account,
  type EnrollmentTable,
} from '../../codexHome/index.ts';
import type { EnvironmentOwner, RemoteDeletion } from '../../globalState/index.ts';
import type { ClientEnrollment, LocalPairing, MalformedEnrollment } from './localPairing.ts';

/** Everything that tells whose a stored id is. */
export interface OwnershipFacts {
  readonly account: Account;
  readonly baseUrl: string;
  readonly local: readonly LocalPairing[];
  /** The app-server's own table, in all its places; `null` where it was not asked: a healthy check never opens it. */
  readonly table: EnrollmentTable | null;
  /** For whom we have stored environments ourselves. */
  readonly stored: readonly EnvironmentOwner[];
  /** What an earlier repair has left to do for its account: deletions at the server, and authorizations to be given again. */
  readonly waiting: readonly Pick<RemoteDeletion, 'accountId' | 'baseUrl'>[];
}

/**
 * Whose an id is. `another`: known to be another account's, workspace's or service's. `unclaimed`: nothing ties it to the signed-in one, and something on
 * the profile points to another; or what we know of it contradicts itself. `unreadable`: the app-server's table might tell, and cannot be read.
 */
export type Owner = 'ours' | 'another' | 'unclaimed' | 'unreadable';

/** Decides whose the stored ids are. What decides about an environment decides about all that points at it or goes with it. */
export interface Ownership {
  ofEnrollment(enrollment: ClientEnrollment): 'ours' | 'another';
  ofEnvironment(id: string): Owner;
  /** Whose the values are that name nothing, such as a flag where no environment is stored. */
  readonly ofTheRest: Exclude<Owner, 'another'>;
}

/** Reads the facts once. Pure. */
export function decideOwnership(facts: OwnershipFacts): Ownership {
  const { account, baseUrl, local, table, stored, waiting } = facts;
  const isOurs = (owner: { accountId: string; baseUrl: string }) =>
    owner.accountId === account.accountId && isSameBaseUrl(owner.baseUrl, baseUrl);
  const rows = (table?.rows ?? []).map(({ environmentId, accountId, websocketUrl }) => ({
    id: environmentId,
    isOurs: accountId === account.accountId && isSocketOf(websocketUrl, baseUrl),
  }));
  const noted = stored.map((owner) => ({ id: owner.id, isOurs: isOurs(owner) }));
  const ofEnrollment = (enrollment: ClientEnrollment | MalformedEnrollment) =>
    isOwnEnrollment(enrollment, account, baseUrl) ? 'ours' : 'another';

  const pointsElsewhere =
    local.some(({ enrollments, malformedEnrollments }) =>
      [...enrollments, ...malformedEnrollments].some((each) => ofEnrollment(each) === 'another'),
    ) ||
    [...rows, ...noted].some((each) => !each.isOurs) ||
    !waiting.every(isOurs);
  const isReadable = table?.isWhole !== false;
  const ofWhatNothingNames = pointsElsewhere && table !== null ? 'unclaimed' : 'ours';

  return {
    ofEnrollment,
    ofTheRest: isReadable ? ofWhatNothingNames : 'unreadable',
    ofEnvironment(id) {
      // The app-server's word counts before ours: it enrolls again without us.
      for (const claims of [rows, noted]) {
        const own = claims.filter((claim) => claim.id === id);
        if (own.length > 0) return ownerBy(own);
        if (claims === rows && !isReadable) return 'unreadable';
      }
      return ofWhatNothingNames;
    },
  };
}

/** An environment has one owner: two rows that name two of them tell nothing. */
function ownerBy(claims: readonly { readonly isOurs: boolean }[]): Owner {
  if (claims.every(({ isOurs }) => isOurs)) return 'ours';
  return claims.some(({ isOurs }) => isOurs) ? 'unclaimed' : 'another';
}

/** Whose environments are, by the table alone; what it does not name is not in the answer. */
export function ownersByTable(
  table: EnrollmentTable,
  ids: readonly string[],
  { account, baseUrl }: Pick<OwnershipFacts, 'account' | 'baseUrl'>,
): ReadonlyMap<string, Owner> {
  const facts = { account, baseUrl, local: [], table, stored: [], waiting: [] };
  const { ofEnvironment } = decideOwnership(facts);
  const isNamed = (id: string) =>
    !table.isWhole || table.rows.some(({ environmentId }) => environmentId === id);
  return new Map(ids.filter(isNamed).map((id) => [id, ofEnvironment(id)]));
}

/**
 * Whether an enrollment is of this account at this service: by its value and by what its map key says beside, because either may name the workspace where
 * the other does not.
 */
export function isOwnEnrollment(
  { accountUserId, mapKey }: Pick<MalformedEnrollment, 'accountUserId' | 'mapKey'>,
  account: Account,
  baseUrl: string,
): boolean {
  return (
    [accountUserId, mapKey.accountUserId].every(
      (user) => user === null || user === account.accountId || isOwnUser(user, account),
    ) &&
    (mapKey.baseUrl === null || isSameBaseUrl(mapKey.baseUrl, baseUrl))
  );
}
