import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Backend, startBackend } from '../index.ts';

let backend: Backend;
beforeEach(async () => {
  backend = await startBackend();
});
afterEach(() => backend.close());

/** What a connection gets that sends these lines and nothing more. */
function send(...lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(backend.baseUrl).port), '127.0.0.1');
  socket.end([...lines, '', ''].join('\r\n'));
  return text(socket);
}

const statusOf = (answer: string) => answer.split('\r\n')[0];

test('a fault puts a header in the place of the one that would be sent', async () => {
  backend.addFault({
    endpoint: 'clients',
    headers: { 'X-Request-Id': 'the-same', date: 'Thu, 01 Jan 1970 00:00:00 GMT' },
  });
  const { headers } = await fetch(`${backend.baseUrl}/wham/remote/control/clients`);
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-request-id': 'the-same',
    date: 'Thu, 01 Jan 1970 00:00:00 GMT',
  });
});

test('an address that is none is a bad request, and what the service does not know is not found', async () => {
  expect(statusOf(await send('GET /control HTTP/1.1', 'host: a b'))).toBe('HTTP/1.1 400 Bad Request');
  expect(statusOf(await send('TRACE /control HTTP/1.1', 'host: a'))).toBe('HTTP/1.1 404 Not Found');
  expect(statusOf(await send('GET /control/%zz HTTP/1.1', 'host: a'))).toBe('HTTP/1.1 404 Not Found');
});

test('a whole address is answered as the path in it, as a proxy sends it', async () => {
  const answer = await send('GET http://127.0.0.1/control HTTP/1.1', 'host: 127.0.0.1');
  expect(statusOf(answer)).toBe('HTTP/1.1 200 OK');
  expect(answer).toContain('addAccount');
});

test('without a host, as in HTTP/1.0, it answers all the same', async () => {
  expect(statusOf(await send('GET /control HTTP/1.0'))).toBe('HTTP/1.1 200 OK');
});

test('HEAD gets the headers and no body', async () => {
  const answer = await send('HEAD /control HTTP/1.1', 'host: a');
  expect(answer).toContain('content-type: application/json');
  expect(answer.endsWith('\r\n\r\n')).toBe(true);
});

test('an upgrade that is refused is answered like any other request, also one that claims a body', async () => {
  for (const method of ['GET', 'POST']) {
    const answer = await send(
      `${method} /backend-api/wham/remote/control/server HTTP/1.1`,
      'host: a',
      'upgrade: websocket',
      'connection: upgrade',
      'content-length: 5',
    ).then(statusOf);
    expect(answer).toMatch(/^HTTP\/1\.1 (401|404) /);
  }
});
