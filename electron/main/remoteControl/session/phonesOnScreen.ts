import type { Phones } from './state.ts';
import type { ListedPhone } from './wayToPhone.ts';

/**
 * What a list of phones says to the session: the one that was seen last is named. A list without any says nothing while a claim is so
 * recent that the list may lag behind it.
 */
export function phonesOf(list: readonly ListedPhone[] | null, isClaimRecent: boolean): Phones {
  if (list === null) return { kind: 'unknown' };
  const [last] = list.toSorted((one, other) => (other.lastSeenAt ?? 0) - (one.lastSeenAt ?? 0));
  if (last === undefined) return { kind: isClaimRecent ? 'unknown' : 'none' };
  const { name, platform, lastSeenAt } = last;
  return { kind: 'some', phone: { name, platform, lastSeenAt }, others: list.length - 1 };
}
