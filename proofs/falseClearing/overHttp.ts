import { startBackend, type Backend } from '../../testing/backend/index.ts';
import { makeProfile, stuckState } from '../../testing/profiles/profile.ts';
import { changedSince, takeSnapshot } from '../desktop/snapshot.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { IDS } from './cases.ts';
import type { Clearing } from './clear.ts';
import { repair } from './command.ts';

type Fault = Parameters<Backend['addFault']>[0];
type Spoiled = 'clients' | 'environments' | 'client-refresh-start';

/** One fault of an endpoint of a real server, from the nth request on. */
interface HttpCase {
  readonly name: string;
  readonly endpoint: Spoiled;
  readonly faults: readonly Omit<Fault, 'endpoint'>[];
}

const WHOLE = { items: [], cursor: null };

/** What a server, a proxy or a bad line does; several together strike the pages of one list in turn. */
const SPOILINGS: Readonly<Record<string, readonly Omit<Fault, 'endpoint'>[]>> = {
  'a redirect': [{ redirect: 'http://127.0.0.1:9/elsewhere' }],
  'a lasting redirect': [{ redirect: '/backend-api/elsewhere', status: 308 }],
  'a cut within the body': [{ body: WHOLE, truncate: 12 }],
  'a cut before the body': [{ body: WHOLE, truncate: 0 }],
  'a drop': [{ drop: true }],
  'no answer': [{ hang: true }],
  'a late answer': [{ body: WHOLE, delayMs: 5000 }],
  'a slow drip': [{ body: WHOLE, drip: { bytes: 1, intervalMs: 300 } }],
  ...Object.fromEntries(
    [400, 401, 402, 403, 404, 405, 407, 409, 410, 429, 500, 502, 503, 504].map((status) => [
      `status ${status}`,
      [{ status }],
    ]),
  ),
  'a wait of a minute': [{ status: 429, headers: { 'retry-after': '60' } }],
  'no content': [{ status: 204 }],
  'a part': [{ status: 206, body: WHOLE }],
  created: [{ status: 201, body: WHOLE }],
  'a page of a network': [{ status: 200, body: '<html>Sign in</html>', contentType: 'text/html' }],
  'a list that calls itself a page': [{ body: WHOLE, contentType: 'text/html' }],
  'packed, it says': [{ body: WHOLE, headers: { 'content-encoding': 'gzip' } }],
  'no text': [{ bytes: '/wD/AA==', contentType: 'application/json' }],
  zeros: [{ bytes: 'AAAAAAAAAAA=', contentType: 'application/json' }],
  'no items': [{ body: { cursor: null } }],
  'an item of another shape': [{ body: { items: [{ id: 'x' }], cursor: null } }],
  'an item that is null': [{ body: { items: [null], cursor: null } }],
  'a cursor again and again': [{ body: { items: [], cursor: 'again' } }],
  'an empty cursor': [{ body: { items: [], cursor: '' } }],
  'another sentence': [{ status: 404, body: { detail: 'Remote app server not found' } }],
  'the sentence as text': [
    { status: 403, body: 'Remote-control client has been revoked', contentType: 'text/plain' },
  ],
};

/** Two pages, of which the second is not there. */
const MISSING_PAGE: readonly Omit<Fault, 'endpoint'>[] = [
  { body: { items: [], cursor: 'page-2' }, nth: 1 },
  { status: 404, nth: 2 },
];

/** Every case there is: each fault of each endpoint, of every reading and of the second alone. */
export const HTTP_CASES: readonly HttpCase[] = [
  ...(['clients', 'environments', 'client-refresh-start'] as const).flatMap((endpoint) =>
    Object.entries(SPOILINGS).map(([name, faults]) => ({ name: `${endpoint}, ${name}`, endpoint, faults })),
  ),
  ...(['clients', 'environments'] as const).flatMap((endpoint) => [
    { name: `${endpoint}, a page that is missing`, endpoint, faults: MISSING_PAGE },
    ...Object.entries(SPOILINGS).map(([name, faults]) => ({
      name: `${endpoint}, second reading alone: ${name}`,
      endpoint,
      faults: faults.map((fault) => ({ ...fault, nth: { from: 2, to: 1000 } })),
    })),
  ]),
];

/** Milliseconds; a server that does not answer costs so much of the run. */
const REPAIR_TIMEOUT_MS = 4000;

/** `mobile-setup repair` against a real server with such a fault, on ids that are dead but for that endpoint. */
export async function clearOverHttp({ name, endpoint, faults }: HttpCase): Promise<Clearing> {
  const backend = await startBackend();
  const folder = makeFolder();
  try {
    const account = backend.addAccount({});
    const { accountId, userId: accountUserId } = account;
    if (endpoint !== 'clients') {
      backend.addClient({ accountId, clientId: IDS.clientId });
    }
    if (endpoint !== 'environments') backend.addClient({ accountId, environmentIds: [IDS.environmentId] });
    if (endpoint !== 'environments') {
      backend.addEnvironment({
        accountId,
        environmentId: IDS.environmentId,
        installationId: IDS.installationId,
      });
    }
    const state = stuckState({ ...IDS, accountUserId, baseUrl: backend.baseUrl }, { projects: 2 });
    const { codexHome } = makeProfile({ backend, account, folder, state, mirror: state });
    for (const fault of faults) backend.addFault({ ...fault, endpoint });
    const before = takeSnapshot(codexHome);
    const { status } = await repair(codexHome, { signal: AbortSignal.timeout(REPAIR_TIMEOUT_MS) });
    const files = changedSince(before, takeSnapshot(codexHome));
    const isWell = status === 'nothing-to-repair' || status === 'unverified' || status === 'blocked';
    return { name: `over HTTP, ${name}`, files: isWell ? files : [...files, `(the outcome is ${status})`] };
  } finally {
    removeFolder(folder);
    await backend.close();
  }
}
