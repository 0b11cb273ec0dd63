import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server that answers with bytes, well-formed HTTP or not. */
export interface RawServer {
  readonly url: string;
  /** Connections that are open now. */
  open(): number;
  /** Resolves when no connection is open any more. */
  idle(): Promise<void>;
  close(): void;
}

/** Starts a server on this machine; `answer` is called with each connection once a request's headers have come. */
export async function startRawServer(answer: (socket: Socket, path: string) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let whenIdle: (() => void)[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size > 0) return;
      for (const resolve of whenIdle) resolve();
      whenIdle = [];
    });
    let head = '';
    socket.on('data', (chunk: Buffer) => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      const path = /^\S+ (\S+)/.exec(head)?.[1] ?? '';
      head = '';
      answer(socket, path);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    open: () => sockets.size,
    idle: () =>
      new Promise((resolve) => {
        if (sockets.size === 0) resolve();
        else whenIdle.push(resolve);
      }),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
