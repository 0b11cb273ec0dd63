import type { IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Upgrade } from '../http/context.ts';
import type { Environment, ServiceState } from '../world/world.ts';

/** How often a connected server is pinged, in milliseconds. One that has not answered by the next ping is cut off. */
const PING_INTERVAL = 10_000;

/** The websockets that are open, by environment. An environment is online while it has one. */
export interface Connections {
  /** Completes the handshake and marks the environment online until the socket closes. */
  accept(request: IncomingMessage, upgrade: Upgrade, environment: Environment): void;
  /** Closes the sockets of one environment, or all. Answers how many there were. */
  close(environmentId?: string): number;
}

/** No websocket is open yet. */
export function createConnections(world: ServiceState): Connections {
  const sockets = new WebSocketServer({ noServer: true });
  const open = new Map<WebSocket, Environment>();

  function hold(socket: WebSocket, environment: Environment): void {
    const seen = (online: boolean) => {
      environment.online = online;
      environment.lastSeenAt = world.clock.now();
    };
    const stopPinging = keepPinging(socket);
    open.set(socket, environment);
    seen(true);
    // `ws` closes the socket after any error; without a listener the error would end the process.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      stopPinging();
      open.delete(socket);
      seen([...open.values()].some((other) => other === environment));
    });
  }

  return {
    accept(request, upgrade, environment) {
      sockets.handleUpgrade(request, upgrade.socket, upgrade.head, (socket) => hold(socket, environment));
    },
    close(environmentId) {
      const chosen = [...open].filter(
        ([, { environmentId: id }]) => environmentId === undefined || id === environmentId,
      );
      for (const [socket, environment] of chosen) {
        // At once, not when the other side has answered the close frame: who asks wants it offline now.
        environment.online = false;
        socket.close(1000);
      }
      return chosen.length;
    },
  };
}

function keepPinging(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, PING_INTERVAL);
  return () => clearInterval(timer);
}
