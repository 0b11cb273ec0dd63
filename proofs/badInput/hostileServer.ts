import { createServer, type Server, type Socket, type AddressInfo } from 'node:net';
import { once } from 'node:events';

/** A server that speaks to a socket as it likes. */
export interface HostileServer {
  readonly baseUrl: string;
  /** Bytes that it got rid of: sent, or in the buffers of the system. */
  readonly sent: number;
  close(): Promise<void>;
}

/** What is done to one connection; the return value ends what goes on. */
export type Hostility = (socket: Socket, request: string) => void;

/** Listens on loopback and does `hostility` to every request. */
export async function startHostileServer(hostility: Hostility): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  let finished = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      finished += socket.bytesWritten - socket.writableLength;
      sockets.delete(socket);
    });
    socket.on('data', (chunk) => hostility(socket, chunk.toString('latin1')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/backend-api`,
    get sent() {
      return [...sockets].reduce(
        (sum, socket) => sum + socket.bytesWritten - socket.writableLength,
        finished,
      );
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Writes the pieces as fast as they are taken, up to `total` bytes, and then ends. */
export function flood(socket: Socket, piece: string | Uint8Array, total: number): void {
  let left = Math.ceil(total / piece.length);
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      left -= 1;
      if (!socket.write(piece)) {
        socket.once('drain', more);
        return;
      }
    }
    socket.end();
  };
  more();
}

/** Writes one piece every so many milliseconds, forever. */
export function drip(socket: Socket, piece: string, milliseconds: number): void {
  const timer = setInterval(() => socket.write(piece), milliseconds);
  socket.once('close', () => clearInterval(timer));
}
