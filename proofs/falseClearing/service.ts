import type { Fetch } from '../../electron/main/remoteControl/index.ts';
import { toResponse, well, type ScriptedAnswer } from './answers.ts';
import { IDS, type Combination, type Place } from './cases.ts';

/** Present in the second reading only: it makes every check read twice, and proves nothing by itself. */
export const FLICKERING = {
  clientId: 'cli_e_flickering_0123456789',
  environmentId: 'env_e_flickering_0123456789',
};

/** The endpoint that a place is at, and the page of it. */
const PLACED: Readonly<Record<Place, { readonly endpoint: Endpoint; readonly page: string | null }>> = {
  clients: { endpoint: 'clients', page: null },
  'clients-page-2': { endpoint: 'clients', page: 'page-2' },
  environments: { endpoint: 'environments', page: null },
  'environments-page-2': { endpoint: 'environments', page: 'page-2' },
  phones: { endpoint: 'phones', page: null },
  'refresh-listed': { endpoint: 'refresh', page: null },
  'refresh-unlisted': { endpoint: 'refresh', page: null },
  mfa: { endpoint: 'mfa', page: null },
};

type Turn = 'first' | 'second';

/**
 * The service of one combination: it gives the answer in question in the reading in question, and says everywhere else
 * that the ids which the combination is about are dead.
 */
export function serve({ place, reading, given }: Combination): Fetch {
  const { endpoint, page } = PLACED[place];
  const counted = endpoint === 'mfa' ? 'environments' : 'mfa';
  const seen = new Map<Endpoint, number>();
  return async (url, init) => {
    const asked = endpointOf(url);
    const cursor = new URL(url).searchParams.get('cursor');
    if (cursor === null) seen.set(asked, (seen.get(asked) ?? 0) + 1);
    // A reading asks everything at once, and this endpoint once: after this turn of the loop it has been counted.
    await new Promise((resolve) => setImmediate(resolve));
    const turn = (seen.get(counted) ?? 0) % 2 === 1 ? 'first' : 'second';
    const isInQuestion = asked === endpoint && !(asked === 'refresh' && isAboutFlickering(init));
    if (!isInQuestion) return toResponse(usual(asked, place, turn));
    if (reading !== 'both' && reading !== turn) return toResponse(deadly(endpoint, cursor));
    if (page !== null && cursor === null) return toResponse(well({ items: [], cursor: page }));
    return 'happen' in given ? given.happen() : toResponse(given);
  };
}

const NOT_FOUND: ScriptedAnswer = {
  status: 404,
  contentType: 'application/json',
  body: { name: 'not found', bytes: '{"detail":"Not Found"}' },
};

/** What is said in the other reading: for a list, that the id is gone. One refusal would be proof enough by itself. */
function deadly(endpoint: Endpoint, cursor: string | null): ScriptedAnswer {
  if (endpoint === 'refresh' || endpoint === 'mfa') return NOT_FOUND;
  return well({ items: [], cursor: cursor === null ? 'last' : null });
}

/** What is said where nothing is in question. */
function usual(asked: Endpoint, place: Place, turn: Turn): ScriptedAnswer {
  const isBack = turn === 'second';
  switch (asked) {
    case 'clients':
      if (place === 'refresh-unlisted') return well({ items: 'none' });
      return list('client_id', [IDS.clientId, 'a-phone', ...(isBack ? [FLICKERING.clientId] : [])]);
    case 'phones':
      return list('client_id', ['a-phone']);
    case 'environments':
      return list('env_id', [IDS.environmentId, ...(isBack ? [FLICKERING.environmentId] : [])]);
    case 'mfa':
      return well({ requirement: 'suggested' });
    // This service has no such endpoint, and leaves the word to the lists.
    case 'refresh':
      return NOT_FOUND;
  }
}

function list(idKey: string, ids: readonly string[]): ScriptedAnswer {
  return well({ items: ids.map((id) => ({ [idKey]: id })), cursor: null });
}

type Endpoint = 'clients' | 'environments' | 'phones' | 'mfa' | 'refresh';

const PATHS: readonly (readonly [string, Endpoint])[] = [
  ['/wham/remote/control/clients', 'clients'],
  ['/codex/remote/control/environments', 'environments'],
  ['/wham/remote/control/mfa_requirement', 'mfa'],
  ['/codex/remote/control/client/refresh/start', 'refresh'],
];

function endpointOf(url: string): Endpoint {
  const { pathname } = new URL(url);
  if (/\/environments\/[^/]+\/clients$/.test(pathname)) return 'phones';
  const found = PATHS.find(([end]) => pathname.endsWith(end));
  if (found === undefined) throw new Error(`A check never asks ${pathname}.`);
  return found[1];
}

function isAboutFlickering(init: RequestInit): boolean {
  return String(init.body).includes(FLICKERING.clientId);
}
