import type { Directory } from '../directory/readDirectory.ts';
import { isEnrolledPhone } from './verdict.ts';

/** A phone that may control this computer, as its client list describes it; `null` where that does not say. */
export interface Phone {
  readonly clientId: string;
  readonly name: string | null;
  readonly platform: string | null;
  /** Unix milliseconds. */
  readonly lastSeenAt: number | null;
}

/**
 * The enrolled phones of an environment, in the order of the list. What a list holds counts even where it is not whole; that it holds none counts only
 * where it is, and is `null` otherwise.
 */
export function enrolledPhonesOf(
  reading: Directory | undefined,
  environmentId: string | null,
  ownClientIds: ReadonlySet<string>,
): readonly Phone[] | null {
  const list = environmentId === null ? undefined : reading?.phones.get(environmentId);
  if (list === undefined) return null;
  const phones = list.items
    .filter((client) => isEnrolledPhone(client, ownClientIds))
    .map(({ client_id, display_name, platform, last_seen_at }): Phone => ({
      clientId: client_id,
      name: display_name ?? null,
      platform: platform ?? null,
      lastSeenAt: last_seen_at ?? null,
    }));
  return phones.length === 0 && list.incomplete !== null ? null : phones;
}
