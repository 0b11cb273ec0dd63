import type { StoredIds } from '../../testing/profiles/profile.ts';
import {
  CONTENT_TYPES,
  listBodies,
  POLICY_BODIES,
  refreshBodies,
  STATUSES,
  type Body,
  type ScriptedAnswer,
} from './answers.ts';
import { FAILURES, type ScriptedFailure } from './failures.ts';

/**
 * Where the answer in question is given. `page-2`: the first page is well and names a second one, which is this answer.
 * `refresh-listed`: the list of clients holds the one asked about; `refresh-unlisted`: that list cannot be read.
 */
export const PLACES = [
  'clients',
  'clients-page-2',
  'environments',
  'environments-page-2',
  'phones',
  'refresh-listed',
  'refresh-unlisted',
  'mfa',
] as const;
export type Place = (typeof PLACES)[number];

/** In which of the two readings of a check the answer is given. In the other one the service proves the death. */
export const READINGS = ['first', 'second', 'both'] as const;
export type Reading = (typeof READINGS)[number];

/** One combination, of which everything else is the worst case: all that is not in question says that the ids are dead. */
export interface Combination {
  readonly name: string;
  readonly place: Place;
  readonly reading: Reading;
  readonly given: ScriptedAnswer | ScriptedFailure;
}

/** The stored ids of every combination. The service knows none of them, except those that the place in question is not about. */
export const IDS: Omit<StoredIds, 'baseUrl' | 'accountUserId'> = {
  clientId: 'cli_e_stored_0123456789',
  environmentId: 'env_e_stored_0123456789',
  installationId: '11111111-1111-4111-8111-111111111111',
};

const CLIENT_BODIES = listBodies('client_id', [IDS.clientId, 'a-phone']);
const ENVIRONMENT_BODIES = listBodies('env_id', [IDS.environmentId]);
const BODIES: Readonly<Record<Place, readonly Body[]>> = {
  clients: CLIENT_BODIES,
  'clients-page-2': CLIENT_BODIES,
  environments: ENVIRONMENT_BODIES,
  'environments-page-2': ENVIRONMENT_BODIES,
  phones: CLIENT_BODIES,
  'refresh-listed': refreshBodies(IDS),
  'refresh-unlisted': refreshBodies(IDS),
  mfa: POLICY_BODIES,
};

/** Every combination of place, reading, status, content type and body that is no proof, and every failure. */
export function allCombinations(): readonly Combination[] {
  return PLACES.flatMap((place) =>
    READINGS.flatMap((reading) =>
      [...answersOf(place).filter((answer) => !isProof(place, answer)), ...FAILURES].map((given) =>
        combinationOf(place, reading, given),
      ),
    ),
  );
}

/** Of all of them those that would be proof but for the status, the content type or the body alone. */
export function nearProofs(): readonly Combination[] {
  return allCombinations().filter(({ place, given }) => !('happen' in given) && isNearProof(place, given));
}

/** Each proof in both readings: what has to be removed, so that the combinations are known to be able to. */
export function allProofs(): readonly Combination[] {
  return PLACES.flatMap((place) =>
    answersOf(place)
      .filter((answer) => isProof(place, answer))
      .map((given) => combinationOf(place, 'both', given)),
  );
}

function combinationOf(place: Place, reading: Reading, given: ScriptedAnswer | ScriptedFailure): Combination {
  const said = 'happen' in given ? given.name : `${given.status} ${given.contentType} ${given.body.name}`;
  return { name: `${place}, ${reading} reading: ${said}`, place, reading, given };
}

function answersOf(place: Place): readonly ScriptedAnswer[] {
  return STATUSES.flatMap((status) =>
    CONTENT_TYPES.flatMap((contentType) =>
      BODIES[place].map((body): ScriptedAnswer => ({ status, contentType, body })),
    ),
  );
}

function isNearProof(place: Place, answer: ScriptedAnswer): boolean {
  return [
    ...STATUSES.map((status) => ({ ...answer, status })),
    ...CONTENT_TYPES.map((contentType) => ({ ...answer, contentType })),
    ...BODIES[place].map((body) => ({ ...answer, body })),
  ].some((neighbour) => isProof(place, neighbour));
}

/** The rule in the words of the design, apart from the code under proof. */
function isProof(place: Place, { status, contentType, body: { name } }: ScriptedAnswer): boolean {
  if (contentType !== 'application/json') return false;
  switch (place) {
    case 'clients':
    case 'clients-page-2':
    case 'environments':
    case 'environments-page-2':
      return status === 200 && (name === 'lacks' || name === 'lacks, with others');
    // Any other client that is left is a phone.
    case 'phones':
      return status === 200 && name === 'lacks';
    case 'refresh-listed':
    case 'refresh-unlisted':
      return (
        (name === 'revoked' && (status === 403 || status === 404)) ||
        (name === 'key-missing' && status === 403)
      );
    case 'mfa':
      return false;
  }
}
