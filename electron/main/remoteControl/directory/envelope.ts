import type { FetchedResponse } from './request.ts';

/** What a page says beside its items about whether the list is whole. */
export interface Envelope {
  /** It tells, or may tell, that something is missing. */
  readonly isPartial: boolean;
  /** How many items there are in all, where it says so. */
  readonly total: number | null;
  /** How many items a page holds at most, where it says so. */
  readonly limit: number | null;
}

/** Names without underscores and in lower case. These say nothing about missing items, whatever their value. */
const HARMLESS = new Set(['object', 'requestid', 'servertime', 'timestamp', 'etag', 'firstid', 'lastid']);
const TOTALS = new Set(['total', 'totalcount', 'totalitems', 'count']);
const LIMITS = new Set(['limit', 'pagesize', 'perpage']);
const MAY_BE_FALSE = new Set([
  'hasmore',
  'hasnext',
  'hasnextpage',
  'more',
  'partial',
  'ispartial',
  'incomplete',
  'truncated',
  'istruncated',
  'degraded',
  'stale',
]);
const MAY_BE_TRUE = new Set(['complete', 'iscomplete', 'islast', 'islastpage', 'success', 'ok']);
const NESTED = new Set(['meta', 'metadata', 'pagination', 'paging', 'pageinfo']);

/**
 * Judges the members of a page other than its items and its cursor. A member that is not known to be harmless may speak of errors, of more
 * pages or of a part that did not answer: unless it is empty, the page is taken for a part of the list.
 */
export function judgeEnvelope(members: Readonly<Record<string, unknown>>): Envelope {
  return Object.entries(members).map(judgeMember).reduce(join, WHOLE);
}

/** What the headers of a page say: of its last page, that it is none (RFC 8288), or how many items there are in all (RFC 9110, 14.4). */
export function envelopeOfHeaders({ headers }: Pick<FetchedResponse, 'headers'>): Envelope {
  const said = (name: string) => headers.get(name) ?? '';
  const namesMore =
    /;\s*rel\s*=\s*"?(?:[^",;]*\s)?next\b/i.test(said('link')) ||
    /^\s*(?:1|true|yes)\b/i.test(said('x-has-more')) ||
    ['x-next-page', 'x-next-cursor', 'x-next-token'].some((name) => said(name).trim() !== '');
  const totals = [
    ...['x-total-count', 'x-total', 'x-pagination-total-count'].map(said),
    said('content-range').replace(/^.*\//, ''),
  ].flatMap((text) => (/^\s*\d+\s*$/.test(text) ? Number(text) : []));
  return { isPartial: namesMore, total: totals.reduce(greater, null), limit: null };
}

/** Of an answer that is no page. */
export const WHOLE: Envelope = { isPartial: false, total: null, limit: null };
const PARTIAL: Envelope = { ...WHOLE, isPartial: true };

function judgeMember([spelled, value]: [string, unknown]): Envelope {
  const name = spelled.replaceAll(/[_-]/g, '').toLowerCase();
  if (isEmpty(value) || HARMLESS.has(name)) return WHOLE;
  if (typeof value === 'boolean') return (value ? MAY_BE_TRUE : MAY_BE_FALSE).has(name) ? WHOLE : PARTIAL;
  if (typeof value === 'number' && TOTALS.has(name)) return { ...WHOLE, total: value };
  if (typeof value === 'number' && LIMITS.has(name)) return { ...WHOLE, limit: value };
  if (NESTED.has(name) && isObject(value)) return judgeEnvelope(value);
  return PARTIAL;
}

function join(one: Envelope, other: Envelope): Envelope {
  return {
    isPartial: one.isPartial || other.isPartial,
    total: greater(one.total, other.total),
    limit: one.limit ?? other.limit,
  };
}

/** The greater of two numbers that may be missing. */
export function greater(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
