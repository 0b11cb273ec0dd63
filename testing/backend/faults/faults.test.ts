import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Backend, startBackend } from '../index.ts';
import { type Caller, CLIENTS, callAs, detail } from '../testCalls.ts';

let backend: Backend;
let call: Caller['call'];
beforeEach(async () => {
  backend = await startBackend();
  ({ call } = callAs(backend, backend.addAccount({}).accountId));
});
afterEach(() => backend.close());

test('a status, headers, any body, a redirect; each with its turn', async () => {
  backend.addFault({ endpoint: 'clients', status: 429, headers: { 'Retry-After': '7' }, nth: 1 });
  backend.addFault({ endpoint: 'clients', status: 403, body: '<html>', contentType: 'text/html', nth: 2 });
  backend.addFault({ endpoint: 'GET /wham/*/clients', bytes: 'AP8=', nth: { from: 3, to: 3 } });
  backend.addFault({ endpoint: 'clients', body: { items: 'none' }, nth: 4 });
  backend.addFault({ endpoint: '* /wham/*', redirect: 'http://127.0.0.1:1/', nth: 5 });
  const seen = [];
  for (let turn = 1; turn <= 6; turn += 1) {
    const { status, headers, body } = await call('GET', CLIENTS);
    seen.push([status, headers.get('retry-after') ?? headers.get('location'), body]);
  }
  expect(seen).toEqual([
    [429, '7', detail('Too Many Requests')],
    [403, null, '<html>'],
    [200, null, '\0\u{FFFD}'],
    [200, null, { items: 'none' }],
    [302, 'http://127.0.0.1:1/', ''],
    [200, null, { items: [], cursor: null }],
  ]);
});

test('a cut, a truncated body and silence are failures; a dripping body is whole', async () => {
  const fails = (signal: AbortSignal | null = null) =>
    fetch(`${backend.baseUrl}${CLIENTS}`, { signal }).then(
      (response) => response.text().catch(() => 'body failed'),
      (error: Error) => error.name,
    );
  backend.addFault({ endpoint: 'clients', drop: true, times: 1 });
  backend.addFault({ endpoint: 'clients', truncate: 5, times: 1 });
  backend.addFault({ endpoint: 'clients', drip: { bytes: 7, intervalMs: 1 }, delayMs: 1, times: 1 });
  const seen = [await fails(), await fails(), (await call('GET', CLIENTS)).body];
  backend.addFault({ endpoint: 'clients', hang: true });
  const abort = new AbortController();
  const silence = fails(abort.signal);
  await backend.waitForRequest(({ fault, status }) => fault === null && status === undefined);
  abort.abort();
  seen.push(await silence);
  expect(seen).toEqual(['TypeError', 'body failed', { items: [], cursor: null }, 'AbortError']);
});

test('what is held back goes on when the faults are cleared', async () => {
  backend.addFault({ endpoint: 'clients', hold: true });
  let answered = false;
  const held = call('GET', CLIENTS).finally(() => (answered = true));
  await backend.waitForRequest(({ endpoint }) => endpoint === 'clients');
  await call('GET', '/wham/remote/control/environments');
  expect(answered).toBe(false);
  backend.clearFaults();
  expect((await held).status).toBe(200);
});

test('an endpoint that does not exist is a mistake of the test', () => {
  expect(() => backend.addFault({ endpoint: 'client' })).toThrow('"client" is no endpoint.');
});
