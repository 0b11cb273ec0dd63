import { PAIRING_KEYS, type GlobalState } from '../../globalState/index.ts';
import type { Clock } from '../ports.ts';
import { phonesOf } from './phonesOnScreen.ts';
import { createShownPhones, type PhoneIdentity, type ShownPhone } from './shownPhones.ts';
import type { Phones } from './state.ts';
import type { ListedPhone } from './wayToPhone.ts';

/** A list of phones may lag so many milliseconds behind a claim. */
const LAG_MS = 10 * 60_000;

/** What lists of phones say, by what is known of claims. */
export interface PhoneLists {
  /** A phone has just claimed a code: a list without it may lag. */
  noteClaim(this: void): void;
  read(this: void, list: readonly ListedPhone[] | null): Phones;
  /** Which client a shown phone is (see `createShownPhones`). */
  find(this: void, phone: ShownPhone): PhoneIdentity | null;
}

/** No claim is known at first. */
export function createPhoneLists(state: Pick<GlobalState, 'get'>, clock: Clock): PhoneLists {
  let claimedAt = Number.NEGATIVE_INFINITY;
  const shown = createShownPhones();
  return {
    find: (phone) => shown.find(phone),
    noteClaim() {
      claimedAt = clock.monotonic();
    },
    read(list) {
      const environmentId = state.get([PAIRING_KEYS.environmentId]);
      if (typeof environmentId === 'string') shown.note(list ?? [], environmentId);
      const phones = phonesOf(list, clock.monotonic() - claimedAt < LAG_MS);
      // From here on the list knows it: that it is missing later means that it was revoked.
      if (phones.kind === 'some') claimedAt = Number.NEGATIVE_INFINITY;
      return phones;
    },
  };
}
