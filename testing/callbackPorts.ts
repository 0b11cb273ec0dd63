import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Between the two ports of the browser step; nothing but this file listens there. */
const LOCK_PORT = 1456;

/**
 * Resolves when no other test on this computer uses the ports of the browser step (1455 and 1457), to the function that gives them
 * to the next one. They end with the process at the latest.
 */
export async function takeCallbackPorts(): Promise<() => void> {
  for (;;) {
    const sockets = new Set<{ destroy(): unknown }>();
    // The processes that wait are connected: the end of the connection tells them to try again.
    const lock = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    lock.listen({ port: LOCK_PORT, host: '127.0.0.1', exclusive: true });
    const taken = await once(lock, 'listening').then(
      () => true,
      () => false,
    );
    if (taken) {
      return () => {
        lock.close();
        for (const socket of sockets) socket.destroy();
      };
    }
    const holder = connect(LOCK_PORT, '127.0.0.1').on('error', () => undefined);
    await once(holder, 'close');
  }
}
