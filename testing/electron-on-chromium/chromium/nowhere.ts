import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/**
 * The address of a server on this machine that takes a request and never answers. A page that is opened on it has no
 * document yet, like a window of Electron's that has not loaded anything; a page opened on `about:blank` counts for
 * Playwright as one that has arrived.
 */
export async function listenNowhere(): Promise<string> {
  const server = createServer((connection) => connection.on('error', () => connection.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
