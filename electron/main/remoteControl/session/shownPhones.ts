import type { Screen } from '../../../shared/screen.ts';
import type { ListedPhone } from './wayToPhone.ts';

/** A phone as the window shows it: no id crosses to the page. */
export type ShownPhone = NonNullable<Extract<Screen['view'], { kind: 'connected' }>['phone']>;

/** Which client of which environment a shown phone is. */
export interface PhoneIdentity {
  readonly clientId: string;
  readonly environmentId: string;
}

/** Keeps what was listed in this launch, so that the phone that a person means is the one that was shown, however old that screen is. */
export interface ShownPhones {
  note(list: readonly ListedPhone[], environmentId: string): void;
  /** `null` where no such phone was listed, or several that look the same. */
  find(shown: ShownPhone): PhoneIdentity | null;
}

/** So many looks are remembered: a screen is never that old. */
const MOST_LOOKS = 500;

/** Remembers nothing yet. */
export function createShownPhones(): ShownPhones {
  const known = new Map<string, PhoneIdentity | 'several'>();
  return {
    note(list, environmentId) {
      for (const phone of list) {
        const look = lookOf(phone);
        const before = known.get(look);
        const isSame = before === undefined || (before !== 'several' && before.clientId === phone.clientId);
        known.set(look, isSame ? { clientId: phone.clientId, environmentId } : 'several');
      }
      for (const look of [...known.keys()].slice(0, -MOST_LOOKS)) known.delete(look);
    },
    find(shown) {
      const found = known.get(lookOf(shown));
      return found === undefined || found === 'several' ? null : found;
    },
  };
}

function lookOf({ name, platform, lastSeenAt }: ShownPhone): string {
  return JSON.stringify([name, platform, lastSeenAt]);
}
