import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * Run by `lists.ts`: answers `/N/D/…/clients?limit=100&cursor=…` after D milliseconds with one page of N clients, made
 * beforehand (the last one is never full, because a full page without a cursor proves nothing), and any other list with an empty one, so that reading a list is measured and not the making of it.
 */
const PAGE = 100;
const pages = new Map<string, Buffer>();

function pageOf(count: number, start: number): Buffer {
  const name = `${count} ${start}`;
  const items = Array.from({ length: Math.min(PAGE, count - start) }, (_, index) => ({
    client_id: `rcc_${start + index}`,
    account_user_id: 'user-bench__account-bench',
    enrollment_status: 'enrolled_device_key',
    display_name: 'Test Phone',
    device_type: 'phone',
    platform: 'ios',
    os_version: '19.0',
    device_model: 'iPhone',
    app_version: '1.2.3',
    created_at: '2026-05-04T03:02:01.000Z',
    last_seen_at: '2026-05-04T03:02:01.000Z',
    last_seen_city: null,
  }));
  const next = start + PAGE;
  const page =
    pages.get(name) ?? Buffer.from(JSON.stringify({ items, cursor: next <= count ? `after-${next}` : null }));
  pages.set(name, page);
  return page;
}

const EMPTY = Buffer.from(JSON.stringify({ items: [], cursor: null, requirement: 'suggested' }));

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const start = Number((searchParams.get('cursor') ?? 'after-0').slice('after-'.length));
  const [count = 0, delayMs = 0] = pathname.split('/').slice(1, 3).map(Number);
  const body = pathname.endsWith('/clients') && count > 0 ? pageOf(count, start) : EMPTY;
  const answer = () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  };
  if (delayMs > 0) setTimeout(answer, delayMs);
  else answer();
});
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('disconnect', () => process.exit());
