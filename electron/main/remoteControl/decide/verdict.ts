import type { Reason } from '../../../shared/reasons.ts';
import { percentDecoded } from '../../globalState/index.ts';
import type { Directory, DirectoryClient } from '../directory/readDirectory.ts';
import type { ListReading } from '../directory/list.ts';

/**
 * What is known of a stored id. Only `gone` may be removed without being asked. `suspected` is an absence that one reading
 * found and a second has not confirmed yet.
 */
export type Verdict =
  | { readonly kind: 'alive' }
  | { readonly kind: 'gone'; readonly how: 'absent' | 'revoked' }
  | { readonly kind: 'suspected' }
  | { readonly kind: 'unknown'; readonly reason: Reason };

const ALIVE: Verdict = { kind: 'alive' };

/**
 * What the lists say of one id: an absence counts only from complete lists, and only the second time. A list that has the
 * id shows it alive even where other pages failed. Where one list has it and another, complete one has not, nothing is
 * proven (openai/codex#42574); nor where a list has one that `mayBeIt`.
 */
export function verdictOfLists<Item>(
  lists: readonly ListReading<Item>[],
  isIt: (item: Item) => boolean,
  mayBeIt: (item: Item) => boolean = () => false,
): Verdict {
  const without = lists.filter(({ items }) => !items.some(isIt));
  const reasons = without.flatMap(
    ({ items, incomplete }) => incomplete ?? (items.some(mayBeIt) ? 'inconsistent-lists' : []),
  );
  const absences = without.length - reasons.length;
  if (without.length < lists.length) {
    return absences === 0 ? ALIVE : { kind: 'unknown', reason: 'inconsistent-lists' };
  }
  const [reason] = reasons;
  if (reason !== undefined) return { kind: 'unknown', reason };
  return absences > 1 ? { kind: 'gone', how: 'absent' } : { kind: 'suspected' };
}

/**
 * What the directory says of one of our own clients: by the explicit answer first, and by the lists. An answer that says
 * nothing of the client keeps it, unless two complete lists lack it.
 */
export function verdictOfClient(readings: readonly Directory[], clientId: string): Verdict {
  const answers = readings.flatMap(({ refreshed }) => refreshed.get(clientId)?.answer ?? []);
  const listed = verdictOfLists(
    readings.map(({ clients }) => clients),
    ({ client_id }) => client_id === clientId,
    ({ client_id }) => isLike(client_id, clientId),
  );
  const revoked = answers.some(({ kind }) => kind === 'revoked');
  const confirmed = answers.some(({ kind }) => kind === 'ok');
  if (revoked && confirmed) return { kind: 'unknown', reason: 'inconsistent-lists' };
  if (revoked) return { kind: 'gone', how: 'revoked' };
  if (listed.kind === 'gone' || listed.kind === 'suspected') {
    return confirmed ? { kind: 'unknown', reason: 'inconsistent-lists' } : listed;
  }
  if (confirmed) return ALIVE;
  const reason = answers.find((answer) => answer.kind === 'unknown')?.reason;
  // A backend without this endpoint leaves the word to the list.
  return reason === undefined || reason === 'feature-unavailable' ? listed : { kind: 'unknown', reason };
}

/**
 * Whether two ids differ only in how they are written: capitals, white space, characters that are not seen, forms of one letter, the
 * encoding of an address, or the prefix of a host id.
 */
export function isLike(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(id: string): string {
  return percentDecoded(id)
    .normalize('NFKC')
    .replaceAll(/[\s\p{C}]/gu, '')
    .toLowerCase()
    .replace(/^remote[-_]control:/, '');
}

/** A client that has finished enrolling and is none of this computer's own: a phone, as far as the flags are concerned. */
export function isEnrolledPhone(
  { client_id, enrollment_status }: DirectoryClient,
  ownClientIds: ReadonlySet<string>,
): boolean {
  return enrollment_status !== 'pending_enrollment' && !ownClientIds.has(client_id);
}

/**
 * Whether an enrolled phone is left for the stored environment; `gone` means that two complete lists of its clients hold none, whatever
 * phones other computers have. Without a stored environment, `gone` takes an account without any. A service that cannot tell (404)
 * keeps the flags, and is no problem while the account has a phone at all.
 */
export function verdictOfPhones(
  readings: readonly Directory[],
  environmentId: string | null,
  ownClientIds: ReadonlySet<string>,
): Verdict {
  const isIt = (client: DirectoryClient) => isEnrolledPhone(client, ownClientIds);
  const ofAccount = verdictOfLists(
    readings.map(({ clients }) => clients),
    isIt,
  );
  if (environmentId === null) return ofAccount;
  const ofEnvironment = verdictOfLists(
    readings.map(({ phones, clients }) => phones.get(environmentId) ?? clients),
    isIt,
  );
  const cannotTell = ofEnvironment.kind === 'unknown' && ofEnvironment.reason === 'feature-unavailable';
  return cannotTell && ofAccount.kind === 'alive' ? ofAccount : ofEnvironment;
}
