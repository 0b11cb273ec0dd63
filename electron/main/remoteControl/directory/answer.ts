import type { Reason } from '../../../shared/reasons.ts';
import { readDetail, type Detail } from './detail.ts';
import { readJson, type ReadJson } from './json.ts';

/** What is asked of the account directory. */
export type Endpoint =
  | 'clients'
  | 'environments'
  | 'environment-clients'
  | 'mfa-requirement'
  | 'client-refresh'
  | 'client-refresh-finish'
  | 'client-enroll-start'
  | 'client-enroll-finish'
  | 'client-pair'
  | 'client-environments'
  | 'delete-client'
  | 'delete-environment';

/** An HTTP answer as it came, its body read to the end. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
  /** Whether a cache gave it in place of the service. */
  readonly isCached?: boolean;
}

/** What an answer means. Only `revoked` proves a death by itself. */
export type Answer =
  | { readonly kind: 'ok'; readonly json: unknown }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'unknown'; readonly reason: Reason };

/**
 * The sentences of the service that carry a meaning, and the statuses with which they do (openai/codex#26741 and
 * protocol.md 1.9). No other place knows them.
 */
const REVOKED: ReadonlyMap<string | null, readonly number[]> = new Map([
  ['Remote-control client has been revoked', [403, 404]],
  ['Remote-control client key material missing', [403]],
]);
/** Known here, but never finished: the local record says otherwise, so the two contradict each other (controller.md 4). */
const ENROLLMENT_INCOMPLETE = 'Remote-control client enrollment is incomplete';
/** Codes of a workspace that may not be used, whatever the status they come with. */
const WORKSPACE_CODES: ReadonlySet<string | null> = new Set([
  'deactivated_workspace',
  'invalid_workspace_selected',
]);
const MFA_REQUIRED = 'Multi-factor authentication required';
const ALREADY_ONLINE = 'Remote app server already online';

const REDIRECTS: ReadonlySet<number> = new Set([300, 301, 302, 303, 307, 308]);

/** Reads the meaning of an answer. Pure, total, and in doubt `unknown`: the state is then kept. */
export function classify(
  endpoint: Endpoint,
  { status, contentType, body, isCached = false }: RawAnswer,
): Answer {
  const read = readAnswer({ contentType, body });
  const detail = read.kind === 'json' ? readDetail(read.value) : null;
  if (status === 200 && !endpoint.startsWith('delete-')) {
    if (read.kind === 'json') return { kind: 'ok', json: read.value };
    return unknown(read.kind === 'ambiguous' ? 'bad-shape' : 'not-json');
  }
  if (endpoint.startsWith('delete-') && isDeleted(status, contentType)) return { kind: 'deleted' };
  if (endpoint === 'client-refresh' && REVOKED.get(detail?.message ?? null)?.includes(status)) {
    // What was true once proves nothing of now.
    return isCached ? unknown('incomplete-list') : { kind: 'revoked' };
  }
  const isUnfinished = endpoint === 'client-refresh' && detail?.message === ENROLLMENT_INCOMPLETE;
  if (isUnfinished && status === 401) return unknown('inconsistent-lists');
  return unknown(reasonFor(status, contentType, detail));
}

/** The JSON of an answer that calls itself JSON. */
export function readAnswer({ contentType, body }: Pick<RawAnswer, 'contentType' | 'body'>): ReadJson {
  return isJson(contentType) ? readJson(body) : { kind: 'not-json' };
}

function reasonFor(status: number, contentType: string | null, detail: Detail | null): Reason {
  const sentence = detail?.message;
  // A code comes by itself, too.
  const code = detail?.code ?? sentence ?? null;
  if (status < 400) return REDIRECTS.has(status) ? 'redirected' : 'bad-shape';
  if (status >= 500) return 'server-error';
  if (WORKSPACE_CODES.has(code)) return 'forbidden';
  if (status === 401) return 'signed-out';
  if (status === 408) return 'timeout';
  if (status === 425 || status === 429) return 'throttled';
  // A proxy that wants a sign-in of its own says 407.
  if (status === 407 || isHtml(contentType)) return 'not-json';
  if (status === 402) return 'forbidden';
  if (status === 403) return sentence === MFA_REQUIRED ? 'mfa-required' : 'forbidden';
  if (status === 409 && sentence === ALREADY_ONLINE) return 'already-online';
  // What is left says that our request was not understood.
  return [404, 405, 410].includes(status) ? 'feature-unavailable' : 'bad-shape';
}

/** A 404 is no proof: it may as well be a gateway that lost the request. A proxy's page is never one. */
function isDeleted(status: number, contentType: string | null): boolean {
  return !isHtml(contentType) && status >= 200 && status < 300;
}

function unknown(reason: Reason): Answer {
  return { kind: 'unknown', reason };
}

function isJson(contentType: string | null): boolean {
  return /^application\/(?:[\w.-]+\+)?json$/.test(mediaType(contentType));
}

function isHtml(contentType: string | null): boolean {
  return /^(?:text\/html|application\/xhtml\+xml)$/.test(mediaType(contentType));
}

function mediaType(contentType: string | null): string {
  return (contentType ?? '').replace(/;.*/s, '').trim().toLowerCase();
}
