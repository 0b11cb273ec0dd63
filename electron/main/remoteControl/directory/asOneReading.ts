import type { Moment } from '../decide/isFresh.ts';
import type { ListReading } from './list.ts';
import type { Directory } from './readDirectory.ts';
import type { Evidence } from './request.ts';

/** An answer that was given so much before its neighbours, in milliseconds of the service's time, was kept somewhere since. */
const LAG_MS = 60_000;

/**
 * Puts the answers of one reading together. A list is incomplete where an answer of it was seen in the `earlier` reading already (the same request
 * id), or is by its date more than a minute older than another answer of this reading or of the earlier one: some cache gave it, and it says nothing of
 * now.
 */
export function asOneReading(
  read: Omit<Directory, 'readAt' | 'serverTime' | 'clockSkewMs'>,
  earlier: Directory | null,
  readAt: Moment,
): Directory {
  const evidence = evidenceOf(read);
  const before = earlier === null ? [] : evidenceOf(earlier);
  const seen = new Set(before.flatMap(namesOf));
  const times = evidence.flatMap(({ serverTime }) => serverTime ?? []);
  const newest = times.length === 0 ? null : Math.max(...times);
  const latest = Math.max(...times, ...before.flatMap(({ serverTime }) => serverTime ?? []));
  const isOld = (one: Evidence) =>
    namesOf(one).some((name) => seen.has(name)) ||
    (one.serverTime !== null && one.serverTime < latest - LAG_MS);
  const fresh = <Item>(list: ListReading<Item>): ListReading<Item> =>
    list.incomplete === null && list.evidence.some(isOld) ? { ...list, incomplete: 'incomplete-list' } : list;

  return {
    ...read,
    clients: fresh(read.clients),
    environments: fresh(read.environments),
    phones: new Map([...read.phones].map(([id, list]) => [id, fresh(list)])),
    readAt,
    serverTime: newest ?? readAt.wall,
    clockSkewMs: smallest(evidence.filter((one) => !one.isCached && !isOld(one))),
  };
}

/** Everything that was seen of a reading, in the order of its requests. */
export function evidenceOf({
  clients,
  environments,
  phones,
  mfa,
  refreshed,
}: Pick<Directory, 'clients' | 'environments' | 'phones' | 'mfa' | 'refreshed'>): readonly Evidence[] {
  return [
    ...clients.evidence,
    ...environments.evidence,
    ...[...phones.values()].flatMap((list) => list.evidence),
    mfa.evidence,
    ...[...refreshed.values()].map((answered) => answered.evidence),
  ];
}

/** The ids by which one answer is told from another. */
function namesOf({ requestId, oaiRequestId, cfRay }: Evidence): readonly string[] {
  return [requestId, oaiRequestId, cfRay].flatMap((name) => name || []);
}

/** The way of an answer only ever adds to it, so the smallest is the nearest. */
function smallest(evidence: readonly Evidence[]): number | null {
  const skews = evidence.flatMap(({ clockSkewMs }) => clockSkewMs ?? []);
  return skews.reduce<number | null>(
    (least, skew) => (least === null || Math.abs(skew) < Math.abs(least) ? skew : least),
    null,
  );
}
