import { isOwnUser, isSameBaseUrl, type Account } from '../../codexHome/index.ts';
import {
  isJsonObject,
  MAIN_FILE,
  MIRROR_FILE,
  PAIRING_KEYS,
  type Authorization,
  type ControllerRecord,
  type GlobalState,
} from '../../globalState/index.ts';
import { readLocalPairing, type ClientEnrollment } from '../decide/localPairing.ts';
import { isOwnEnrollment } from '../decide/ownership.ts';

/** For whom the controller half is looked at. */
export interface Owner {
  readonly account: Account;
  readonly baseUrl: string;
}

/**
 * The account's open authorization at this service: an attempt whose end is not known before one that is still to be begun, and the
 * newest of those; `null` where there is nothing to authorize again.
 */
export function pendingOf(
  { authorizations }: ControllerRecord,
  { account, baseUrl }: Owner,
): Authorization | null {
  const isTheirs = (pending: Authorization) =>
    pending.accountId === account.accountId &&
    isSameBaseUrl(pending.baseUrl, baseUrl) &&
    isOwnUser(pending.accountUserId, account);
  const theirs = authorizations.filter(isTheirs);
  return theirs.findLast(({ kind }) => kind !== 'needed') ?? theirs.at(-1) ?? null;
}

/** The account's stored enrollments at this service, in the main file, or in the mirror where that is all there is. */
export function storedOf(
  state: Pick<GlobalState, 'read'>,
  { account, baseUrl }: Owner,
): readonly ClientEnrollment[] {
  const main = state.read(MAIN_FILE);
  const reading = main.kind === 'absent' ? state.read(MIRROR_FILE) : main;
  if (reading.kind !== 'read') return [];
  return readLocalPairing(MAIN_FILE, reading.value).enrollments.filter((entry) =>
    isOwnEnrollment(entry, account, baseUrl),
  );
}

/**
 * Whether something is stored under this key of the enrollments that may not be written over: another account's entry, or what is no
 * entry at all. Asked where none of the account's own is stored.
 */
export function isTaken(state: Pick<GlobalState, 'read'>, mapKey: string): boolean {
  const main = state.read(MAIN_FILE);
  const reading = main.kind === 'absent' ? state.read(MIRROR_FILE) : main;
  const stored = reading.kind === 'read' ? reading.value[PAIRING_KEYS.clientEnrollments] : undefined;
  const held = isJsonObject(stored) ? stored[mapKey] : stored;
  return held !== undefined && held !== null;
}

/**
 * Whether a state file names this key or this client, in whatever form; `true` also where a file cannot be read, because then it
 * may.
 */
export function mayBeStored(
  state: Pick<GlobalState, 'read'>,
  { keyId, clientId }: { readonly keyId: string; readonly clientId: string },
): boolean {
  return ([MAIN_FILE, MIRROR_FILE] as const).some((file) => {
    const reading = state.read(file);
    if (reading.kind === 'absent') return false;
    if (reading.kind === 'unreadable') return true;
    const stored = reading.value[PAIRING_KEYS.clientEnrollments];
    if (!isJsonObject(stored)) return false;
    return Object.values(stored).some(
      (entry) => isJsonObject(entry) && (entry['keyId'] === keyId || entry['clientId'] === clientId),
    );
  });
}

/** The text of the old map key with the server's user id in the place of the old one; of a key that ends otherwise, the very text. */
export function mapKeyFor({ mapKey }: Authorization, account: Account, accountUserId: string): string {
  const parts = mapKey.split('\n');
  const last = parts.at(-1) ?? '';
  return isOwnUser(last, account) ? [...parts.slice(0, -1), accountUserId].join('\n') : mapKey;
}
