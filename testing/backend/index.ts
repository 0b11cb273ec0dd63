import { ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createApp } from './app.ts';
import { controlOf } from './control/action.ts';
import { createActions } from './control/actions.ts';
import type { BackendActions } from './control/contract.ts';
import { createFaultScript } from './faults/script.ts';
import { type RequestLogEntry, createRequestLog } from './log/requestLog.ts';
import { answer } from './http/listener.ts';
import { BASE_PATH } from './routes/endpoints.ts';
import { createConnections } from './websocket/connections.ts';
import { createWorld } from './world/world.ts';

export type { RequestLogEntry } from './log/requestLog.ts';
export { shortHash } from './world/ids.ts';

/** A running backend, with everything that a test may do to it. */
export interface Backend extends BackendActions {
  /** What goes into `config.toml` as `chatgpt_base_url`: `http://127.0.0.1:PORT/backend-api`. */
  readonly baseUrl: string;
  /** Where other processes reach the actions: `POST <controlUrl>/<action>` with the input as JSON. */
  readonly controlUrl: string;
  /** The first request that fits, past or to come. Rejects after `timeoutMs` (two minutes by default). */
  waitForRequest(fits: (entry: RequestLogEntry) => boolean, timeoutMs?: number): Promise<RequestLogEntry>;
  /** Cuts every connection and stops listening. */
  close(): Promise<void>;
}

/** Starts a backend on loopback, on a free port by default. `log` is called for each answered request. */
export async function startBackend(
  options: { port?: number; log?: (entry: RequestLogEntry) => void } = {},
): Promise<Backend> {
  const world = createWorld();
  const connections = createConnections(world);
  const faults = createFaultScript();
  const log = createRequestLog(options.log ?? (() => undefined));
  const actions = createActions(world, connections, faults, log);
  const app = createApp({ world, connections, faults, log }, actions);

  const server = createServer(
    (incoming, outgoing) => void answer({ incoming, outgoing, upgrade: undefined }, app),
  );
  // A client on a busy machine may come back to a connection after seconds; its own limit is the shorter one then.
  server.keepAliveTimeout = 120_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  // Node hands over the bare socket here. Giving it a response of its own lets a refused handshake be answered by the
  // same routes, faults and log as any other request.
  server.on('upgrade', (request, socket: Socket, head) => {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.end());
    void answer({ incoming: request, outgoing: response, upgrade: { socket, head } }, app);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...controlOf(actions),
    baseUrl: `${origin}${BASE_PATH}`,
    controlUrl: `${origin}/control`,
    waitForRequest: log.wait,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
