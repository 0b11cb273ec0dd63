import type { Directory, DirectoryClient } from '../directory/readDirectory.ts';

/** The clients of the account that have not finished enrolling. */
export interface PendingClients {
  readonly ids: readonly string[];
  /** Those of them that no one can be about to finish: phones and tablets, older than any code that is still good. */
  readonly abandoned: readonly string[];
}

/** No pairing code lives longer, in milliseconds. */
const LONGEST_CODE_MS = 10 * 60_000;

const PHONE = /^(?:phone|smartphone|mobile|iphone|tablet|ipad)$/i;
const PHONE_PLATFORM = /^(?:ios|ipados|android)$/i;

/** Sorts the pending clients of a reading, this computer's own left out. What cannot be told apart is not abandoned. */
export function pendingClientsOf(
  reading: Directory | undefined,
  ownClientIds: ReadonlySet<string>,
): PendingClients {
  const pending = (reading?.clients.items ?? []).filter(
    ({ client_id, enrollment_status }) =>
      enrollment_status === 'pending_enrollment' && !ownClientIds.has(client_id),
  );
  const now = reading?.serverTime ?? 0;
  return {
    ids: idsOf(pending),
    abandoned: idsOf(pending.filter((client) => isPhone(client) && isOld(client, now))),
  };
}

/** By both of its descriptions, where it has both. */
function isPhone({ device_type, platform }: DirectoryClient): boolean {
  const said = [
    device_type ? PHONE.test(device_type) : null,
    platform ? PHONE_PLATFORM.test(platform) : null,
  ].filter((each) => each !== null);
  return said.length > 0 && said.every(Boolean);
}

/** By the latest time that the service names; without any it may be of this moment. */
function isOld({ created_at, last_seen_at }: DirectoryClient, now: number): boolean {
  const times = [created_at, last_seen_at].flatMap((time) => time ?? []);
  return times.length > 0 && Math.max(...times) <= now - LONGEST_CODE_MS;
}

function idsOf(clients: readonly DirectoryClient[]): readonly string[] {
  return [...new Set(clients.map(({ client_id }) => client_id))];
}
