import type { StoredIds } from '../../testing/profiles/profile.ts';

/** What a body says, and the words it says it with; `lacks` and `holds` are whole lists without and with the stored ids. */
export interface Body {
  readonly name: string;
  readonly bytes: string | Uint8Array<ArrayBuffer>;
}

/** An answer that a server, or something in between, can give. */
export interface ScriptedAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: Body;
}

/** The statuses that come in practice, of every class that `fetch` can deliver. */
export const STATUSES = [
  200, 201, 204, 206, 300, 302, 304, 400, 401, 403, 404, 407, 409, 410, 429, 500, 502, 503, 522,
] as const;

export const CONTENT_TYPES = ['application/json', 'text/html; charset=utf-8', null] as const;

/** The sentences of the service, each as the `detail` of a JSON body. */
const SENTENCES = {
  revoked: 'Remote-control client has been revoked',
  'key-missing': 'Remote-control client key material missing',
  'server-not-found': 'Remote app server not found',
  mfa: 'Multi-factor authentication required',
  'not-found': 'Not Found',
} as const;

const DETAILS: readonly Body[] = [
  ...Object.entries(SENTENCES).map(([name, detail]) => json(name, { detail })),
  json('revoked, but not quite', { detail: `${SENTENCES.revoked}.` }),
  json('revoked in capitals', { detail: SENTENCES.revoked.toUpperCase() }),
  json('revoked elsewhere', { message: SENTENCES.revoked, error: { detail: SENTENCES.revoked } }),
  json('revoked in a list', [{ detail: SENTENCES.revoked }]),
  json('revoked as a list', { detail: [SENTENCES.revoked] }),
  text('revoked without quotes', `detail: ${SENTENCES.revoked}`),
];

const DAMAGED: readonly Body[] = [
  text('nothing', ''),
  text('a page', '<!doctype html><title>Sign in to the network</title>'),
  text('an open brace', '{'),
  json('null', null),
  text('zeros', '\0'.repeat(64)),
  { name: 'no text', bytes: Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d) },
];

/** The bodies that an endpoint is made to send: `idKey` is how its list names an id. */
export function listBodies(idKey: 'client_id' | 'env_id', ids: readonly string[]): readonly Body[] {
  const other = { [idKey]: 'of-another' };
  return [
    json('lacks', { items: [], cursor: null }),
    json('lacks, with others', { items: [other], cursor: null }),
    json('holds', { items: ids.map((id) => ({ [idKey]: id })), cursor: null }),
    json('no items', { cursor: null }),
    json('items is null', { items: null, cursor: null }),
    json('data for items', { data: [], cursor: null }),
    json('an item is null', { items: [other, null], cursor: null }),
    json('an item without id', { items: [{ id: 'of-another' }], cursor: null }),
    json('an id is a number', { items: [{ [idKey]: 7 }], cursor: null }),
    json('tells of more', { items: [], cursor: null, has_more: true }),
    json('names a next cursor elsewhere', { items: [], next_cursor: 'more' }),
    json('tells of errors', { items: [], cursor: null, errors: ['shard 3'] }),
    json('is partial', { items: [], cursor: null, partial: true }),
    json('counts more than it holds', { items: [], cursor: null, total: 3 }),
    json('tells of something unknown', { items: [], cursor: null, scope: 'workspace' }),
    json('is full to the limit', {
      items: Array.from({ length: 100 }, (_, n) => ({ [idKey]: `of-another-${n}` })),
    }),
    json('the cursor is empty', { items: [], cursor: '' }),
    json('the cursor comes again', { items: [], cursor: 'again' }),
    text('cut in the middle', '{"items":[],"cur'),
    json('nothing but revoked', { detail: SENTENCES.revoked }),
    ...DAMAGED,
  ];
}

/** The bodies that the question about one client is answered with. */
export function refreshBodies({ clientId }: Pick<StoredIds, 'clientId'>): readonly Body[] {
  return [
    json('a challenge', { client_id: clientId, device_key_challenge: {} }),
    json('about another client', { client_id: 'of-another' }),
    ...DETAILS,
    ...DAMAGED,
  ];
}

/** What the policy endpoint answers, which proves nothing whatever it says. */
export const POLICY_BODIES: readonly Body[] = [json('a policy', { requirement: 'required' }), ...DETAILS];

/** The answer that the service gives where nothing is wrong. */
export function well(body: unknown): ScriptedAnswer {
  return { status: 200, contentType: 'application/json', body: json('well', body) };
}

/** Such an answer as `fetch` delivers it. */
export function toResponse({ status, contentType, body }: ScriptedAnswer): Response {
  const isEmpty = [204, 205, 304].includes(status);
  const response = new Response(isEmpty ? null : body.bytes, { status });
  // A text body brings a content type of its own.
  response.headers.delete('content-type');
  if (contentType !== null) response.headers.set('content-type', contentType);
  return response;
}

function json(name: string, value: unknown): Body {
  return { name, bytes: JSON.stringify(value) };
}

function text(name: string, bytes: string): Body {
  return { name, bytes };
}
