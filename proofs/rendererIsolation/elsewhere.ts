import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server that is none of ours. */
export interface Elsewhere {
  readonly origin: string;
  /** The paths that were asked for. */
  readonly reached: readonly string[];
  close(): Promise<void>;
}

/** Answers everything with what would do harm, to every origin. */
export async function startElsewhere(): Promise<Elsewhere> {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(request.url ?? '');
    const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' });
    response.end('globalThis.escaped = true');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reached,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
