import { Hono } from 'hono/tiny';
import { randomUUID } from 'node:crypto';
import { controlRoutes } from './control/controlRoutes.ts';
import type { Actions } from './control/actions.ts';
import type { FaultScript } from './faults/script.ts';
import { applyFaults } from './faults/applyFaults.ts';
import { logRequests } from './log/logRequests.ts';
import type { RequestLog } from './log/requestLog.ts';
import { SENTENCES } from './routes/answers.ts';
import { clientRoutes } from './routes/client.ts';
import type { Environment } from './routes/context.ts';
import { directoryRoutes } from './routes/directory.ts';
import { BASE_PATH } from './routes/endpoints.ts';
import { environmentClientRoutes } from './routes/environmentClients.ts';
import { oauthRoutes } from './routes/oauth.ts';
import { serverRoutes } from './routes/server.ts';
import type { Connections } from './websocket/connections.ts';
import { handshakeRoute } from './websocket/handshake.ts';
import type { ServiceState } from './world/world.ts';

/** What the service is made of. */
export interface Parts {
  readonly world: ServiceState;
  readonly connections: Connections;
  readonly faults: FaultScript;
  readonly log: RequestLog;
}

/** The whole service: the endpoints below the base path, and the control interface beside them. */
export function createApp({ world, connections, faults, log }: Parts, actions: Actions): Hono<Environment> {
  const app = new Hono<Environment>();
  // Set on Node's own response, so that it is there on whatever a fault sends past Hono too.
  app.use(async (context, next) => {
    context.env.outgoing.setHeader('x-request-id', randomUUID());
    // The service's own time, which a test may have moved.
    context.env.outgoing.setHeader('date', new Date(world.clock.now()).toUTCString());
    await next();
  });
  app.route('/control', controlRoutes(actions));
  app.route('/', oauthRoutes(world));
  app.use(`${BASE_PATH}/*`, logRequests(log, world.clock), applyFaults(faults));
  app.route('/', directoryRoutes(world));
  app.route('/', clientRoutes(world));
  app.route('/', serverRoutes(world));
  app.route('/', environmentClientRoutes(world));
  app.route('/', handshakeRoute(world, connections));
  app.notFound((context) => context.json({ detail: SENTENCES.notFound }, 404));
  return app;
}
