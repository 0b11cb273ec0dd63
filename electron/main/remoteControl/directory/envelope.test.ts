import { expect, it } from 'vitest';
import { envelopeOfHeaders, judgeEnvelope } from './envelope.ts';

const WHOLE = { isPartial: false, total: null, limit: null };

it.each<[string, Record<string, unknown>]>([
  ['nothing', {}],
  ['no more', { has_more: false, next_cursor: null, hasNextPage: false }],
  ['no errors', { errors: [], error: null, warnings: {}, warning: '', partial: false, incomplete: false }],
  ['that it is all', { complete: true, is_last_page: true, success: true }],
  ['what it is', { object: 'list', first_id: 'a', last_id: 'b', request_id: 'r1', server_time: 1 }],
  ['the same one level deeper', { pagination: { has_more: false, next: null }, meta: { request_id: 'r' } }],
])('a page is whole that tells of %s', (_, members) => {
  expect(judgeEnvelope(members)).toEqual(WHOLE);
});

it.each<[string, Record<string, unknown>]>([
  ['more', { has_more: true }],
  ['more, in another spelling', { hasMore: true }],
  ['a next cursor', { next_cursor: 'a' }],
  ['a next page', { next: 'https://chatgpt.com/more' }],
  ['an error', { errors: [{ message: 'shard 3' }] }],
  ['an error as text', { error: 'upstream' }],
  ['a part', { partial: true }],
  ['not all', { complete: false }],
  ['no success', { success: false }],
  ['a warning', { warnings: ['stale replica'] }],
  ['a number of parts that failed', { failed_shards: 1 }],
  ['more, one level deeper', { page_info: { has_next_page: true } }],
  ['a next cursor, one level deeper', { meta: { cursor: 'a' } }],
  ['something that no version of ours knows', { scope: 'workspace' }],
])('a page is a part that tells of %s', (_, members) => {
  expect(judgeEnvelope(members).isPartial).toBe(true);
});

it('hands on how many there are, and how many a page holds', () => {
  expect(judgeEnvelope({ total: 3, meta: { total_count: 7, page_size: 50 } })).toEqual({
    isPartial: false,
    total: 7,
    limit: 50,
  });
});

const ofHeaders = (headers: Record<string, string>) => envelopeOfHeaders({ headers: new Headers(headers) });

it.each<[string, Record<string, string>]>([
  ['a link to the next one', { link: '</clients?cursor=2>; rel="next"' }],
  ['it among others', { link: '</a>; rel=prev, </b>; title="x"; rel="last next"' }],
  ['more', { 'x-has-more': 'true' }],
  ['the next one', { 'X-Next-Page': '2' }],
])('a last page is none whose headers tell of %s', (_, headers) => {
  expect(ofHeaders(headers)).toEqual({ ...WHOLE, isPartial: true });
});

it.each<[string, Record<string, string>]>([
  ['nothing', {}],
  ['other links', { link: '</a>; rel="prev", </next>; rel="preload"' }],
  ['no more', { 'x-has-more': 'false', 'x-next-page': '', 'content-range': 'items 0-9/*' }],
])('a page is whole whose headers tell of %s', (_, headers) => {
  expect(ofHeaders(headers)).toEqual(WHOLE);
});

it('hands on how many there are by the headers', () => {
  expect([{ 'x-total-count': '3' }, { 'content-range': 'items 0-99/250' }].map(ofHeaders)).toEqual([
    { ...WHOLE, total: 3 },
    { ...WHOLE, total: 250 },
  ]);
});
