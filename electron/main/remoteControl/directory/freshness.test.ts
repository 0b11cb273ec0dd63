import { expect, it } from 'vitest';
import { isFromCache } from './freshness.ts';

const isCached = (headers: Record<string, string>) => isFromCache({ headers: new Headers(headers) });

it.each<[string, string]>([
  ['age', '0'],
  ['age', '7200'],
  ['age', ''],
  ['x-cache', 'HIT'],
  ['x-cache', 'MISS, HIT'],
  ['x-cache', 'Hit from cloudfront'],
  ['x-cache', 'RefreshHit from cloudfront'],
  ['x-cache', 'TCP_MEM_HIT from a23-1.deploy.akamaitechnologies.com'],
  ['x-cache', 'TCP_HIT_ABORTED'],
  ['x-cache-lookup', 'HIT from proxy:3128'],
  ['x-cache-status', 'UPDATING'],
  ['x-proxy-cache', 'EXPIRED'],
  ['x-vercel-cache', 'STALE'],
  ['cf-cache-status', 'REVALIDATED'],
  ['cache-status', 'OriginCache; hit; ttl=30'],
  ['cache-status', '"proxy"; fwd=stale; fwd-status=304'],
  ['x-cache-hits', '0, 3'],
  ['x-varnish', '32770 3'],
  ['x-from-cache', '1'],
  ['warning', '110 proxy "Response is Stale"'],
])('an answer with %s: %s is of a cache', (name, value) => {
  expect(isCached({ [name]: value })).toBe(true);
});

it('an answer is of the service, whatever it passed on the way', () => {
  const passed: Record<string, string>[] = [
    { via: '1.1 proxy', 'x-cache': 'MISS from proxy', 'x-cache-lookup': 'MISS from proxy:3128' },
    { 'x-cache': 'TCP_MISS from a23-1', 'x-cache-hits': '0, 0', 'x-varnish': '32770' },
    { 'cf-cache-status': 'DYNAMIC', 'cache-status': 'proxy; fwd=miss', 'x-from-cache': '0' },
    { 'x-cache': 'Miss from cloudfront', 'x-cache-status': 'BYPASS', warning: '299 - "old API"' },
  ];
  expect(passed.map(isCached)).toEqual([false, false, false, false]);
});
