import { randomUUID } from 'node:crypto';
import { controlRoutes } from './control/controlRoutes.ts';
import type { Actions } from './control/actions.ts';
import type { FaultScript } from './faults/script.ts';
import { applyFaults } from './faults/applyFaults.ts';
import type { Context } from './http/context.ts';
import { Routes } from './http/routes.ts';
import { logRequests } from './log/logRequests.ts';
import type { RequestLog } from './log/requestLog.ts';
import { SENTENCES } from './routes/answers.ts';
import { clientRoutes } from './routes/client.ts';
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

/** The whole service: the endpoints below the base path, and the control interface and the authorization server beside them. */
export function createApp({ world, connections, faults, log }: Parts, actions: Actions) {
  const service = new Routes().include(
    directoryRoutes(world),
    clientRoutes(world),
    serverRoutes(world),
    environmentClientRoutes(world),
    handshakeRoute(world, connections),
  );
  const beside = new Routes().include(controlRoutes(actions), oauthRoutes(world));
  const logged = logRequests(log, world.clock);
  const withFaults = applyFaults(faults);

  return async (context: Context): Promise<Response> => {
    // Set on Node's own response, so that it is there on whatever a fault sends past ours too.
    context.env.outgoing.setHeader('x-request-id', randomUUID());
    // The service's own time, which a test may have moved.
    context.env.outgoing.setHeader('date', new Date(world.clock.now()).toUTCString());
    const answer = async (routes: Routes) => {
      context.res = (await routes.answer(context)) ?? context.json({ detail: SENTENCES.notFound }, 404);
    };
    if (context.req.path.startsWith(`${BASE_PATH}/`)) {
      await logged(context, () => withFaults(context, () => answer(service)));
    } else {
      await answer(beside);
    }
    return context.res;
  };
}
