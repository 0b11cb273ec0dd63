import { expect, it } from 'vitest';
import { classify, type Answer, type Endpoint } from './answer.ts';

const JSON_TYPE = 'application/json';
const detail = (sentence: unknown) => JSON.stringify({ detail: sentence });
const REVOKED = 'Remote-control client has been revoked';
const KEY_MISSING = 'Remote-control client key material missing';
const MFA = 'Multi-factor authentication required';
const ONLINE = 'Remote app server already online';

/** Everything that may come with a status, by a name of its own. */
const CONTENTS: Readonly<Record<string, readonly [contentType: string | null, body: string]>> = {
  list: [JSON_TYPE, '{"items":[],"cursor":null}'],
  'list, with parameters': ['Application/JSON; charset=utf-8', '{"items":[],"cursor":null}'],
  'list, spaced': [' application/json ; charset=utf-8', '{"items":[],"cursor":null}'],
  'list, as a problem': ['application/problem+json', '{"items":[],"cursor":null}'],
  revoked: [JSON_TYPE, detail(REVOKED)],
  'revoked, spaced and with more': [JSON_TYPE, ` { "detail": "${REVOKED}", "extra": true } `],
  'key missing': [JSON_TYPE, detail(KEY_MISSING)],
  mfa: [JSON_TYPE, detail(MFA)],
  online: [JSON_TYPE, detail(ONLINE)],
  'server gone': [JSON_TYPE, detail('Remote app server not found')],
  'not found': [JSON_TYPE, detail('Not Found')],
  'nearly revoked: a full stop': [JSON_TYPE, detail(`${REVOKED}.`)],
  'nearly revoked: lower case': [JSON_TYPE, detail(REVOKED.toLowerCase())],
  'nearly revoked: a list': [JSON_TYPE, detail([REVOKED])],
  'nearly revoked: below another key': [JSON_TYPE, JSON.stringify({ error: { detail: REVOKED } })],
  'nearly revoked: in a list': [JSON_TYPE, `[${detail(REVOKED)}]`],
  'nearly revoked: a prototype': [JSON_TYPE, `{"__proto__":${detail(REVOKED)}}`],
  'as an object, revoked': [JSON_TYPE, detail({ message: REVOKED, code: 'client_revoked' })],
  'as an object, mfa': [JSON_TYPE, detail({ message: MFA })],
  'as an object, nearly revoked: by its code': [JSON_TYPE, detail({ code: REVOKED })],
  'as an object, nearly revoked: one deeper': [JSON_TYPE, detail({ message: { message: REVOKED } })],
  'never finished': [JSON_TYPE, detail('Remote-control client enrollment is incomplete')],
  'a workspace that is closed': [JSON_TYPE, detail({ code: 'deactivated_workspace', message: 'Sorry' })],
  'a workspace that is not ours': [JSON_TYPE, detail('invalid_workspace_selected')],
  'a word of the language': [JSON_TYPE, detail('constructor')],
  'nearly revoked: cut off': [JSON_TYPE, detail(REVOKED).slice(0, -1)],
  'nearly revoked: as text': ['text/plain', detail(REVOKED)],
  'nearly revoked: untyped': [null, detail(REVOKED)],
  'nearly revoked: as a page': ['text/html', detail(REVOKED)],
  'nearly json: before': ['x-application/json', '{}'],
  'nearly json: behind': ['application/jsonp', '{}'],
  'nearly a page: before': ['x-text/html', '{}'],
  'nearly a page: behind': ['text/html5', '{}'],
  null: [JSON_TYPE, 'null'],
  'a page': ['text/html; charset=UTF-8', '<html>Just a moment...</html>'],
  'a strict page': ['application/xhtml+xml', '<html/>'],
  'broken json': [JSON_TYPE, '{'],
  nothing: [JSON_TYPE, ''],
  'nothing at all': [null, ''],
};

const PAGES = ['nearly revoked: as a page', 'a page', 'a strict page'];
const UNPARSEABLE = new Set([
  ...PAGES,
  'nearly revoked: cut off',
  'nearly revoked: as text',
  'nearly revoked: untyped',
  'nearly json: before',
  'nearly json: behind',
  'nearly a page: before',
  'nearly a page: behind',
  'broken json',
  'nothing',
  'nothing at all',
]);

/** What a status says by itself: with a page in place of the service's own answer, and with anything else. */
const BY_STATUS: Readonly<Record<number, readonly [page: string, other: string]>> = {
  200: ['not-json', 'ok'],
  201: ['bad-shape', 'bad-shape'],
  202: ['bad-shape', 'bad-shape'],
  204: ['bad-shape', 'bad-shape'],
  206: ['bad-shape', 'bad-shape'],
  300: ['redirected', 'redirected'],
  301: ['redirected', 'redirected'],
  302: ['redirected', 'redirected'],
  304: ['bad-shape', 'bad-shape'],
  307: ['redirected', 'redirected'],
  400: ['not-json', 'bad-shape'],
  401: ['signed-out', 'signed-out'],
  402: ['not-json', 'forbidden'],
  403: ['not-json', 'forbidden'],
  404: ['not-json', 'feature-unavailable'],
  405: ['not-json', 'feature-unavailable'],
  407: ['not-json', 'not-json'],
  408: ['timeout', 'timeout'],
  409: ['not-json', 'bad-shape'],
  410: ['not-json', 'feature-unavailable'],
  422: ['not-json', 'bad-shape'],
  425: ['throttled', 'throttled'],
  429: ['throttled', 'throttled'],
  500: ['server-error', 'server-error'],
  502: ['server-error', 'server-error'],
  503: ['server-error', 'server-error'],
  504: ['server-error', 'server-error'],
  520: ['server-error', 'server-error'],
};

const REFUSALS = Object.keys(BY_STATUS)
  .map(Number)
  .filter((status) => status >= 400 && status < 500);

/** The sentences that mean something, each with the only statuses and endpoints where it does. */
const SENTENCES: readonly (readonly [
  content: string,
  statuses: readonly number[],
  of: string,
  is: string,
])[] = [
  ['revoked', [403, 404], 'client-refresh', 'revoked'],
  ['revoked, spaced and with more', [403, 404], 'client-refresh', 'revoked'],
  ['key missing', [403], 'client-refresh', 'revoked'],
  ['mfa', [403], 'any', 'mfa-required'],
  ['online', [409], 'any', 'already-online'],
  ['as an object, revoked', [403, 404], 'client-refresh', 'revoked'],
  ['as an object, mfa', [403], 'any', 'mfa-required'],
  ['never finished', [401], 'client-refresh', 'inconsistent-lists'],
  ['a workspace that is closed', REFUSALS, 'any', 'forbidden'],
  ['a workspace that is not ours', REFUSALS, 'any', 'forbidden'],
];

/** A deletion is done with these, unless a page says so; a 404 is no proof. */
const isSuccess = (status: number) => status >= 200 && status < 300;

const ENDPOINTS: readonly Endpoint[] = [
  'clients',
  'environments',
  'environment-clients',
  'mfa-requirement',
  'client-refresh',
  'delete-client',
  'delete-environment',
];

function expected(endpoint: Endpoint, status: number, content: string): string {
  const isDeletion = endpoint === 'delete-client' || endpoint === 'delete-environment';
  if (isDeletion && isSuccess(status) && !PAGES.includes(content)) return 'deleted';
  if (isDeletion && status === 200) return 'bad-shape';
  const sentence = SENTENCES.find(
    ([name, statuses, of]) =>
      name === content && statuses.includes(status) && (of === 'any' || of === endpoint),
  );
  if (sentence) return sentence[3];
  const [page = '', other = ''] = BY_STATUS[status] ?? [];
  if (status === 200 && UNPARSEABLE.has(content)) return 'not-json';
  return PAGES.includes(content) ? page : other;
}

function short(answer: Answer): string {
  return answer.kind === 'unknown' ? answer.reason : answer.kind;
}

const COMBINATIONS = ENDPOINTS.flatMap((endpoint) =>
  Object.keys(BY_STATUS).flatMap((status) =>
    Object.keys(CONTENTS).map((content) => ({ endpoint, status: Number(status), content })),
  ),
);

it('means the same as a table written by hand, in 7644 combinations of endpoint, status, type and body', () => {
  expect(COMBINATIONS.length).toBe(7644);
  const name = ({ endpoint, status, content }: (typeof COMBINATIONS)[number]) =>
    `${endpoint} ${status} ${content}`;
  const actual = COMBINATIONS.map((combination) => {
    const [contentType = null, body = ''] = CONTENTS[combination.content] ?? [];
    const answer = classify(combination.endpoint, { status: combination.status, contentType, body });
    return `${name(combination)}: ${short(answer)}`;
  });
  const table = COMBINATIONS.map(
    (combination) =>
      `${name(combination)}: ${expected(combination.endpoint, combination.status, combination.content)}`,
  );
  expect(actual).toEqual(table);
});

it('proves a death with nothing but the known sentences about a client', () => {
  const deaths = COMBINATIONS.filter(({ endpoint, status, content }) => {
    const [contentType = null, body = ''] = CONTENTS[content] ?? [];
    return classify(endpoint, { status, contentType, body }).kind === 'revoked';
  });
  expect(deaths.map(({ endpoint, status, content }) => `${endpoint} ${status} ${content}`)).toEqual([
    'client-refresh 403 revoked',
    'client-refresh 403 revoked, spaced and with more',
    'client-refresh 403 key missing',
    'client-refresh 403 as an object, revoked',
    'client-refresh 404 revoked',
    'client-refresh 404 revoked, spaced and with more',
    'client-refresh 404 as an object, revoked',
  ]);
});

it('hands on what a good answer holds', () => {
  expect(classify('clients', { status: 200, contentType: JSON_TYPE, body: '{"items":[1]}' })).toEqual({
    kind: 'ok',
    json: { items: [1] },
  });
});

it('a death that a cache tells of proves nothing, nor does one with two details', () => {
  const told = { status: 403, contentType: JSON_TYPE, body: detail(REVOKED) };
  const twice = `{"detail":"Not Found",${detail(REVOKED).slice(1)}`;
  expect([
    short(classify('client-refresh', { ...told, isCached: true })),
    short(classify('client-refresh', { ...told, body: twice })),
    short(classify('clients', { ...told, status: 200, body: twice })),
  ]).toEqual(['incomplete-list', 'forbidden', 'bad-shape']);
});
