/** What the map key of an enrollment says of whose it is; `null` where it says nothing. */
export interface MapKey {
  /** Its last part: `user-x` or `user-x__account`. */
  readonly accountUserId: string | null;
  readonly baseUrl: string | null;
}

/**
 * Reads a map key: parts joined by newlines, of which there are three, four or five (controller.md 6). Only the last one is sure of its place; the
 * base URL is the last address before it, because another address, of the desktop's own API, stands first. A single word says nothing, unless it is a user.
 */
export function readMapKey(key: string): MapKey {
  const parts = key.split('\n');
  const last = parts.at(-1) ?? '';
  const addresses = parts.slice(0, -1).filter((part) => /^https?:\/\//i.test(part) && part !== DESKTOP_API);
  return {
    accountUserId: parts.length > 1 || /^user[-_]|__/i.test(last) ? last : null,
    baseUrl: addresses.at(-1) ?? null,
  };
}

/** The second part of every key in production; it names no service. */
const DESKTOP_API = 'http://localhost:8000/api';
